import type { ErrorCode, HanzoError } from '@hanzo/contracts';
import type { MeshAttempt } from './mesh-attempt.ts';

/** Failures that speak against the worker, and not against the task or for its owner's wishes. */
const WORKER_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ENGINE_CRASHED',
  'ENGINE_FAILED',
  'LEASE_EXPIRED',
  'ANSWER_INVALID',
]);

/** Once, bad luck or an owner's right. One answer after the other left in the middle is a fault, whatever is said. */
export const LEFT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PEER_LOST', 'WORKER_STOPPED', 'WORKER_PAUSED']);

/** True when the failure counts for the worker's breaker. */
export function isWorkersFault(attempt: MeshAttempt, error: HanzoError): boolean {
  if (attempt.failedAtBeginning(error)) return false;
  return WORKER_FAULTS.has(error.code) || (LEFT.has(error.code) && attempt.text !== '');
}
