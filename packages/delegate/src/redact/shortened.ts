import { firstChars } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';

/** A log says at its end what went wrong, and at its beginning what ran. */
const HEAD_SHARE = 0.25;
/** Longer lines are told by their beginning where a text is cut. In UTF-16 units. */
const MOST_LINE_CHARS = 1_000;
/** Of the line that says what is left out. */
const NOTE_TOKENS = 20;

/** How many lines of a text's beginning and of its end fit. */
export interface Ends {
  readonly head: number;
  readonly tail: number;
}

/** Undefined: all of them fit, as they are. */
export function endsThatFit(lines: readonly string[], mostTokens: number): Ends | undefined {
  if (estimateTokens(lines.join('\n')) <= mostTokens) return undefined;
  const room = Math.max(0, mostTokens - NOTE_TOKENS);
  const head = countThatFit(lines, room * HEAD_SHARE);
  const tail = countThatFit(lines.slice(head).toReversed(), room * (1 - HEAD_SHARE));
  return { head, tail };
}

/** The beginning of a line that is too long. Only of what holds no secret any more: half of one is not known as one. */
export function shortLine(line: string): string {
  if (line.length <= MOST_LINE_CHARS) return line;
  return `${firstChars(line, MOST_LINE_CHARS)}… (cut: a line of ${line.length} characters)`;
}

function countThatFit(lines: readonly string[], tokens: number): number {
  let left = tokens;
  const end = lines.findIndex((line) => (left -= estimateTokens(`${shortLine(line)}\n`)) < 0);
  return end < 0 ? lines.length : end;
}
