import type { Answer, Task } from '@hanzo/contracts';
import type { MeshParts } from '../rungs/mesh/mesh-parts.ts';
import { isSameWeights, weightsOf } from './weights.ts';
import { memberOf, type WorkerWho } from './witnesses.ts';

/** Others that must agree, with the same weights and of different members. */
const LEAST_WITNESSES = 2;

/**
 * What several workers said to one task is evidence as well. They were not drawn by lot: who says he is fast is asked
 * first. So only what reliable workers say counts for or against another.
 */
export function noteQuorum(
  { dispatcher, trust }: Pick<MeshParts, 'dispatcher' | 'trust'>,
  { sampling }: Task,
  answers: readonly Answer[],
  majority: readonly Answer[],
): void {
  if (trust === undefined || (sampling.temperature ?? 0) > 0) return;
  const isProven = (who: WorkerWho, others: readonly WorkerWho[]): boolean => {
    const weights = weightsOf(dispatcher.worker(who.peerId), who.model);
    const members = others.flatMap(({ peerId, model }) => {
      const worker = dispatcher.worker(peerId);
      if (worker === undefined || peerId === who.peerId || !trust.isReliable(peerId)) return [];
      return isSameWeights(weights, weightsOf(worker, model)) ? [memberOf(worker)] : [];
    });
    return new Set(members).size >= LEAST_WITNESSES;
  };
  const right = majority.flatMap((answer) => workerOf(answer) ?? []);
  const verdicts = answers.flatMap((answer) => {
    const who = workerOf(answer);
    if (who === undefined || !isProven(who, right)) return [];
    return [{ who, isRight: majority.includes(answer) }];
  });
  // Judged together: what one is found to be changes nothing for the others.
  for (const { who, isRight } of verdicts) {
    trust.note(who.peerId, who.model, isRight ? 'check-passed' : 'check-failed');
  }
}

function workerOf({ who }: Answer): WorkerWho | undefined {
  return who.kind === 'worker' ? who : undefined;
}
