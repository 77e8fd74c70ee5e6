import { firstChars } from '@hanzo/contracts';
import { SECRET_MASK, secretNote, SecretLines } from '../guards/secret-lines.ts';
import { MOST_LINE_CHARS, MOST_TOLD_BYTES } from './limits.ts';
import { ToolFault } from './tool-fault.ts';

/** Which lines are wanted, counted from 1. */
export interface LineRange {
  readonly first_line?: number | undefined;
  /** Included. */
  readonly last_line?: number | undefined;
}

/**
 * Lines of a file with their numbers, as many as fit, and how to read on. Those that look like a secret are left out.
 *
 * @param path of the file
 * @param name for the sentence above them
 * @throws ToolFault when the text has no such lines
 */
export function numberedLines(path: string, text: string, range: LineRange, name: string = path): string {
  const lines = linesOf(text);
  if (lines.length === 0) return `${name} is empty.`;
  const { first_line: first = 1, last_line: last = lines.length } = range;
  if (first > lines.length) throw new ToolFault(`${name} has ${lines.length} lines: there is no line ${first}.`);
  if (last < first) throw new ToolFault(`"last_line" must be "first_line" (${first}) or more.`);
  const secrets = new SecretLines(lines, path);
  const told: string[] = [];
  let room = MOST_TOLD_BYTES;
  for (let number = first; number <= Math.min(last, lines.length); number += 1) {
    const line = `${number}\t${secrets.has(number - 1) ? SECRET_MASK : shortLine(lines[number - 1] ?? '')}`;
    room -= Buffer.byteLength(line) + 1;
    if (room < 0) break;
    told.push(line);
  }
  const end = first + told.length - 1;
  const more = end < Math.min(last, lines.length) ? `\nThere is more: read on with first_line ${end + 1}.` : '';
  const note = secretNote(secrets.countIn(first - 1, told.length));
  return `${name}, lines ${first} to ${end} of ${lines.length}:\n${told.join('\n')}${more}${note}`;
}

/** Lines without their ends and without a byte order mark. */
export function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Generated lines are of no use whole. */
export function shortLine(line: string): string {
  if (line.length <= MOST_LINE_CHARS) return line;
  return `${firstChars(line, MOST_LINE_CHARS)}… (a line of ${line.length} characters, cut)`;
}

/** The lines that fit, and how many were left out. */
export function fitting(lines: readonly string[], roomBytes: number = MOST_TOLD_BYTES): readonly [string[], number] {
  let room = roomBytes;
  const end = lines.findIndex((line) => (room -= Buffer.byteLength(line) + 1) < 0);
  return end < 0 ? [[...lines], 0] : [lines.slice(0, end), lines.length - end];
}
