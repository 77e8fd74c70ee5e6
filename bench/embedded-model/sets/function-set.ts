import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSyntax } from '@hanzo/tools';
import { shuffled } from './chance.ts';
import { committedFiles } from './committed.ts';
import { type SourceFile, sourceFiles, type Wanted, wantedIn } from './source-files.ts';

/** Functions without doc comments, and where they come from. */
export interface FunctionSet {
  readonly name: string;
  readonly wanted: readonly Wanted[];
}

const SEED = 1;
const MOST_OF_FILE = 3;
/** Of the files of others, which may be large. */
const MOST_FILE_CHARS = 60_000;
/** Tests, what was generated, and a hundred tables that are all alike. */
const LEFT_OUT = /(?:^|\/)(?:tests?|lib2to3|idlelib|site-packages|turtledemo|encodings|pb)\//;

export function isPython({ file }: Wanted): boolean {
  return file.path.endsWith('.py');
}

/** Of the committed files, at most so many of each language; of TypeScript half are of others' style, half are of this repository. */
export async function heldOutSets(count: number): Promise<readonly FunctionSet[]> {
  const all = await wanted(committedFiles());
  const own = (one: Wanted): boolean => one.file.path.startsWith('own/');
  const parts = [
    { name: 'Python', of: all.filter(isPython), most: count },
    { name: 'TypeScript', of: all.filter((one) => !isPython(one) && !own(one)), most: count / 2 },
    { name: 'TypeScript of this repository', of: all.filter(own), most: count / 2 },
  ];
  return parts.map(({ name, of, most }) => ({ name, wanted: some(of, most) }));
}

/** What others have written, where this machine has it: never committed, never trained on. */
export async function foreignSets(count: number): Promise<readonly FunctionSet[]> {
  const library = standardLibrary();
  const published = join(import.meta.dirname, '..', '..', '..', 'node_modules');
  const files = [
    { name: 'Python of its standard library', of: library === undefined ? [] : sourceFiles(library, /\.py$/) },
    { name: 'TypeScript of published packages', of: publishedFiles(published) },
  ];
  const sets: FunctionSet[] = [];
  for (const { name, of } of files) {
    const usable = of.filter(({ path, text }) => text.length < MOST_FILE_CHARS && !LEFT_OUT.test(path));
    const taken: Wanted[] = [];
    for (const file of shuffled(usable, SEED)) {
      if (taken.length >= count) break;
      taken.push(...some(await wanted([file]), MOST_OF_FILE));
    }
    sets.push({ name, wanted: taken.slice(0, count) });
  }
  return sets.filter((set) => set.wanted.length > 0);
}

async function wanted(files: readonly SourceFile[]): Promise<readonly Wanted[]> {
  using syntax = await openSyntax(files.map(({ path }) => path));
  return wantedIn(files, syntax);
}

function some<T>(of: readonly T[], count: number): readonly T[] {
  return shuffled(of, SEED).slice(0, count);
}

function standardLibrary(): string | undefined {
  const { stdout, status } = spawnSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_paths()["stdlib"])'], {
    encoding: 'utf8',
  });
  const folder = status === 0 ? stdout.trim() : '';
  return folder !== '' && existsSync(folder) ? folder : undefined;
}

/** Some packages ship what they are made of. */
function publishedFiles(root: string): readonly SourceFile[] {
  const scopes = [
    '@libp2p',
    '@multiformats',
    'beautiful-mermaid/src',
    'datastore-core/src',
    'pg-protocol/src',
    'it-reader/src',
  ];
  return scopes
    .map((scope) => join(root, scope))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      const files = sourceFiles(folder, /(?<!\.d)\.tsx?$/);
      return files.map(({ path, text }) => ({ path: join(folder.slice(root.length + 1), path), text }));
    })
    .filter(({ path }) => !/\/(?:node_modules|dist|test|__tests__)\//.test(path));
}
