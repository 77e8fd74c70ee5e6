import { createInterface } from 'node:readline/promises';
import { HanzoError } from '@hanzo/contracts';
import { dropTyped } from './drop-typed.ts';
import { oneLine } from './one-line.ts';
import type { Terminal } from './terminal.ts';

/** True when somebody sits there who reads questions and can answer them. */
export function canAsk(
  { watched }: Pick<Terminal, 'watched'>,
  stdin: Pick<NodeJS.ReadStream, 'isTTY'> = process.stdin,
): boolean {
  return watched && stdin.isTTY === true;
}

export interface AskOptions {
  /** What stands when it is not answered, for people. @default 'Nothing was changed.' */
  readonly whenLeft?: string | undefined;
  /** Ends the question. @default only Ctrl-C and the end of the input do */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks for a line. Only where {@link canAsk} says so. What was typed before is no answer.
 *
 * @throws HanzoError CANCELLED for Ctrl-C, and when the input ends without an answer
 */
export async function ask(
  question: string,
  { whenLeft = 'Nothing was changed.', signal }: AskOptions = {},
): Promise<string> {
  if (!(await dropTyped())) throw new HanzoError('CANCELLED', whenLeft);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  const leave = (): void => left.abort(new HanzoError('CANCELLED', whenLeft));
  lines.once('SIGINT', leave);
  // Without this a question whose input ends is never answered.
  lines.once('close', leave);
  const stop = signal === undefined ? left.signal : AbortSignal.any([left.signal, signal]);
  try {
    return (await lines.question(`${oneLine(question)} `, { signal: stop })).trim();
  } catch (error) {
    // What was asked for ends in a line of its own.
    process.stderr.write('\n');
    stop.throwIfAborted();
    throw error;
  } finally {
    lines.close();
  }
}
