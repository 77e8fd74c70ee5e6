import { existsSync } from 'node:fs';
import type { HomePaths } from '@hanzo/config';
import { toHanzoError } from '@hanzo/contracts';
import { oneLine } from '../terminal/one-line.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Changes, SettledSet } from './change-set.ts';
import { openChanges } from './open-changes.ts';

type Words = Pick<Terminal, 'err' | 'style'>;

/**
 * Before a run looks at files: what a process that was killed had begun to apply or undo is brought to an end, so that nobody
 * works on half of it. What cannot be ended is said and survived.
 */
export function settleLeftChanges(paths: Pick<HomePaths, 'changes'>, terminal: Words): void {
  if (!existsSync(paths.changes)) return;
  try {
    using changes = openChanges(paths);
    settleAloud(changes, terminal);
  } catch (error) {
    warn(toHanzoError(error).message, terminal);
  }
}

/** Nothing of it happens without a word: it may be days ago that somebody agreed to it. */
export function settleAloud(changes: Changes, terminal: Words): readonly SettledSet[] {
  const settled = changes.settle();
  for (const one of settled) warn(inWords(one), terminal);
  return settled;
}

function inWords({ set: { id, workspace }, target, ended, why }: SettledSet): string {
  const [verb, back] = target === 'applied' ? ['applied to', 'undo'] : ['taken out of', 'redo'];
  const begun = `the changes ${id} were begun to be ${verb} ${oneLine(workspace)} by a process that was killed`;
  switch (ended) {
    case 'arrived':
      return `${begun}: that is finished now. Take it back with: hanzo changes ${back} ${id}`;
    case 'given-up':
      return `${begun} before it had changed a file: nothing is changed`;
    case 'put-back':
      return `${begun}, and files have changed since: what it had done was put back (${oneLine(why)})`;
    case 'stuck':
      return `${begun}, and cannot be ended: ${oneLine(why)}. See: hanzo changes ${target === 'applied' ? 'apply' : 'undo'} ${id}`;
  }
}

function warn(text: string, terminal: Words): void {
  terminal.err(`${terminal.style.yellow('warning:')} ${text}`);
}
