import type { Unit } from './units.ts';

/** A unit's text without what a formatter or a move changes. */
export interface NormalizedUnit {
  readonly text: string;
  /** Blank lines that were taken off at the beginning. */
  readonly skippedLines: number;
}

/**
 * Blank lines around a unit are off, spaces and tabs at the ends of lines, and the indentation that all lines share. What
 * is exact stays as it is: two units with the same normalised text are the same code.
 *
 * @param unit its text has LF
 */
export function normalizedUnit({ text, isExact }: Pick<Unit, 'text' | 'isExact'>): NormalizedUnit {
  if (isExact) return { text, skippedLines: 0 };
  const lines = text.split('\n').map(withoutEnd);
  const first = lines.findIndex((line) => line !== '');
  if (first === -1) return { text: '', skippedLines: 0 };
  const kept = lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
  const indent = sharedIndent(kept);
  return { text: kept.map((line) => line.slice(indent)).join('\n'), skippedLines: first };
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
