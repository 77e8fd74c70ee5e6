import type { PackedFile } from '@hanzo/delegate';
import type { OldLines } from './instances.ts';

/** How much of what the real change touched was sent. */
export interface Recall {
  /** At least one of its files, with lines that it changed. */
  readonly any: boolean;
  /** All of its files, each with lines that it changed. */
  readonly all: boolean;
  /** Of the lines that it changed, 0 to 1. */
  readonly lines: number;
}

/** A file counts when something of what was changed in it was sent: its name alone helps nobody. */
export function recallOf(
  touched: ReadonlyMap<string, readonly OldLines[]>,
  sent: readonly Pick<PackedFile, 'path' | 'pieces'>[],
): Recall {
  const pieces = new Map(sent.map((file) => [file.path, file.pieces]));
  const shares = [...touched].map(([path, ranges]) => {
    const spans = (pieces.get(path) ?? []).map(({ firstLine, text }) => ({
      first: firstLine,
      last: firstLine + text.split('\n').length - 1,
    }));
    const hit = ranges.filter((range) => spans.some(({ first, last }) => first <= range.first && range.last <= last));
    return { hit: hit.length, of: ranges.length };
  });
  const hits = shares.filter(({ hit }) => hit > 0).length;
  const [hit, of] = [shares.reduce((sum, one) => sum + one.hit, 0), shares.reduce((sum, one) => sum + one.of, 0)];
  return { any: hits > 0, all: hits === shares.length, lines: of === 0 ? 0 : hit / of };
}
