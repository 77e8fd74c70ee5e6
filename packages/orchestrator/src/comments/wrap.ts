/** How wide a tab counts. */
const TAB = 4;

/** Columns that a text takes. */
export function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, char) => sum + (char === '\t' ? TAB : 1), 0);
}

/** A text in lines of at most so many columns, between words; a longer word has a line of its own. */
export function wrap(text: string, columns: number, first: number = columns): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    const most = lines.length === 0 ? first : columns;
    if (line !== '' && columnsOf(longer) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
