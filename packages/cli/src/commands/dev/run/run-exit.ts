import { ERROR_KINDS, EXIT, type ErrorCode, type ExitCode, type TaskOutcome } from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';

/**
 * The exit code of a run. Interrupted by a person is 130; a passed --timeout is merely incomplete. Incomplete is 1,
 * unless everything undone has one cause that the person can mend and that has a code of its own: a refused key (3),
 * the budget (4), nobody reachable (5).
 */
export function exitCodeOf(result: RunResult, interrupted: boolean): ExitCode {
  if (result.complete) return EXIT.done;
  if (interrupted) return EXIT.interrupted;
  if (result.counts.cancelled > 0) return EXIT.incomplete;
  return exitOfCodes(Object.keys(result.counts.undoneCodes) as ErrorCode[]);
}

/** The same for tasks without a run. */
export function exitOf(outcomes: readonly TaskOutcome[]): ExitCode {
  if (outcomes.every(({ state }) => state === 'done')) return EXIT.done;
  if (outcomes.some(({ state }) => state === 'cancelled')) return EXIT.incomplete;
  return exitOfCodes(outcomes.flatMap(undoneCode));
}

function exitOfCodes(codes: readonly ErrorCode[]): ExitCode {
  const exits = new Set(codes.map((code) => ERROR_KINDS[code].exit));
  const [only] = exits;
  return exits.size === 1 && only !== undefined ? only : EXIT.incomplete;
}

/** How the last attempt of an undone task failed; a refused answer counts as invalid. */
function undoneCode(outcome: TaskOutcome): ErrorCode[] {
  const end = outcome.state === 'undone' ? outcome.attempts.at(-1)?.end : undefined;
  if (end === undefined || end.kind === 'passed') return [];
  return [end.kind === 'error' ? end.code : 'ANSWER_INVALID'];
}
