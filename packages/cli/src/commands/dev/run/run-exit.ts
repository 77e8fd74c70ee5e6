import {
  ERROR_KINDS,
  EXIT,
  SEVERITIES,
  type ErrorCode,
  type ExitCode,
  type Severity,
  type TaskOutcome,
} from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';

/**
 * The exit code of a run. Interrupted by a person is 130; a passed --timeout is merely incomplete. Incomplete is 1,
 * unless everything undone has one cause that the person can mend and that has a code of its own: a refused key (3),
 * the budget (4), nobody reachable (5). A complete run with findings that `--fail-on` is about is 6: an incomplete one cannot
 * say that there are no others.
 */
export function exitCodeOf(result: RunResult, interrupted: boolean, failOn?: Severity): ExitCode {
  if (result.complete) return failing(result, failOn) > 0 ? EXIT.findings : EXIT.done;
  if (interrupted) return EXIT.interrupted;
  if (result.counts.cancelled > 0) return EXIT.incomplete;
  return exitOfCodes(Object.keys(result.counts.undoneCodes) as ErrorCode[]);
}

/** How many findings that no baseline has are of this severity or a worse one; 0 without one. */
export function failing({ counts }: Pick<RunResult, 'counts'>, failOn: Severity | undefined): number {
  if (failOn === undefined) return 0;
  return SEVERITIES.slice(SEVERITIES.indexOf(failOn)).reduce((sum, severity) => sum + counts.bySeverity[severity], 0);
}

/** What `--fail-on` makes of a run, for people; undefined without it. */
export function failOnInWords(result: RunResult, failOn: Severity | undefined): string | undefined {
  if (failOn === undefined) return undefined;
  const count = failing(result, failOn);
  const what = failOn === 'critical' ? failOn : `${failOn} or worse`;
  const found =
    count === 0 ? `no new finding is ${what}` : `${count} new ${count === 1 ? 'finding is' : 'findings are'} ${what}`;
  if (result.complete) return `--fail-on ${failOn}: ${found}.`;
  return `--fail-on ${failOn}: ${found} in what was done, and not all was done: this decides the exit code.`;
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
