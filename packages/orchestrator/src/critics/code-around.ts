import type { TaskSource } from '@hanzo/contracts';
import type { RunFinding } from '../run/run-finding.ts';

/** Findings of so many lines are judged together. */
const BLOCK_LINES = 120;
/** So much of the code around these is shown. */
const LINES_AROUND = 60;
/** A file that is no longer is shown whole. */
const WHOLE_LINES = BLOCK_LINES + 2 * LINES_AROUND;
/** Most of the code that a critic is shown, in characters: what bounds its cost. */
export const MOST_CRITIC_CODE = 12_000;
/** Where that is too much, so many lines on each side. */
const FEWER_LINES = [60, 40, 20, 10, 5, 2, 0];
/** On each side of a quote in a line that is too long by itself. Characters. */
const CHARS_AROUND = 2_000;

/** What a critic is shown of a file: it follows from the text and the place of the finding alone. */
export function codeAround(
  { path, line, quote }: Pick<RunFinding, 'path' | 'line' | 'quote'>,
  text: string,
): readonly TaskSource[] {
  const whole = { path, firstLine: 1, text: text.replace(/\r?\n$/, '') };
  const block = Math.floor((line - 1) / BLOCK_LINES) * BLOCK_LINES + 1;
  const blocks = cutLines(whole, block - LINES_AROUND, block + BLOCK_LINES - 1 + LINES_AROUND);
  const first = whole.text.split('\n', WHOLE_LINES + 1).length <= WHOLE_LINES ? [whole] : blocks;
  if (sizeOf(first) <= MOST_CRITIC_CODE) return first;
  for (const lines of FEWER_LINES) {
    const fewer = cutLines(whole, line - lines, line + lines);
    if (sizeOf(fewer) <= MOST_CRITIC_CODE) return fewer;
  }
  return cutLines(whole, line, line).map((one) => ({ ...one, text: partAround(one.text, quote) }));
}

/** Lines of a source, by their numbers in the file; none where it has none of them. */
export function cutLines({ path, firstLine, text }: TaskSource, first: number, last: number): readonly TaskSource[] {
  const from = Math.max(0, first - firstLine);
  const lines = text.split('\n').slice(from, Math.max(0, last - firstLine + 1));
  return lines.length === 0 ? [] : [{ path, firstLine: firstLine + from, text: lines.join('\n') }];
}

function partAround(text: string, quote: string): string {
  const at = Math.max(0, text.indexOf(quote));
  return text.slice(Math.max(0, at - CHARS_AROUND), at + quote.length + CHARS_AROUND).toWellFormed();
}

function sizeOf(sources: readonly TaskSource[]): number {
  return sources.reduce((sum, { text }) => sum + text.length, 0);
}
