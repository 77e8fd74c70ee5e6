/** Shannon's entropy of a text's characters, in bits for each: 0 for one that repeats one, at most log2 of its length. */
export function bitsPerCharacter(text: string): number {
  const characters = Array.from(text);
  const counts = new Map<string, number>();
  for (const one of characters) counts.set(one, (counts.get(one) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / characters.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
