import { existsSync, readFileSync } from 'node:fs';
import { oneLine } from '../../../packages/cli/src/terminal/one-line.ts';
import { shellWord } from '../../../packages/cli/src/terminal/shell-word.ts';

/** A screen has room for so much of one comment. */
const MOST_SHOWN = 8;

/** What the model is for, and how to have a real one. */
export const NEXT = `
hanzo-embedded is for first steps and tests. This project made it, on text of its own, for one job: first drafts
of doc comments. It reviews, explains and plans nothing. A real model, 2 GB, for all jobs:
  npx hanzo models pull llama3.2
and then, here or on a stronger machine (--workspace: your own project):
  npx hanzo net up
  npx hanzo dev "Review this project" --use-hanzo-net --workspace .`;

/** Commands that the run itself names need workers, and those of `npm start` are gone by then. */
export function howToGoOn(home: string): string {
  return `
The workers end with npm start. To go on with this run: npm start -- --resume last
For any other command that needs workers, first start one in another terminal:
  npx hanzo net up --home ${shellWord(home)} --model hanzo-embedded`;
}

/** The first lines that a patch adds, and the one after them, for a terminal; empty where there is no such file. */
export function exampleOf(patch: string): readonly string[] {
  const added = existsSync(patch) ? firstAdded(readFileSync(patch, 'utf8')) : undefined;
  if (added === undefined) return [];
  // What a workspace holds may not steer the terminal; tabs are its indentation.
  const shown = added.lines.map((line) => `  ${line.split('\t').map(oneLine).join('\t')}`);
  return ['', `From the patch, as ${oneLine(added.path)} would have it:`, ...shown];
}

interface Added {
  readonly path: string;
  readonly lines: readonly string[];
}

function firstAdded(patch: string): Added | undefined {
  const all = patch.split(/\r?\n/);
  const path = all.find((line) => line.startsWith('+++ '))?.replace(/^\+\+\+ (b\/)?/, '');
  const from = all.findIndex((line) => /^\+(?!\+\+ )/.test(line));
  if (path === undefined || from === -1) return undefined;
  const until = all.findIndex((line, at) => at > from && !line.startsWith('+'));
  const lines = all.slice(from, until === -1 ? undefined : until + 1).map((line) => line.slice(1));
  return { path, lines: lines.slice(0, MOST_SHOWN) };
}
