import { HanzoError } from '@hanzo/contracts';
import { recentlyChanged, uncommittedDiff } from '@hanzo/tools';
import type { LineRange } from '../../words.ts';
import type { Evidence } from '../score/evidence.ts';
import { POINTS } from '../score/weights.ts';

const COMMITS = 30;
/** Of commits: after so many, half as much is left of what speaks for a file. */
const HALF = 10;
/** What speaks for itself alone is not much: somebody works on it, whatever the issue is. */
const ALONE = 0.5;

/** What was changed lately. */
export interface Changes {
  /** Not committed: as a unified diff. */
  readonly now: string;
  readonly recent: Awaited<ReturnType<typeof recentlyChanged>>;
}

/**
 * What was changed lately, committed or not. A repository that cannot be read says nothing.
 *
 * @param diff uncommitted changes; undefined: they are looked for
 */
export async function readChanges(root: string, diff: string | undefined, signal: AbortSignal): Promise<Changes> {
  const [now = '', recent] = await Promise.all([
    diff ?? quietly(uncommittedDiff(root, signal), undefined),
    quietly(recentlyChanged(root, { commits: COMMITS }, signal), []),
  ]);
  return { now, recent };
}

/** @param paths of the workspace */
export function addChanges(evidence: Evidence, { now, recent }: Changes, paths: ReadonlySet<string>): void {
  for (const [path, lines] of changedIn(now)) {
    if (!paths.has(path)) continue;
    const share = evidence.scoreOf(path) > 0 ? 1 : ALONE;
    evidence.add(path, POINTS.diff * share, { kind: 'diff', words: 'changed since the last commit' }, lines);
  }
  for (const { path, commitsAgo } of recent) {
    // Alone it is no reason: every repository has such files.
    if (evidence.scoreOf(path) === 0) continue;
    const words = commitsAgo === 0 ? 'changed by the last commit' : `changed ${commitsAgo} commits ago`;
    evidence.add(path, POINTS.history * 0.5 ** (commitsAgo / HALF), { kind: 'history', words });
  }
}

async function quietly<Value>(asked: Promise<Value>, otherwise: Value): Promise<Value> {
  return await asked.catch((error: unknown) => {
    if (error instanceof HanzoError) return otherwise;
    throw error;
  });
}

/** Lines as they are now, by file. */
export function changedIn(diff: string): ReadonlyMap<string, readonly LineRange[]> {
  const changed = new Map<string, LineRange[]>();
  let ranges: LineRange[] | undefined;
  for (const line of diff.split('\n')) {
    const path = /^\+\+\+ b\/([^\t\r]{1,1000})/.exec(line)?.[1];
    if (path !== undefined) {
      ranges = changed.get(path) ?? [];
      changed.set(path, ranges);
    }
    const [, first, count = '1'] = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,(\d{1,9}))? @@/.exec(line) ?? [];
    if (first !== undefined && Number(count) > 0)
      ranges?.push({ first: Number(first), last: Number(first) + Number(count) - 1 });
  }
  return changed;
}
