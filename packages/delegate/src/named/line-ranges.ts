import { HanzoError } from '@hanzo/contracts';
import type { LineRange } from '../words.ts';

/** Of a range without an end: `a.ts:10-`. */
export const LAST_LINE: number = Number.MAX_SAFE_INTEGER;

/** No file has as many lines. */
const MOST_DIGITS = 9;

/** `10-80`, `10-`, `10`, `10:5` as compilers write it (the column does not count), `L10-L80` as GitHub does. */
const RANGE = /^L?(?<first>\d+)(?::\d+)?(?<dash>\s*[-–]\s*(?:L?(?<last>\d+))?)?:?$/;

/**
 * Lines as people write them behind a file's name.
 *
 * @param entry all of what was written, for the error
 * @throws HanzoError USAGE
 */
export function readLineRange(text: string, entry: string): LineRange {
  const { first = '', dash, last } = RANGE.exec(text)?.groups ?? {};
  if (first === '' || first.length > MOST_DIGITS || (last ?? '').length > MOST_DIGITS)
    throw badRange(entry, 'has lines that cannot be read');
  const range = { first: Number(first), last: lastOf(Number(first), dash, last) };
  if (range.first < 1) throw badRange(entry, 'begins at line 0, and lines are counted from 1');
  if (range.last < range.first) throw badRange(entry, 'has its lines in the wrong order');
  return range;
}

function lastOf(first: number, dash: string | undefined, last: string | undefined): number {
  if (dash === undefined) return first;
  return last === undefined ? LAST_LINE : Number(last);
}

function badRange(entry: string, what: string): HanzoError {
  return new HanzoError('USAGE', `${JSON.stringify(entry)} ${what}.`, {
    mend: 'Write lines like src/a.ts:10-80, src/a.ts:10 or src/a.ts:10-.',
    details: { entry },
  });
}

/** Sorted, and none touching the next. */
export function mergedRanges(ranges: readonly LineRange[]): readonly LineRange[] {
  const merged: LineRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before === undefined || range.first > before.last + 1) merged.push(range);
    else merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
  }
  return merged;
}

/** For people: `10-80`, `10`, `10 to the end`. */
export function rangeInWords({ first, last }: LineRange): string {
  if (last === LAST_LINE) return `${first} to the end`;
  return first === last ? String(first) : `${first}-${last}`;
}
