function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `parse_html_text` */
export function snake(words: readonly string[]): string {
  return words.join('_');
}

/** `ParseHtmlText` */
export function pascal(words: readonly string[]): string {
  return words.map(capital).join('');
}

/** `parseHtmlText`; with `loud`, these words are written in capitals: `parseHTMLText`. */
export function camel(words: readonly string[], loud: ReadonlySet<string> = new Set()): string {
  return words
    .map((word, index) => (index === 0 ? word : loud.has(word) ? word.toUpperCase() : capital(word)))
    .join('');
}
