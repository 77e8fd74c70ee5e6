/** A line that is in no code block, and where it stands. */
export interface PlainLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Lines of a Markdown text without its fenced code blocks, and without the fences. A fence that never closes holds all that follows. */
export function outsideFences(lines: readonly string[]): readonly PlainLine[] {
  const plain: PlainLine[] = [];
  let fence: string | undefined;
  for (const [at, text] of lines.entries()) {
    const [, mark, rest = ''] = /^[>\s]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    if (fence === undefined && mark !== undefined && !(mark.startsWith('`') && rest.includes('`'))) fence = mark;
    else if (fence === undefined) plain.push({ text, line: at + 1 });
    else if (mark?.startsWith(fence) === true && rest.trim() === '') fence = undefined;
  }
  return plain;
}
