import type { FileChange } from './edit.ts';
import { lineChanges, splitLines, type LineChange } from './line-changes.ts';

/** Lines around a change, so that whoever applies it finds its place. */
const CONTEXT = 3;

/** A file before and after. */
export interface DiffedFile extends Pick<FileChange, 'path' | 'before'> {
  /** Undefined: the file is gone. */
  readonly after: string | undefined;
}

/** One diff of all changes, as `git apply` and `patch -p1` take it. Files that did not change are not in it. */
export function unifiedDiff(changes: readonly DiffedFile[]): string {
  return changes.map(fileDiff).join('');
}

function fileDiff({ path, before, after }: DiffedFile): string {
  if (before === after) return '';
  const old = splitLines(before ?? '');
  const now = splitLines(after ?? '');
  const isNew = before === undefined;
  const isGone = after === undefined;
  const head = [
    `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}\n`,
    ...(isNew ? ['new file mode 100644\n'] : []),
    ...(isGone ? ['deleted file mode 100644\n'] : []),
    `--- ${isNew ? '/dev/null' : marked(`a/${path}`)}\n`,
    `+++ ${isGone ? '/dev/null' : marked(`b/${path}`)}\n`,
  ];
  const hunks = grouped(lineChanges(old, now)).map((changes) => hunk(changes, old, now));
  return [...head, ...hunks].join('');
}

/** Changes whose context would meet are told together. */
function grouped(changes: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && change.beforeStart - last.beforeEnd <= 2 * CONTEXT) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunk(changes: readonly LineChange[], old: readonly string[], now: readonly string[]): string {
  const first = changes[0];
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return '';
  const start = Math.max(0, first.beforeStart - CONTEXT);
  const end = Math.min(old.length, last.beforeEnd + CONTEXT);
  const nowStart = first.afterStart - (first.beforeStart - start);
  const nowEnd = last.afterEnd + (end - last.beforeEnd);
  const lines: string[] = [];
  let at = start;
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of changes) {
    lines.push(...old.slice(at, beforeStart).map((line) => told(' ', line)));
    lines.push(...old.slice(beforeStart, beforeEnd).map((line) => told('-', line)));
    lines.push(...now.slice(afterStart, afterEnd).map((line) => told('+', line)));
    at = beforeEnd;
  }
  lines.push(...old.slice(at, end).map((line) => told(' ', line)));
  return `@@ -${range(start, end)} +${range(nowStart, nowEnd)} @@\n${lines.join('')}`;
}

/** An empty range is named by the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  return count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`;
}

function told(sign: string, line: string): string {
  return line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`;
}

/** A tab ends a name with spaces, as git writes it. */
function marked(name: string): string {
  const text = quoted(name);
  return text === name && name.includes(' ') ? `${name}\t` : text;
}

/** As git quotes names: with the escapes of C. */
function quoted(name: string): string {
  // oxlint-disable-next-line no-control-regex -- finding them is the point
  if (!/["\\\u0000-\u001f\u007f]/.test(name)) return name;
  const escaped = name
    .replace(/["\\]/g, String.raw`\$&`)
    // oxlint-disable-next-line no-control-regex -- finding them is the point
    .replace(/[\u0000-\u001f\u007f]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return `"${escaped}"`;
}
