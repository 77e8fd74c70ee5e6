import { matchingPaths, type Workspace } from '@hanzo/tools';
import { sendableWords } from '../redact/sendable.ts';
import type { FileWarning, LineRange, NamedFile } from '../words.ts';

/** A model that asks for everything gets the first of it. */
const MOST_WISHES = 40;
/** A name may stand in several folders. */
const MOST_PER_WISH = 5;
const MOST_WISH_CHARS = 500;

/** Files that a model asked for. What is none of the workspace is told, and nothing outside is looked at. */
export interface WantedFiles {
  readonly files: readonly NamedFile[];
  readonly leftOut: readonly FileWarning[];
}

/** @param wanted paths, ends of paths, or patterns; lines may follow: `src/a.ts:10-80` */
export async function wantedFiles(
  wanted: readonly string[],
  workspace: Workspace,
  signal: AbortSignal,
): Promise<WantedFiles> {
  if (wanted.length === 0) return { files: [], leftOut: [] };
  const { files: listed, skipped } = await workspace.files({ signal });
  const paths = listed.map(({ path }) => path);
  const files: NamedFile[] = [];
  const leftOut: FileWarning[] = [];
  for (const wish of wanted.slice(0, MOST_WISHES)) {
    const { name, lines } = readWish(wish);
    const found = pathsOf(name, paths);
    const why = skipped.find(({ path }) => path === name)?.reason;
    if (found.length > 0) files.push(...found.map((path) => ({ path, lines })));
    else
      leftOut.push({ path: sendableWords(name), reason: why ?? 'the model asked for it, and there is no such file' });
  }
  return { files, leftOut };
}

function readWish(wish: string): { readonly name: string; readonly lines: readonly LineRange[] } {
  const text = wish
    .slice(0, MOST_WISH_CHARS)
    .trim()
    .replaceAll(/^[`"']+|[`"']+$/g, '');
  const [, name = text, from, to] = /^(.*?):(\d{1,8})(?:-(\d{1,8}))?$/.exec(text) ?? [];
  const path = name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
  if (from === undefined) return { name: path, lines: [] };
  const first = Math.max(1, Number(from));
  return { name: path, lines: [{ first, last: Math.max(first, Number(to ?? from)) }] };
}

function pathsOf(name: string, paths: readonly string[]): readonly string[] {
  if (name === '') return [];
  if (paths.includes(name)) return [name];
  const ending = paths.filter((path) => path.endsWith(`/${name}`));
  return (ending.length > 0 ? ending : matchingPaths(name, paths)).slice(0, MOST_PER_WISH);
}
