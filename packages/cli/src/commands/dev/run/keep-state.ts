import { systemClock, toHanzoError, type HanzoError } from '@hanzo/contracts';
import type { Journal, RunState } from '@hanzo/coordinator';
import type { RunResult } from '@hanzo/orchestrator';
import type { Terminal } from '../../../terminal/terminal.ts';

/**
 * Ends the run in the journal, once, whichever way it ends. A journal that fails then is said and survived: the work is
 * done and paid, and an error of the work itself says more.
 *
 * @param work says when it begins: what fails before that leaves the run in `before`
 * @param before how the run stood, when it is taken up again
 * @throws HanzoError TAKEN_OVER when another process has the run by now: then what came of it here does not count
 */
export async function keepState(
  journal: Journal,
  runId: string,
  terminal: Terminal,
  work: (begun: () => void) => Promise<RunResult>,
  before: RunState = 'failed',
): Promise<RunResult> {
  let failed = before;
  const end = async (state: RunState): Promise<HanzoError | undefined> => {
    try {
      await journal.endRun(runId, state, systemClock.now());
      return undefined;
    } catch (thrown) {
      const error = toHanzoError(thrown);
      if (error.code === 'TAKEN_OVER') return error;
      warn(error, state, terminal);
      return undefined;
    }
  };
  let result: RunResult;
  try {
    result = await work(() => {
      failed = 'failed';
    });
  } catch (error) {
    await end(toHanzoError(error).code === 'CANCELLED' ? 'cancelled' : failed);
    throw error;
  }
  const takenOver = await end(stateOf(result));
  if (takenOver !== undefined) throw takenOver;
  return result;
}

function stateOf({ counts, complete }: RunResult): RunState {
  if (counts.cancelled > 0) return 'cancelled';
  return complete ? 'complete' : 'incomplete';
}

function warn({ message, mend }: HanzoError, state: RunState, terminal: Terminal): void {
  terminal.err(
    `${terminal.style.yellow('warning:')} this run ended as ${state}, but the journal could not record all of it: ${message}`,
  );
  if (mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${mend}`);
  terminal.err('  Its result is kept and shown here; hanzo metrics will not show all of it.');
}
