import type { Workspace, WorkspaceFile } from '@hanzo/tools';
import { fileRole } from '../plan/file-role.ts';
import type { NotCovered } from '../plan/plan.ts';
import { isReport } from '../report/is-report.ts';
import { readTexts } from './read-texts.ts';

export interface LookInput {
  readonly workspace: Workspace;
  readonly include: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

export interface Looked {
  /** Those that can be read. */
  readonly files: readonly WorkspaceFile[];
  readonly texts: ReadonlyMap<string, string>;
  readonly skipped: readonly NotCovered[];
  /** What was named and is not there; also among the skipped. */
  readonly unmatched: readonly NotCovered[];
}

/** Lists and reads what the run may look at. */
export async function look({ workspace, include, signal }: LookInput): Promise<Looked> {
  const listing = await workspace.files({ include, signal });
  const paths = listing.files.map(({ path }) => path);
  const { texts: all, unreadable } = await readTexts(workspace, paths, signal);
  const texts = new Map(all);
  const reports: NotCovered[] = [];
  for (const [path, text] of texts) if (isReport(path, text)) reports.push({ path, reason: 'a report of hanzo' });
  for (const { path } of reports) texts.delete(path);
  const files = listing.files.filter(({ path }) => texts.has(path));
  const skipped = [...listing.skipped, ...unreadable, ...reports].map(missedWhereCode);
  const unmatched = (listing.unmatched ?? []).map((one): NotCovered => ({ ...one, isMissed: true }));
  return { files, texts, skipped: [...skipped, ...unmatched], unmatched };
}

/**
 * The same after tools may have written. Code that was there and is not any more was looked at by nobody: its new place may
 * be one that the run does not look at.
 */
export async function lookAgain(input: LookInput, before: Looked): Promise<Looked> {
  const now = await look(input);
  const known = new Set([...now.files, ...now.skipped].map(({ path }) => path));
  const gone = before.files
    .filter(({ path }) => !known.has(path))
    .map(({ path }) => missedWhereCode({ path, reason: 'a tool moved or deleted it while planning', isMissed: true }));
  return { ...now, skipped: [...now.skipped, ...gone] };
}

export function haveSameTexts({ texts: before }: Looked, { texts: now }: Looked): boolean {
  return before.size === now.size && [...before].every(([path, text]) => now.get(path) === text);
}

/** Only code is missed; a folder that cannot be read may hold some. */
function missedWhereCode({ isMissed = false, ...file }: NotCovered): NotCovered {
  const isMaybeCode = fileRole(file.path) === 'code' || !/\.[^/]*$/.test(file.path);
  return isMissed && isMaybeCode ? { ...file, isMissed } : file;
}
