import type { Style, Terminal } from '../terminal/terminal.ts';
import { visibleDiff } from './visible-diff.ts';

/** Lines of a diff that are shown unasked. */
const MOST_LINES = 200;

/**
 * A diff for people, every character of it to be seen, in colours where there are some.
 *
 * @param rest where all of it is, for the line that stands in for what is not shown
 */
export function diffLines(
  diff: string,
  { style }: Pick<Terminal, 'style'>,
  rest: string,
  most: number = MOST_LINES,
): readonly string[] {
  const lines = linesOf(diff);
  const shown = lines.slice(0, most).map((line) => coloured(line, style));
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, style.dim(`… ${left} more ${left === 1 ? 'line' : 'lines'}: ${rest}`)];
}

/** For the end of a question: how much of the diff nobody has seen yet. Empty where all of it was shown. */
export function unseen(diff: string): string {
  const left = linesOf(diff).length - MOST_LINES;
  return left > 0 ? `, ${left} more ${left === 1 ? 'line' : 'lines'} of the diff unseen` : '';
}

function linesOf(diff: string): readonly string[] {
  return visibleDiff(diff).replace(/\n$/, '').split('\n');
}

function coloured(line: string, style: Style): string {
  if (/^(diff |--- |\+\+\+ |new file )/.test(line)) return style.bold(line);
  if (line.startsWith('@@')) return style.cyan(line);
  if (line.startsWith('+')) return style.green(line);
  return line.startsWith('-') ? style.red(line) : line;
}
