import { countOf } from '@hanzo/contracts';
import type { FileWarning, FileWish, LineRange, NamedFile, NamedFiles } from '../words.ts';

/** Reads uncommitted changes. Files that may not be shown are not in them. */
export type DiffReader = (isShown: (path: string) => boolean) => Promise<string | undefined>;

export interface DiffLimits {
  readonly named: NamedFiles;
  readonly wishes: readonly FileWish[];
  readonly gathers: boolean;
}

/** Changes that may be sent, and what is to be told of the others. */
export interface AllowedDiff {
  readonly diff: string | undefined;
  readonly leftOut: readonly FileWarning[];
}

/**
 * Nobody sends by its changes what may not be sent as a file: nothing of what `!` names, of other files than those that were named
 * unless more is gathered, and of a file of which only lines were named nothing beside them.
 */
export async function allowedDiff(read: DiffReader, { named, wishes, gathers }: DiffLimits): Promise<AllowedDiff> {
  const excluded = new Set(named.excluded);
  const own = new Map(named.files.map((file) => [file.path, file]));
  const isLimited = !gathers && wishes.some(({ isExcluded }) => !isExcluded);
  const kept = { excluded: 0, others: 0 };
  const diff = await read((path) => {
    if (excluded.has(path)) kept.excluded += 1;
    else if (isLimited && !own.has(path)) kept.others += 1;
    else return true;
    return false;
  });
  const told = withinLines(diff ?? '', own);
  const leftOut = [
    ...(kept.excluded === 0 ? [] : [`changes of ${countOf(kept.excluded, 'file')}, as ! leaves them out`]),
    ...(kept.others === 0 ? [] : [`changes of ${countOf(kept.others, 'file')} that nobody named`]),
    ...(told.beside === 0 ? [] : [`${countOf(told.beside, 'change')} beside the lines that were named`]),
  ];
  return {
    diff: told.diff === '' ? undefined : told.diff,
    leftOut: leftOut.map((reason) => ({ path: 'diff', reason: `without ${reason}` })),
  };
}

const HUNK = /^@@ -(?<before>\d+)(?:,(?<removed>\d+))? \+(?<after>\d+)(?:,(?<added>\d+))? @@/;

/** A line of a hunk. */
interface HunkLine {
  readonly text: string;
  readonly isChange: boolean;
  /** Its line of the file as it was, and as it is; of one that is only in the other, the line that follows there. */
  readonly before: number;
  readonly after: number;
}

/** Changes of a file that stand together. */
interface Hunk {
  readonly head: string;
  readonly lines: HunkLine[];
  /** Lines that are still to come: of the file as it was, and as it is. */
  removed: number;
  added: number;
  before: number;
  after: number;
}

/** Of a file of which lines were named only changes of these lines are left, and only these lines around them. */
function withinLines(
  diff: string,
  named: ReadonlyMap<string, NamedFile>,
): { readonly diff: string; readonly beside: number } {
  const kept: string[] = [];
  let lines: readonly LineRange[] = [];
  let beside = 0;
  let hunk: Hunk | undefined;
  for (const line of [...diff.split('\n'), undefined]) {
    if (hunk !== undefined && line !== undefined && takes(hunk, line)) continue;
    if (hunk !== undefined) {
      const within = lines.length === 0 ? [hunk.head, ...hunk.lines.map(({ text }) => text)] : cutHunk(hunk, lines);
      kept.push(...within);
      if (changesIn(hunk.lines.map(({ text }) => text)) > changesIn(within)) beside += 1;
    }
    if (line === undefined) break;
    hunk = hunkOf(line);
    if (hunk !== undefined) continue;
    kept.push(line);
    const path = pathOf(line);
    if (path !== undefined) lines = named.get(path)?.lines ?? [];
  }
  return { diff: kept.join('\n'), beside };
}

/** The file that the lines below are of; of one that is gone, as it was. */
function pathOf(line: string): string | undefined {
  const [, written = ''] = /^(?:---|\+\+\+) ("?[ab]\/[^\t]*)/.exec(line) ?? [];
  if (written === '') return undefined;
  // As git quotes names.
  const name = written.startsWith('"')
    ? written.slice(1, -1).replaceAll(/\\(?:([0-7]{3})|(.))/g, (_, code: string | undefined, char: string) => {
        return code === undefined ? char : String.fromCharCode(Number.parseInt(code, 8));
      })
    : written;
  return name.slice('a/'.length);
}

function hunkOf(line: string): Hunk | undefined {
  const { before, removed = '1', after, added = '1' } = HUNK.exec(line)?.groups ?? {};
  if (before === undefined) return undefined;
  const counts = { removed: Number(removed), added: Number(added) };
  return { head: line, lines: [], ...counts, before: Number(before), after: Number(after) };
}

/** False for a line that is none of the hunk. Its counts say where it ends: its lines may look like anything. */
function takes(hunk: Hunk, text: string): boolean {
  const sign = text.slice(0, 1);
  if (sign !== '\\' && hunk.removed <= 0 && hunk.added <= 0) return false;
  const { before, after } = hunk;
  hunk.lines.push({ text, isChange: sign === '+' || sign === '-', before, after });
  if (sign === '-' || sign === ' ') [hunk.removed, hunk.before] = [hunk.removed - 1, before + 1];
  if (sign === '+' || sign === ' ') [hunk.added, hunk.after] = [hunk.added - 1, after + 1];
  return true;
}

/** Hunks of the named lines alone. What git writes behind the numbers is a line of elsewhere. */
function cutHunk({ lines }: Hunk, named: readonly LineRange[]): readonly string[] {
  const groups: HunkLine[][] = [];
  let isIn = false;
  for (const line of lines) {
    const wasIn = isIn;
    if (!line.text.startsWith('\\')) isIn = named.some(({ first, last }) => first <= line.after && line.after <= last);
    if (!isIn) continue;
    if (wasIn) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups
    .filter((group) => group.some(({ isChange }) => isChange))
    .flatMap((group) => [headOf(group), ...group.map(({ text }) => text)]);
}

function headOf(group: readonly HunkLine[]): string {
  const [{ before, after } = { before: 0, after: 0 }] = group;
  const count = (sign: string): number =>
    group.filter(({ text }) => text.startsWith(sign) || text.startsWith(' ')).length;
  const place = (first: number, lines: number): string => `${lines === 0 ? first - 1 : first},${lines}`;
  return `@@ -${place(before, count('-'))} +${place(after, count('+'))} @@`;
}

function changesIn(lines: readonly string[]): number {
  return lines.filter((line) => /^[-+]/.test(line)).length;
}
