import type { Attempt, TaskRun, Usage, Who } from '@hanzo/contracts';
import type { PlannerCall } from './plan/plan.ts';

/** A paid call, as whoever keeps the money has it: that is the truth, whatever became of its answer. */
export interface Charge {
  /** `plan`: it was to make the plan. `critic`: to judge an answer. */
  readonly role: 'plan' | 'task' | 'critic';
  readonly taskId: string;
  readonly who: Who;
  readonly costMicros: number;
  /** Nobody knows what it really cost. */
  readonly inFull: boolean;
  /** What it used up, where that is known. */
  readonly usage?: Usage | undefined;
}

/** Why a charge has no answer. `in-full`: it failed or was cut off, charged with the worst case. `answer`: what it was paid for is lost. */
export type Lost = 'in-full' | 'answer';

/** A charge that no attempt and no call of the plan tells of. */
export interface LostCharge extends Charge {
  /** The attempt that was cut off, where it was written down. */
  readonly attempt: Attempt | undefined;
}

/** What tells of its own costs. */
export interface Told {
  readonly calls: readonly PlannerCall[];
  readonly critics?: readonly Pick<PlannerCall, 'costMicros'>[];
  readonly runs: readonly TaskRun[];
}

/**
 * What a process that died had paid, or was about to: attempts that were cut off say that they cost nothing, and some
 * never came to be written down.
 */
export function lostCharges(charges: readonly Charge[], { calls, critics = [], runs }: Told): readonly LostCharge[] {
  const attempts = new Map(runs.map(({ task, outcome }) => [task.id, outcome.attempts]));
  const plans = calls.map(({ costMicros }) => costMicros);
  const judged = critics.map(({ costMicros }) => costMicros);
  const ownOf = { plan: () => plans, critic: () => judged, task: (id: string) => told.get(id) ?? [] };
  const told = new Map([...attempts].map(([id, some]) => [id, some.map(costOf)]));
  const cutOff = new Map([...attempts].map(([id, some]) => [id, some.filter(isCutOff)]));
  const left = charges.filter((charge) => {
    const costs = ownOf[charge.role](charge.taskId);
    const place = costs.indexOf(charge.costMicros);
    if (place >= 0) costs.splice(place, 1);
    return place < 0 && charge.costMicros > 0;
  });
  const groups = Map.groupBy(left, ({ role, taskId }) => (role === 'task' ? taskId : role));
  const lost = new Map(
    [...groups.values()].flatMap((same) =>
      withoutTold(same, sumOf(ownOf[same[0]?.role ?? 'task'](same[0]?.taskId ?? ''))),
    ),
  );
  return left.flatMap((charge) => {
    const costMicros = lost.get(charge) ?? 0;
    return costMicros === 0 ? [] : [{ ...charge, costMicros, attempt: cutOff.get(charge.taskId)?.shift() }];
  });
}

/**
 * One answer may have taken several calls, as of a model that uses tools: its cost is theirs together. The newest are those of
 * this process, which tells of them.
 *
 * @returns what is lost of each
 */
function withoutTold(charges: readonly Charge[], toldMicros: number): readonly (readonly [Charge, number])[] {
  let told = toldMicros;
  return charges.toReversed().map((charge) => {
    const its = Math.min(told, charge.costMicros);
    told -= its;
    return [charge, charge.costMicros - its];
  });
}

function sumOf(costs: readonly number[]): number {
  return costs.reduce((sum, cost) => sum + cost, 0);
}

function costOf({ end }: Attempt): number {
  return end.kind === 'error' ? end.costMicros : end.answer.costMicros;
}

function isCutOff({ rung, end }: Attempt): boolean {
  const isPaid = rung === 'api' || rung === 'strong';
  return isPaid && end.kind === 'error' && end.code === 'CANCELLED' && end.costMicros === 0;
}
