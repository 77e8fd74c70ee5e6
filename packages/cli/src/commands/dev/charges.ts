import type { Ledger } from '@hanzo/ledger';
import type { Charge } from '@hanzo/orchestrator';

/** What calls of the planner are paid for. */
export function planTaskId(runId: string): string {
  return `${runId}-plan`;
}

/** All that a run was charged with, by whichever process worked on it. */
export function chargesOf(ledger: Ledger, runId: string): readonly Charge[] {
  return ledger.calls({ runId }).map(({ taskId, model, servedModel = '', endpoint, chargedMicros, state }) => ({
    role: taskId === planTaskId(runId) ? 'plan' : 'task',
    taskId,
    who: { kind: 'api', endpoint, requestedModel: model, servedModel },
    costMicros: chargedMicros,
    inFull: state === 'uncertain',
  }));
}
