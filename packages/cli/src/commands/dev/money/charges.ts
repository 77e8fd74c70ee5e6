import type { Ledger } from '@hanzo/ledger';
import type { Charge } from '@hanzo/orchestrator';

/** What calls of the planner are paid for. */
export function planTaskId(runId: string): string {
  return `${runId}-plan`;
}

/** What calls of the critic are paid for. */
export function criticTaskId(runId: string): string {
  return `${runId}-critic`;
}

/** All that a run was charged with, by whichever process worked on it. */
export function chargesOf(ledger: Ledger, runId: string): readonly Charge[] {
  return ledger.calls({ runId }).map((call) => ({
    role: roleOf(call.taskId, runId),
    taskId: call.taskId,
    who: { kind: 'api', endpoint: call.endpoint, requestedModel: call.model, servedModel: call.servedModel ?? '' },
    costMicros: call.chargedMicros,
    inFull: call.state === 'uncertain',
    ...(call.state === 'settled' && { usage: call.usage }),
  }));
}

function roleOf(taskId: string, runId: string): Charge['role'] {
  if (taskId === planTaskId(runId)) return 'plan';
  return taskId === criticTaskId(runId) ? 'critic' : 'task';
}
