import { join } from 'node:path';
import type { Workspace } from '@hanzo/tools';
import type { FileWarning, FileWish, LineRange, NamedFile, NamedFiles } from '../words.ts';
import { countLines } from './count-lines.ts';
import { filesOfWish, type PlacedWish, type WishedFiles } from './files-of-wish.ts';
import { LAST_LINE, mergedRanges, rangeInWords } from './line-ranges.ts';
import { placePattern } from './place-pattern.ts';
import { WorkspaceLook } from './workspace-look.ts';

/** Files of one wish after the other; each once. */
type Wished = Map<string, { isWhole: boolean; lines: LineRange[] }>;

/**
 * Files that somebody named, in the order in which they were named. What is missing, ignored, may hold secrets or is no text is a
 * warning. A file that is named whole and in parts is whole.
 *
 * Rejects with HanzoError USAGE for a pattern that leads outside the workspace.
 */
export async function findNamedFiles(
  wishes: readonly FileWish[],
  workspace: Workspace,
  signal: AbortSignal,
): Promise<NamedFiles> {
  const all = await Promise.all(
    wishes.map(async (wish): Promise<PlacedWish> => ({
      wish,
      placed: await placePattern(workspace.root, wish.pattern),
    })),
  );
  const names = all.flatMap(({ placed }) => (placed.kind === 'inside' ? [placed.pattern] : []));
  const look = new WorkspaceLook(workspace, names, signal);
  const warnings: FileWarning[] = [];
  const excluded = new Set<string>();
  // First: what may not be sent is not warned of either.
  for (const one of all.filter(({ wish }) => wish.isExcluded)) {
    const { paths, unsent, warnings: more } = await filesOfWish(one, look);
    for (const path of [...paths, ...unsent.map((file) => file.path)]) excluded.add(path);
    warnings.push(...more);
  }
  const wished: Wished = new Map();
  const isNew = freshOnly();
  for (const one of all.filter(({ wish }) => !wish.isExcluded)) {
    const { wish } = one;
    const found = await filesOfWish(one, look);
    warnings.push(...found.warnings, ...toldUnsent(wish, found, excluded, isNew));
    const paths = found.paths.filter((path) => !excluded.has(path));
    if (paths.length === 0 && found.paths.length > 0)
      warnings.push({ path: wish.pattern, reason: 'another pattern leaves it out' });
    for (const path of paths) {
      const lines = await clamped(path, wish.lines, { root: workspace.root, warnings, signal });
      if (lines !== undefined) add(wished, path, lines);
    }
  }
  return { files: [...wished].map(toNamedFile), warnings, excluded: [...excluded].toSorted() };
}

function add(wished: Wished, path: string, lines: LineRange | 'whole'): void {
  const known = wished.get(path) ?? { isWhole: false, lines: [] };
  if (lines === 'whole') known.isWhole = true;
  else known.lines.push(lines);
  wished.set(path, known);
}

function toNamedFile([path, { isWhole, lines }]: readonly [
  string,
  { readonly isWhole: boolean; readonly lines: readonly LineRange[] },
]): NamedFile {
  return { path, lines: isWhole ? [] : mergedRanges(lines) };
}

/** Undefined where the file has none of the lines: then it is no matter of these lines, and sending others was not asked for. */
async function clamped(
  path: string,
  lines: LineRange | undefined,
  { root, warnings, signal }: { root: string; warnings: FileWarning[]; signal: AbortSignal },
): Promise<LineRange | 'whole' | undefined> {
  if (lines === undefined) return 'whole';
  const count = await countLines(join(root, path), signal);
  if (count === undefined) return lines;
  const has = `it has only ${count} ${count === 1 ? 'line' : 'lines'}`;
  if (lines.first > count) {
    warnings.push({ path: `${path}:${rangeInWords(lines)}`, reason: `${has}, so nothing of it is sent` });
    return undefined;
  }
  if (lines.last > count && lines.last !== LAST_LINE)
    warnings.push({ path: `${path}:${rangeInWords(lines)}`, reason: `${has}, so the lines end there` });
  return { first: lines.first, last: Math.min(lines.last, count) };
}

/** Of files that a pattern names besides others, those of one reason are one warning. */
function toldUnsent(
  { pattern }: FileWish,
  { unsent }: WishedFiles,
  excluded: ReadonlySet<string>,
  isNew: (path: string) => boolean,
): readonly FileWarning[] {
  const byReason = Map.groupBy(
    unsent.filter(({ path }) => !excluded.has(path) && isNew(path)),
    ({ reason }) => reason,
  );
  return [...byReason].flatMap(([reason, [first, ...more]]) => {
    if (first === undefined) return [];
    const others =
      more.length === 0 ? '' : ` (as ${more.length === 1 ? 'is one' : `are ${more.length}`} more of ${pattern})`;
    return [{ ...first, reason: `${reason}${others}` }];
  });
}

function freshOnly(): (path: string) => boolean {
  const seen = new Set<string>();
  return (path) => !seen.has(path) && seen.add(path) !== undefined;
}
