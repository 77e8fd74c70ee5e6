import { createInterface } from 'node:readline/promises';
import { HanzoError } from '@hanzo/contracts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/**
 * Asks a yes-or-no question on the terminal; anything but yes is no.
 *
 * @throws HanzoError USAGE where nobody can be asked, CANCELLED for Ctrl-C
 */
export async function confirm(question: string, terminal: Terminal, unattended: string): Promise<boolean> {
  if (!terminal.watched || process.stdin.isTTY !== true) throw new HanzoError('USAGE', question, { mend: unattended });
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const stop = new AbortController();
  lines.once('SIGINT', () => stop.abort(new HanzoError('CANCELLED', 'Nothing was changed.')));
  try {
    const answer = await lines.question(`${oneLine(question)} [y/N] `, { signal: stop.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    stop.signal.throwIfAborted();
    throw error;
  } finally {
    lines.close();
  }
}
