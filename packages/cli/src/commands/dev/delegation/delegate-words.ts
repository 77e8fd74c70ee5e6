import type { ExitCode } from '@hanzo/contracts';
import type { MagicPhrase } from '@hanzo/delegate';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { given } from '../run/setting-of.ts';
import { delegateFlagsOf, idleFlags, refuseAway, refuseElsewhere } from './delegate-flags.ts';

/** Delegates what somebody said with the magic phrase to `hanzo dev`, as `hanzo delegate` does it: nothing is planned. */
export async function delegateWords(
  words: string,
  phrase: Pick<MagicPhrase, 'model'>,
  flags: DevFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  refuseElsewhere(flags);
  refuseAway(flags, phrase.model);
  sayInstead(flags, terminal);
  const { run } = await import('../../delegate/handler.ts');
  const { files, dryRun } = flags;
  return await run({ ...delegateFlagsOf(flags), ...given({ files, dryRun }), text: words }, terminal);
}

function sayInstead(flags: DevFlags, terminal: Terminal): void {
  const { style } = terminal;
  terminal.err('The magic phrase is delegated: nothing is planned.');
  const idle = idleFlags(flags);
  if (idle.length > 0) terminal.err(`${style.yellow('warning:')} ${idle.join(', ')}: without effect in a delegation`);
}
