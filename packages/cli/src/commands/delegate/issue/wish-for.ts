import type { FileWish } from '@hanzo/delegate';

/** A path is no pattern, whatever characters are in it. */
export function wishFor(path: string): FileWish {
  return { pattern: path, isLiteral: true, isExcluded: false };
}
