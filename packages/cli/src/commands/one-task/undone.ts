import { HanzoError, type TaskOutcome } from '@hanzo/contracts';

export interface UndoneMends {
  /** For whatever no other one is for. */
  readonly mend: string;
  /** Where the money was not enough. @default the client of a server asks for more */
  readonly more?: string;
}

const MORE = 'Raise max_cost_usd, as far as the server allows, or ask for less.';

/** What an undone or cancelled task is for whoever asked: its last error, else why its answers were refused. */
export function undoneError(
  outcome: Exclude<TaskOutcome, { state: 'done' }>,
  runId: string,
  { mend, more = MORE }: UndoneMends,
): HanzoError {
  const details = { runId };
  if (outcome.state === 'cancelled')
    return new HanzoError('CANCELLED', 'It was cancelled before there was an answer.', { details });
  const end = outcome.attempts.at(-1)?.end;
  if (end?.kind === 'error')
    return new HanzoError(end.code, outcome.reason, { mend: end.code === 'BUDGET_EXCEEDED' ? more : mend, details });
  return new HanzoError('ANSWER_INVALID', outcome.reason, { mend, details });
}
