import { unportableName } from '../sight/name-reason.ts';
import { quote, ToolFault } from '../tool-fault.ts';

/** Of a new or changed file: what is larger is data. */
export const MOST_WRITTEN_BYTES: number = 1024 * 1024;

/**
 * @throws ToolFault for the path of a new file that not every system can hold
 */
export function refuseUnportable(path: string): void {
  for (const name of path.split('/')) {
    const reason = unportableName(name);
    if (reason !== undefined) throw new ToolFault(`${quote(path)} cannot be made: ${reason}. Choose another name.`);
  }
}

/**
 * The bytes of a text that a model wrote.
 *
 * @throws ToolFault when it is too large, or no text
 */
export function writtenBytes(text: string): Buffer {
  if (!text.isWellFormed()) throw new ToolFault('What is to be written is no text: half a character is missing.');
  const bytes = Buffer.from(text);
  if (bytes.length <= MOST_WRITTEN_BYTES) return bytes;
  throw new ToolFault(
    `A file that is written has at most ${MOST_WRITTEN_BYTES} bytes, and this one would have ${bytes.length}.`,
  );
}
