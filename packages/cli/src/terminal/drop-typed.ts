import { setTimeout as sleep } from 'node:timers/promises';

/** What a terminal hands over at once when it is read. */
const QUIET_MS = 20;
/** Whoever types on and on is asked all the same. */
const MOST_ROUNDS = 25;
const CTRL_C = '\u0003';

/** A terminal that people type on. */
export type TypedInput = NodeJS.ReadableStream &
  Partial<Pick<NodeJS.ReadStream, 'isTTY' | 'isRaw'>> & { setRawMode?(raw: boolean): unknown };

/**
 * Drops what was typed before a question is asked, begun lines included: it is no answer to it. Does nothing where the input is
 * no terminal.
 *
 * @returns false when there was a Ctrl-C in it
 */
export async function dropTyped(input: TypedInput = process.stdin): Promise<boolean> {
  if (input.isTTY !== true) return true;
  const wasRaw = input.isRaw === true;
  let taken = 0;
  let isLeft = false;
  const onData = (piece: Buffer | string): void => {
    taken += 1;
    isLeft ||= String(piece).includes(CTRL_C);
  };
  // A line without its end is handed over in raw mode only.
  input.setRawMode?.(true);
  input.on('data', onData);
  input.resume();
  try {
    for (let round = 0, seen = -1; round < MOST_ROUNDS && seen !== taken; round++) {
      seen = taken;
      await sleep(QUIET_MS);
    }
  } finally {
    input.off('data', onData);
    input.pause();
    input.setRawMode?.(wasRaw);
  }
  return !isLeft;
}
