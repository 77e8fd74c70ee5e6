import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openWorkspace } from '@hanzo/tools';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { gather, type Candidate, type Clues, type GatherOptions } from '../../src/index.ts';

/** Files as they are written for one test. */
export function project(files: Readonly<Record<string, string>>): { readonly path: string } & Disposable {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), text);
  }
  return folder;
}

export async function gathered(
  { path }: { readonly path: string },
  clues: Partial<Clues>,
  options: Partial<GatherOptions> = {},
): Promise<readonly Candidate[]> {
  const whole = { issue: '', attemptedFixes: [], ...clues };
  return await gather(whole, await openWorkspace(path), { signal: new AbortController().signal, ...options });
}

/** So many lines of a program that say nothing. */
export function filler(lines: number, comment = '#'): string {
  return Array.from({ length: lines }, (_, at) => `${comment} ${at}\n`).join('');
}
