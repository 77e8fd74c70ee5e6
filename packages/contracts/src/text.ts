/**
 * The beginning of a text: at most so many UTF-16 units, and never half a character. A lone half is no Unicode: it cannot
 * be stored as it is, so that what is read back differs from what was written.
 */
export function firstChars(text: string, most: number): string {
  const isCut = text.length > most && isLeadingHalf(text, most - 1) && isTrailingHalf(text, most);
  return text.slice(0, isCut ? most - 1 : most).toWellFormed();
}

function isLeadingHalf(text: string, at: number): boolean {
  return inRange(text, at, 0xd800, 0xdbff);
}

function isTrailingHalf(text: string, at: number): boolean {
  return inRange(text, at, 0xdc00, 0xdfff);
}

function inRange(text: string, at: number, from: number, to: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= from && unit <= to;
}

/** So many of something: `1 file`, `3 files`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
