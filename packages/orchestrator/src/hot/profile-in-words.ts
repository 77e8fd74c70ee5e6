import { countOf } from '@hanzo/contracts';
import type { Profile } from '@hanzo/tools';
import { hotFunctions, shareInWords } from './hot-functions.ts';

/** What was measured, as sentences for people. */
export function profileInWords(profile: Profile): readonly string[] {
  const { profiler, samples, totalMs, ownMs, notes } = profile;
  const what = countOf(samples, profiler === 'python' ? 'call' : 'sample');
  const part = totalMs === 0 ? 0 : ownMs / totalMs;
  return [
    `Measured by the profiler of ${profiler}: ${what}, ${seconds(totalMs)} of processor time, ${shareInWords(part)} of it in the workspace's own code and what that calls. Shares are parts of these ${seconds(ownMs)}.`,
    ...notes,
  ];
}

export interface ProfileRow {
  /** `src/cart.ts:12`. */
  readonly place: string;
  readonly name: string;
  readonly self: string;
  readonly share: string;
  readonly totalShare: string;
}

/** The hot functions, for tables. */
export function profileRows(profile: Profile): readonly ProfileRow[] {
  return hotFunctions(profile).map(({ path, line, name, selfMs, share, totalShare }) => ({
    place: `${path}:${line}`,
    name,
    self: `${Math.round(selfMs)} ms`,
    share: shareInWords(share),
    totalShare: shareInWords(totalShare),
  }));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
