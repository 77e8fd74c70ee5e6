import { ERROR_KINDS, EXIT, type ErrorCode, type ExitCode } from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';

/**
 * The exit code of a run. Interrupted by a person is 130; a passed --timeout is merely incomplete. Incomplete is 1, unless everything undone has one cause that the person can mend and that
 * has a code of its own: a refused key (3), the budget (4), nobody reachable (5).
 */
export function exitCodeOf(result: RunResult, interrupted: boolean): ExitCode {
  if (result.complete) return EXIT.done;
  if (interrupted) return EXIT.interrupted;
  if (result.counts.cancelled > 0) return EXIT.incomplete;
  const codes = Object.keys(result.counts.undoneCodes) as ErrorCode[];
  const exits = new Set(codes.map((code) => ERROR_KINDS[code].exit));
  const [only] = exits;
  return exits.size === 1 && only !== undefined ? only : EXIT.incomplete;
}
