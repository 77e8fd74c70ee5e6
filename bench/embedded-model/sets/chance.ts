/** The same seed gives the same order everywhere. */
export function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  const random = xorshift(seed);
  const left = [...values];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [left[at], left[other]] = [left[other] as T, left[at] as T];
  }
  return left;
}

function xorshift(seed: number): () => number {
  let state = (seed ^ 0x9e_37_79_b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
