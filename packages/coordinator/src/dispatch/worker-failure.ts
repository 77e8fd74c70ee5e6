import { HanzoError, type ErrorCode } from '@hanzo/contracts';
import type { Failure } from '@hanzo/wire';

/**
 * What a worker can know of its own failure. Other codes are not its business: a worker that says BUDGET_EXCEEDED,
 * CANCELLED or something newer than us must not decide how our run ends.
 */
const WORKER_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ANSWER_INVALID',
  'ENGINE_CRASHED',
  'ENGINE_FAILED',
  'PROMPT_TOO_LONG',
  'TIMED_OUT',
  'WORKER_PAUSED',
  'WORKER_STOPPED',
]);

/** A worker's failure as an error of ours: a code that it may use, or ENGINE_FAILED, which is tried elsewhere. */
export function workerFailure({ code, message }: Failure, node: string): HanzoError {
  const known = WORKER_CODES.has(code);
  const details = known ? { node } : { node, workerCode: code };
  return new HanzoError(known ? code : 'ENGINE_FAILED', `${node}: ${message}`, { details });
}
