import type { PlacedEdit } from './edit.ts';

/** True when two edits change the same text, or put something into the same place. */
export function overlap(a: Omit<PlacedEdit, 'path'>, b: Omit<PlacedEdit, 'path'>): boolean {
  return a.isNew || b.isNew || (a.start < b.end && b.start < a.end) || a.start === b.start;
}

/** A text with its edits made, in whatever order they come; undefined when two overlap. */
export function splice(text: string, edits: readonly PlacedEdit[]): string | undefined {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const pieces: string[] = [];
  let at = 0;
  for (const [index, edit] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before !== undefined && overlap(before, edit)) return undefined;
    pieces.push(text.slice(at, edit.start), edit.replace);
    at = edit.end;
  }
  return [...pieces, text.slice(at)].join('');
}
