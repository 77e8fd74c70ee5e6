/** FNV-1a's offset basis and prime for 32 bits. */
export const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** One step of FNV-1a over UTF-16 units instead of bytes. */
export function fnvStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** FNV-1a of a text's UTF-16 units, 32 bits, not mixed. */
export function fnv(text: string, basis: number = FNV_BASIS): number {
  let hash = basis;
  for (let at = 0; at < text.length; at++) hash = fnvStep(hash, text.charCodeAt(at));
  return hash;
}

/** MurmurHash3's finalizer: each bit of the input changes half of the bits. Unsigned 32 bits. */
export function mix(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** An evenly spread 32-bit number of a text and a seed: the same everywhere and for ever. Not for secrets. */
export function stableHash(text: string, seed = 0): number {
  return mix(fnv(text, fnvStep(FNV_BASIS, seed)));
}
