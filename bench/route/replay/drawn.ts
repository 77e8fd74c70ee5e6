/** A number in [0, 1) that is the same for the same words, whatever else is drawn: FNV-1a, mixed as MurmurHash3 ends. */
export function drawn(words: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const unit of words) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
