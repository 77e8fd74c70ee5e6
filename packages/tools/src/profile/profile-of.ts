import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrialFolder } from '../trial/trial-folder.ts';
import { locate } from './locate.ts';
import type { Measured, Profile, ProfilerName } from './profile.ts';

/** Beyond these nobody looks. */
const MOST_FUNCTIONS = 300;
const MOST_NAME = 200;
/** Fewer say little. */
const FEW_SAMPLES = 50;

export interface ProfileParts {
  readonly command: string;
  readonly profiler: ProfilerName;
  readonly measured: Measured;
  readonly folder: Pick<TrialFolder, 'root'>;
}

/** What was measured, as facts about the workspace. */
export async function profileOf({ command, profiler, measured, folder }: ProfileParts): Promise<Profile> {
  const seen = measured.functions.filter(({ totalMs, selfMs }) => totalMs > 0 || selfMs > 0);
  const texts = new Map<string, string>();
  for (const path of new Set(seen.map((one) => one.path)))
    texts.set(path, await readFile(join(folder.root, path), 'utf8').catch(() => ''));
  const ownMs = seen.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const located = await locate(seen, (path) => texts.get(path));
  const functions = located
    .map(({ name, path, line, lastLine, selfMs, totalMs }) => ({
      name: name.slice(0, MOST_NAME).toWellFormed(),
      path,
      line,
      lastLine,
      selfMs: rounded(selfMs),
      // The whole can be a little less than its part: profilers round each on its own.
      totalMs: rounded(Math.max(selfMs, totalMs)),
      share: shareOf(selfMs, ownMs),
      totalShare: shareOf(Math.max(selfMs, totalMs), ownMs),
    }))
    .toSorted((a, b) => b.selfMs - a.selfMs || b.totalMs - a.totalMs)
    .slice(0, MOST_FUNCTIONS);
  const { samples, totalMs, notes: missing = [] } = measured;
  const isRough = profiler !== 'python' && samples < FEW_SAMPLES;
  const notes = [...missing, ...(isRough ? [`There are ${samples} samples only: shares are rough.`] : [])];
  return { command, profiler, samples, totalMs: rounded(totalMs), ownMs: rounded(ownMs), functions, notes };
}

function shareOf(ms: number, ownMs: number): number {
  return ownMs === 0 ? 0 : Math.min(1, Math.round((ms / ownMs) * 10_000) / 10_000);
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
