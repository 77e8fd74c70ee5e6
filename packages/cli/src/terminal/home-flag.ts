import { shellWord } from './shell-word.ts';

/** ` --home <folder>` for commands that people copy, so that they are about the same home; empty where none was given. */
export function homeFlag(home: string | undefined): string {
  return home === undefined ? '' : ` --home ${shellWord(home)}`;
}
