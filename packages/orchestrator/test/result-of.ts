import { type Plan, receiptOf, type RunResult, type TaskRun } from '../src/index.ts';
import { placeFindings } from '../src/findings/place-findings.ts';
import { collect } from '../src/run/collect.ts';
import { countRun, worstFirst } from '../src/run/count-run.ts';

export const EMPTY_PLAN: Plan = {
  origin: { kind: 'deterministic', because: 'No model.' },
  tasks: [],
  warnings: [],
  notCovered: [],
  calls: [],
};

const price = { inputMicros: 1_000_000, cachedInputMicros: 100_000, outputMicros: 10_000_000 };

/** What a run of these outcomes comes to, without critics and fixes. */
export function resultOf(outcomes: readonly TaskRun[], change: Partial<RunResult> = {}): RunResult {
  const collected = collect(outcomes);
  const findings = placeFindings(collected.found, outcomes).toSorted(worstFirst);
  const counts = countRun(outcomes, findings, collected, 0);
  const complete = counts.tasks > 0 && counts.done === counts.tasks;
  const plan = change.plan ?? EMPTY_PLAN;
  const receipt = receiptOf({ calls: plan.calls, runs: outcomes, orchestratorPrice: price });
  return {
    runId: 'run',
    instructions: 'Review.',
    startedAt: 0,
    endedAt: 1500,
    plan,
    outcomes,
    findings,
    below: [],
    prose: collected.prose,
    receipt,
    complete,
    counts,
    ...change,
  };
}
