/** Repeatable randomness in [0, 1): the high bits of a 64-bit linear congruential generator, mixed once. */
export function seeded(seed: number): () => number {
  let state = BigInt(seed) * 0x9e3779b97f4a7c15n + 1n;
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(((state ^ (state >> 29n)) >> 33n) & 0x7fffffffn) / 0x80000000;
  };
}
