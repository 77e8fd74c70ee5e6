import { HanzoError, type TaskOutcome } from '@hanzo/contracts';

const MORE = 'Raise max_cost_usd, as far as the server allows, or ask for less.';

/** What an undone or cancelled task is for whoever asked: its last error, else why its answers were refused. */
export function undoneError(outcome: Exclude<TaskOutcome, { state: 'done' }>, runId: string, mend: string): HanzoError {
  const details = { runId };
  if (outcome.state === 'cancelled')
    return new HanzoError('CANCELLED', 'It was cancelled before there was an answer.', { details });
  const end = outcome.attempts.at(-1)?.end;
  if (end?.kind === 'error')
    return new HanzoError(end.code, outcome.reason, { mend: end.code === 'BUDGET_EXCEEDED' ? MORE : mend, details });
  return new HanzoError('ANSWER_INVALID', outcome.reason, { mend, details });
}
