import { ERROR_KINDS, EXIT, isErrorCode, type ErrorCode, type ExitCode } from '@hanzo/contracts';
import type { AttemptRow } from '@hanzo/coordinator';

/** The part of a try that says how it ended. */
export type EndedTry = Pick<AttemptRow, 'state' | 'code' | 'extra'>;

/** Nobody had a look at the task then: another model would fail as they did, or has not been asked yet. */
const UNTRIED: ReadonlySet<ExitCode> = new Set([EXIT.usage, EXIT.configuration, EXIT.budget, EXIT.unreachable]);
/** The same of single codes: somebody else was faster, or had no time. */
const NOT_ITS_FAULT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CANCELLED',
  'OVERTAKEN',
  'TAKEN_OVER',
  'NOT_JUDGED',
  'RATE_LIMITED',
  'QUOTA_EXHAUSTED',
  'LEASE_EXPIRED',
  'WORKER_DECLINED',
  'WORKER_STOPPED',
  'WORKER_PAUSED',
]);

/**
 * Those of the tries at a task that say it is hard: a gate refused the answer, or who had it failed. A missing key, an empty
 * budget and a worker who went away say nothing of the task.
 */
export function failedTries<Try extends EndedTry>(tries: readonly Try[]): readonly Try[] {
  return tries.filter(isFailure);
}

function isFailure({ state, code, extra }: EndedTry): boolean {
  if (extra) return false;
  if (state === 'rejected') return true;
  if (state !== 'error') return false;
  return !isErrorCode(code) || !(NOT_ITS_FAULT.has(code) || UNTRIED.has(ERROR_KINDS[code].exit));
}
