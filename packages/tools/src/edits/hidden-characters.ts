/**
 * Characters that nobody sees, or that change how those around them are shown: control and format characters, such as those that turn
 * the direction of text round, and others that take no room. Line feeds, tabs and the variations of pictures are none.
 */
export const HIDDEN: RegExp = /(?![\n\t]|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text with hidden characters written out, as `<U+202E>`. */
export function showHidden(text: string): string {
  return text.replaceAll(HIDDEN, (char) => `<${codeOf(char)}>`);
}

/** A text as it is seen: without hidden characters, which may stand within a word. */
export function withoutHidden(text: string): string {
  return text.replaceAll(HIDDEN, '');
}

/** How often each one stands in a text, by its code, such as `U+202E`. */
export function hiddenIn(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [char] of text.matchAll(HIDDEN)) counts.set(codeOf(char), (counts.get(codeOf(char)) ?? 0) + 1);
  return counts;
}

function codeOf(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
