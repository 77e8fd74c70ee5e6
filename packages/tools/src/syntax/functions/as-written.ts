const MOST_TYPE_CHARS = 60;
/** Types are read so far: what is longer says nothing more. */
export const MOST_READ_CHARS = 600;

/** On one line, cut where it is long: the cut ends with `…`. Undefined: nothing is written. */
export function typeAsWritten(text: string): string | undefined {
  const whole = text.slice(0, MOST_READ_CHARS).replaceAll(/\s+/g, ' ').trim();
  if (whole === '') return undefined;
  if (whole.length <= MOST_TYPE_CHARS && text.length <= MOST_READ_CHARS) return whole;
  // Half of a character of two units would be no text.
  return `${whole.slice(0, MOST_TYPE_CHARS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The white space before it on its line; undefined: something else stands there. */
export function indentBefore(text: string, index: number): string | undefined {
  let start = index;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1;
  return start === 0 || text[start - 1] === '\n' ? text.slice(start, index) : undefined;
}
