import type { ScannedLines } from './borders.ts';
import { textHash } from './text-hash.ts';

interface CutWishes {
  readonly start: number;
  readonly to: number;
  /** Tokens. */
  readonly room: number;
  readonly sizeOf: (start: number, end: number) => number;
}

/**
 * Where to cut lines that have no borders: in the last two fifths of what fits, before the line with the best score, of
 * equal ones before that with the lowest hash. So a change early on moves the next cuts only, and not all of them. At
 * least one line, even when that does not fit.
 */
export function bestCut(scanned: ScannedLines, { start, to, room, sizeOf }: CutWishes): number {
  let end = start + 1;
  while (end < to && sizeOf(start, end + 1) <= room) end += 1;
  if (end === to) return end;
  const earliest = start + Math.max(1, Math.ceil((end - start) * 0.6));
  let best = end;
  for (let at = end - 1; at >= earliest; at -= 1) if (compare(scanned, at, best) > 0) best = at;
  return best;
}

function compare(scanned: ScannedLines, a: number, b: number): number {
  return (
    scoreOf(scanned, a) - scoreOf(scanned, b) || textHash(scanned.lines[b] ?? '') - textHash(scanned.lines[a] ?? '')
  );
}

/** How good a place before the line `at` is for a cut. */
function scoreOf({ lines, inside }: ScannedLines, at: number): number {
  const isBlankBefore = (lines[at - 1] ?? '').trim() === '';
  const isTopLevel = /^[^\s)}\]]/.test(lines[at] ?? '');
  return (inside[at] === undefined ? 4 : 0) + (isBlankBefore ? 2 : 0) + (isTopLevel ? 1 : 0);
}
