import type { RunResult } from '@hanzo/orchestrator';

/** What a run has cost, in integer micro-dollars. */
export interface RunMoney {
  /** As the receipt has it. */
  readonly runMicros: number;
  /** Of what it delegated, now and before it was taken up again: runs of their own, which are in no receipt. */
  readonly delegationMicros: number;
  readonly allMicros: number;
}

export function moneyOf({ receipt, delegated = [] }: Pick<RunResult, 'receipt' | 'delegated'>): RunMoney {
  const runMicros = receipt.totals.costMicros;
  const delegationMicros = delegated.reduce((sum, { costMicros }) => sum + costMicros, 0);
  return { runMicros, delegationMicros, allMicros: runMicros + delegationMicros };
}
