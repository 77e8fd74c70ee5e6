import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SourceFile, sourceFiles } from './source-files.ts';

/** Functions whose names and types the model is never trained on: see README.md there. */
export const HELD_OUT: string = join(import.meta.dirname, '..', 'heldout');

const ENDING = /\.(?:[jt]sx?|py)$/;

export function committedFiles(): readonly SourceFile[] {
  return sourceFiles(HELD_OUT, ENDING);
}

/** Names of functions and of types in it, which the generator of the training text never uses as such. */
export function heldOutNames(): ReadonlySet<string> {
  return new Set(JSON.parse(readFileSync(join(HELD_OUT, 'names.json'), 'utf8')) as string[]);
}
