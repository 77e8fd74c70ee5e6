import { readdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInside } from '../workspace/confine.ts';

/** Packages of the workspace that Python environments take from it in place ("editable"). */
export interface EditablePython {
  /** Folders of the workspace that are looked through for modules, with forward slashes; empty text is the root. */
  readonly folders: readonly string[];
  /** Packages whose folder could not be found out: a copy cannot be put in their place. */
  readonly unclear: readonly string[];
}

const NONE: EditablePython = { folders: [], unclear: [] };

/**
 * Finds what is installed in place, in the environments inside the workspace and in those that commands would find by
 * `VIRTUAL_ENV`, `PATH` and the home. Whoever imports such a package gets the workspace's own files, wherever it works.
 *
 * @param root of the workspace: absolute, links resolved
 * @param paths files of its copy, with forward slashes; `linked` its folders that the copy has links into
 */
export async function editablePython(
  root: string,
  { paths, linked }: { readonly paths: Iterable<string>; readonly linked: readonly string[] },
  env: Readonly<Record<string, string | undefined>>,
): Promise<EditablePython> {
  const all = [...paths];
  if (!all.some((path) => path.endsWith('.py'))) return NONE;
  const copied = all.filter((path) => path.endsWith('/pyvenv.cfg')).map(posix.dirname);
  const inside = [...linked.filter((path) => /(^|\/)\.?venv$/.test(path)), ...copied].map((path) => join(root, path));
  const { VIRTUAL_ENV = '', PATH = '', HOME = '' } = env;
  const outside = [VIRTUAL_ENV, ...PATH.split(delimiter).map(dirname), HOME === '' ? '' : join(HOME, '.local')];
  const folders = new Set<string>();
  const unclear = new Set<string>();
  for (const prefix of new Set([...inside, ...outside.filter((folder) => folder.startsWith(sep))]))
    for (const packages of await packageFolders(prefix)) {
      const found = await placesIn(packages, root);
      for (const place of found.places) folders.add(relative(root, place).split(sep).join('/'));
      for (const name of found.unclear) unclear.add(name);
    }
  return { folders: [...folders], unclear: [...unclear] };
}

/** `lib/python3.12/site-packages` and its kin. */
async function packageFolders(prefix: string): Promise<readonly string[]> {
  const lib = join(prefix, 'lib');
  const versions = (await names(lib)).filter((name) => name.startsWith('python3'));
  return versions.flatMap((name) => ['site-packages', 'dist-packages'].map((kind) => join(lib, name, kind)));
}

async function placesIn(
  packages: string,
  root: string,
): Promise<{ readonly places: readonly string[]; readonly unclear: readonly string[] }> {
  const all = await names(packages);
  const places: string[] = [];
  for (const name of all) {
    const text = /\.pth$|^__editable__.*\.py$/.test(name) ? await textOf(join(packages, name)) : '';
    places.push(...(name.endsWith('.pth') ? pathLines(text, packages) : finderFolders(text)));
  }
  const own = places.filter((place) => isInside(root, place));
  const unclear: string[] = [];
  for (const name of all.filter((one) => one.endsWith('.dist-info'))) {
    const project = projectOf(await textOf(join(packages, name, 'direct_url.json')));
    if (project === undefined || !isInside(root, project)) continue;
    if (!own.some((place) => isInside(project, place))) unclear.push(name.replace(/-[^-]*\.dist-info$/, ''));
  }
  return { places: own, unclear };
}

/** Lines of a .pth file are folders, or programs that begin with "import". */
function pathLines(text: string, packages: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(#|import\b)/.test(line))
    .map((line) => (line.startsWith('/') ? posix.normalize(line) : join(packages, line)));
}

/** The finders of setuptools hold `MAPPING = {'shop': '/projects/src/shop'}`: modules are found by their own names only. */
function finderFolders(text: string): readonly string[] {
  const mapping = /^MAPPING\b[^=]*=\s*\{(.*?)\}/ms.exec(text)?.[1] ?? '';
  return [...mapping.matchAll(/'([\w.]+)':\s*'(\/[^']+)'/g)].flatMap(([, module = '', place = '']) => {
    const asFolders = `/${module.replaceAll('.', '/')}`;
    const bare = place.replace(/\.py$/, '');
    return bare.endsWith(asFolders) ? [bare.slice(0, -asFolders.length)] : [];
  });
}

function projectOf(directUrl: string): string | undefined {
  try {
    const { url, dir_info: info } = JSON.parse(directUrl) as { url?: unknown; dir_info?: { editable?: unknown } };
    return info?.editable === true && typeof url === 'string' ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

async function names(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => '');
}
