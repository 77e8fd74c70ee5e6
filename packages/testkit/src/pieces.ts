/** Cuts a text into at most `count` pieces of nearly the same length, never inside a surrogate pair. Joined they equal the text. */
export function cutIntoPieces(text: string, count: number): readonly string[] {
  const symbols = Array.from(text);
  if (symbols.length === 0) return [];
  const size = Math.max(1, Math.ceil(symbols.length / Math.max(1, count)));
  const pieces: string[] = [];
  for (let at = 0; at < symbols.length; at += size) pieces.push(symbols.slice(at, at + size).join(''));
  return pieces;
}

/** A rough count of tokens, for fakes only: four bytes each, at least one. */
export function roughTokens(text: string): number {
  return Math.max(1, Math.ceil(Buffer.byteLength(text) / 4));
}
