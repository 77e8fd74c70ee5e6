import { insideLiterals } from './inside-literals.ts';
import { languageOf } from './language.ts';

/** A unit's text without what a formatter or a move changes. */
export interface NormalizedUnit {
  readonly text: string;
  /** Blank lines that were taken off at the beginning. */
  readonly skippedLines: number;
}

/**
 * Blank lines around a unit are off; of code also spaces and tabs at the ends of lines and the indentation that all lines
 * share. Nothing else is, and nothing within strings of several lines: two units with the same normalised text are the
 * same code.
 *
 * @param text with LF
 */
export function normalizedUnit(path: string, text: string): NormalizedUnit {
  const all = text.split('\n');
  const first = all.findIndex(hasText);
  if (first === -1) return { text: '', skippedLines: 0 };
  const kept = all.slice(first, all.findLastIndex(hasText) + 1);
  const language = languageOf(path);
  if (!language.isCode) return { text: kept.join('\n'), skippedLines: first };
  const mayHold = language.longStrings.some((mark) => text.includes(mark));
  const inside = mayHold ? insideLiterals(kept, language) : [];
  const lines = kept.map((line, at) => (inside[at + 1] === 'string' ? line : withoutEnd(line)));
  const indent = inside.includes('string') ? 0 : sharedIndent(lines);
  return { text: lines.map((line) => line.slice(indent)).join('\n'), skippedLines: first };
}

function hasText(line: string): boolean {
  return withoutEnd(line) !== '';
}

/** Spaces and tabs only: other white space may be a character of the code. */
function withoutEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return line.slice(0, end);
}

/** Characters of the white space that all lines with text begin with; the very same characters in each. */
function sharedIndent(lines: readonly string[]): number {
  let shared: string | undefined;
  for (const line of lines) {
    if (line === '') continue;
    const own = /^[ \t]*/.exec(line)?.[0] ?? '';
    shared ??= own;
    while (!own.startsWith(shared)) shared = shared.slice(0, -1);
  }
  return shared?.length ?? 0;
}
