import { HanzoError } from '@hanzo/contracts';
import { SUSPECT_AFTER_MS } from '@hanzo/mesh/light';
import type { MeshAttempt } from './mesh-attempt.ts';

export interface LeaseLimits {
  /** A suspected worker keeps its attempts this much longer. Milliseconds. */
  readonly suspectGraceMs: number;
  /** An attempt that shows no life for this long is taken back. Milliseconds. */
  readonly leaseMs: number;
}

/** Whoever is well says at once whether it takes a task. Milliseconds. */
const OFFER_MS = 5_000;

/** The worker keeps the time limit itself; this much later we do, whatever it says. Milliseconds. */
const TIMEOUT_SLACK_MS = 2_000;

/**
 * Why an attempt has to be taken back, or undefined while it may go on: its worker is silent, its engine is, or its
 * time is up.
 *
 * @param now by the clock that only goes forward, in milliseconds
 */
export function leaseProblem(attempt: MeshAttempt, now: number, limits: LeaseLimits): HanzoError | undefined {
  const { worker, acceptedAt, timeoutMs } = attempt;
  const silentMs = Math.round(worker.session.silentFor());
  if (worker.suspect && silentMs >= SUSPECT_AFTER_MS + limits.suspectGraceMs) {
    return new HanzoError('PEER_LOST', `The worker ${worker.name} has been silent for ${silentMs} ms.`);
  }
  const lifelessMs = Math.round(now - attempt.lifeAt);
  if (acceptedAt === undefined && lifelessMs >= OFFER_MS) {
    return new HanzoError('LEASE_EXPIRED', `The worker ${worker.name} did not say whether it takes the task.`);
  }
  if (lifelessMs >= limits.leaseMs) {
    return new HanzoError('LEASE_EXPIRED', `The engine of ${worker.name} showed no life for ${lifelessMs} ms.`);
  }
  if (timeoutMs > 0 && acceptedAt !== undefined && now - acceptedAt >= timeoutMs + TIMEOUT_SLACK_MS) {
    return new HanzoError('TIMED_OUT', `The worker ${worker.name} let the time limit of ${timeoutMs} ms pass.`);
  }
  return undefined;
}
