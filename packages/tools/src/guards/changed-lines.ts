import type { FileChange } from '../edits/edit.ts';
import { lineChanges } from '../edits/line-changes.ts';

/** A line and where it stands, from 1. */
export interface NumberedLine {
  readonly line: number;
  readonly text: string;
}

/** What a change puts into a file, and what it takes out. Lines have no line ends. */
export interface ChangedLines {
  /** With their lines afterwards. */
  readonly added: readonly NumberedLine[];
  /** With their lines before. */
  readonly removed: readonly NumberedLine[];
}

const known = new WeakMap<FileChange, ChangedLines>();

/** Each change is compared once, however many guards look at it. */
export function changedLines(change: FileChange): ChangedLines {
  const found = known.get(change) ?? compared(change);
  known.set(change, found);
  return found;
}

function compared({ before = '', after }: FileChange): ChangedLines {
  const [old, now] = [linesOf(before), linesOf(after)];
  const added: NumberedLine[] = [];
  const removed: NumberedLine[] = [];
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of lineChanges(old, now)) {
    for (let at = beforeStart; at < beforeEnd; at += 1) removed.push({ line: at + 1, text: old[at] ?? '' });
    for (let at = afterStart; at < afterEnd; at += 1) added.push({ line: at + 1, text: now[at] ?? '' });
  }
  return { added, removed };
}

/** An empty text has no line. */
export function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
