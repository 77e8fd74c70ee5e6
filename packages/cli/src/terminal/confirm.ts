import { HanzoError } from '@hanzo/contracts';
import { ask, canAsk } from './ask.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks a yes-or-no question on the terminal; anything but yes is no.
 *
 * @throws HanzoError USAGE where nobody can be asked, CANCELLED for Ctrl-C
 */
export async function confirm(question: string, terminal: Terminal, unattended: string): Promise<boolean> {
  if (!canAsk(terminal)) throw new HanzoError('USAGE', question, { mend: unattended });
  using _open = terminal.question();
  return /^y(es)?$/i.test(await ask(`${question} [y/N]`));
}
