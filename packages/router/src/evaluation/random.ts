import { mix } from '../learned/hash.ts';

/** Repeatable randomness, evenly spread in [0, 1): a counter and a mixer ("splitmix", 32 bits). */
export function seededRandom(seed: number): () => number {
  let state = mix(seed ^ 0x9e3779b9);
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 0x1_0000_0000;
  };
}
