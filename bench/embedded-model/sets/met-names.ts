import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommentedFunction } from '@hanzo/contracts';
import { nameInWords } from '@hanzo/orchestrator';
import { HELD_OUT } from './committed.ts';

/** Written by `make-met-names.ts`. */
export const MET_NAMES: string = join(HELD_OUT, 'met-names.json');

type Named = Pick<CommentedFunction, 'name' | 'kind' | 'owner'>;

/** The name that a comment must say, in words. A constructor's is that of its class: `toJSON` and `to_json` are alike. */
export function wordsToSay({ name, kind, owner = '' }: Named): string {
  return nameInWords(kind === 'constructor' || name === '__init__' ? owner : name);
}

/** Names in words that functions of the held-out set share with functions of the training text, which spells them otherwise. */
export function metNames(): ReadonlySet<string> {
  return new Set(JSON.parse(readFileSync(MET_NAMES, 'utf8')) as string[]);
}
