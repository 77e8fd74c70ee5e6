/** The beginning of a text: at most so many bytes of UTF-8, and never a part of a character. */
export function firstBytes(text: string, most: number): string {
  // No character takes less than a byte: the rest need not be looked at.
  const bytes = Buffer.from(text.slice(0, most + 1));
  if (bytes.length <= most) return text;
  let end = Math.max(0, most);
  while (end > 0 && isContinuation(bytes[end])) end -= 1;
  return bytes.toString('utf8', 0, end);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
