import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';

const IN_DRY_RUN: readonly (readonly [keyof DevFlags, string])[] = [
  ['output', '--output'],
  ['baseline', '--baseline'],
  ['failOn', '--fail-on'],
  ['delegateAfter', '--delegate-after'],
];

/**
 * Says which flags do nothing where nothing is done. They are not refused: whoever puts `--dry-run` before a command wants to
 * know what that command would cost.
 */
export function sayIdle(flags: DevFlags, terminal: Terminal): void {
  if (flags.dryRun === true) {
    const idle = IN_DRY_RUN.flatMap(([name, flag]) => (flags[name] === undefined ? [] : [flag]));
    if (idle.length > 0)
      warn(`${idle.join(', ')}: without effect in a dry run, which finds and writes nothing`, terminal);
    return;
  }
  if (flags.planOnly === true && flags.output !== undefined)
    warn('--output: there is no report before something is done; give it to the command that goes on', terminal);
}

function warn(words: string, terminal: Terminal): void {
  terminal.err(`${terminal.style.yellow('warning:')} ${words}`);
}
