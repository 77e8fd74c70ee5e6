import { RUNGS, type Attempt, type RungName, type TaskRun } from '@hanzo/contracts';
import type { LostCharge } from './lost-charges.ts';

/** What one rung did in a run: who resolved how much, and for how much. */
export interface RungTally {
  readonly rung: RungName;
  /** Tasks whose accepted answer is from here. Checks, which only tools do, are counted as well. */
  readonly resolved: number;
  readonly attempts: number;
  /** Micro-dollars, with what was charged for answers that were lost. */
  readonly costMicros: number;
}

/** The rungs that tried anything, cheapest first. */
export function rungTallies(runs: readonly TaskRun[], lost: readonly LostCharge[]): readonly RungTally[] {
  const tallies = new Map<RungName, RungTally>();
  const add = (rung: RungName, resolved: number, attempts: number, costMicros: number): void => {
    const before = tallies.get(rung) ?? { rung, resolved: 0, attempts: 0, costMicros: 0 };
    tallies.set(rung, {
      rung,
      resolved: before.resolved + resolved,
      attempts: before.attempts + attempts,
      costMicros: before.costMicros + costMicros,
    });
  };
  for (const { outcome } of runs) {
    for (const attempt of outcome.attempts) {
      const isCounted = outcome.state === 'done' && attempt.end.kind === 'passed';
      add(attempt.rung, isCounted ? 1 : 0, 1, costOf(attempt));
    }
  }
  for (const { role, attempt, costMicros } of lost) if (role === 'task') add(attempt?.rung ?? 'api', 0, 0, costMicros);
  return RUNGS.flatMap((rung) => tallies.get(rung) ?? []);
}

/**
 * What a resolved task cost on average, plans, verdicts and failed tries included, in micro-dollars. Checks are no such task:
 * tools do them by the dozen, and they would make everything else look cheap; nor are verdicts, which resolve nothing by
 * themselves. Undefined when nothing was resolved.
 */
export function perResolvedMicros(runs: readonly TaskRun[], spentMicros: number): number | undefined {
  const isWork = ({ kind }: TaskRun['task']): boolean => kind !== 'check' && kind !== 'critic';
  const resolved = runs.filter(({ task, outcome }) => isWork(task) && outcome.state === 'done').length;
  return resolved === 0 ? undefined : Math.round(spentMicros / resolved);
}

function costOf({ end }: Attempt): number {
  return end.kind === 'error' ? end.costMicros : end.answer.costMicros;
}
