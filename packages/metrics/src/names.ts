/** What one metric is called, means, and is told apart by. */
export interface MetricName {
  readonly name: `hanzo_${string}`;
  readonly help: string;
  readonly labels: readonly string[];
}

const metric = (name: MetricName['name'], help: string, labels: readonly string[] = []): MetricName => ({
  name,
  help,
  labels,
});

/** Metrics of one worker process. Names follow Prometheus' rules: base units, `_total` for counters. */
export const WORKER_METRICS: Readonly<
  Record<'slots' | 'running' | 'queued' | 'ready' | 'tokensPerSecond' | 'attempts' | 'tokens' | 'seconds', MetricName>
> = {
  slots: metric('hanzo_worker_slots', 'Attempts that the worker runs at the same time.'),
  running: metric('hanzo_worker_running', 'Attempts that run now.'),
  queued: metric('hanzo_worker_queued', 'Attempts that wait for a slot.'),
  ready: metric('hanzo_worker_ready', '1 when the worker takes new attempts.'),
  tokensPerSecond: metric('hanzo_worker_tokens_per_second', 'Measured generation speed of one attempt.', ['model']),
  attempts: metric('hanzo_worker_attempts_total', 'Attempts that ended here; end is done or the error code.', ['end']),
  tokens: metric('hanzo_worker_tokens_total', 'Tokens of finished attempts; direction is input or output.', [
    'model',
    'direction',
  ]),
  seconds: metric('hanzo_worker_attempt_seconds', 'Duration of attempts, waiting included.', ['end']),
};

const ENGINE = ['rung', 'node', 'model'];
const PAYER = ['model', 'key', 'member'];
const LIMIT = ['scope', 'name'];

/** Metrics of all runs of a home, from its journal and ledger. */
export const RUN_METRICS: Readonly<
  Record<
    | 'runs'
    | 'tasks'
    | 'attempts'
    | 'tokens'
    | 'attemptSeconds'
    | 'firstTokenSeconds'
    | 'calls'
    | 'spentDollars'
    | 'heldDollars'
    | 'limitDollars'
    | 'limitSpentDollars'
    | 'limitHeldDollars'
    | 'limitLeftDollars'
    | 'savedDollars',
    MetricName
  >
> = {
  runs: metric('hanzo_runs_total', 'Runs by state.', ['state']),
  tasks: metric('hanzo_tasks_total', 'Tasks by state.', ['state']),
  attempts: metric('hanzo_attempts_total', 'Attempts by engine; end is passed, rejected or failed.', [
    ...ENGINE,
    'end',
  ]),
  tokens: metric('hanzo_tokens_total', 'Tokens by engine; direction is input, cached_input, output or reasoning.', [
    ...ENGINE,
    'direction',
  ]),
  attemptSeconds: metric('hanzo_attempt_seconds', 'Duration of attempts; quantile is 0.5 or 0.95.', [
    ...ENGINE,
    'quantile',
  ]),
  firstTokenSeconds: metric(
    'hanzo_first_token_seconds',
    'Time until the first token of an answer, waiting included; quantile is 0.5 or 0.95.',
    [...ENGINE, 'quantile'],
  ),
  calls: metric('hanzo_paid_calls_total', 'Calls that the ledger charged, by model, key and member.', PAYER),
  spentDollars: metric(
    'hanzo_spent_dollars_total',
    'Charged by the ledger, by model, key and member; certainty is certain or uncertain.',
    [...PAYER, 'certainty'],
  ),
  heldDollars: metric('hanzo_held_dollars', 'Reserved by calls that are under way, by model, key and member.', PAYER),
  limitDollars: metric(
    'hanzo_limit_dollars',
    'Limit of a scope such as day or key-hour; name is of the key or member.',
    LIMIT,
  ),
  limitSpentDollars: metric(
    'hanzo_limit_spent_dollars',
    'Spent in the last hour or day of a scope that has a limit.',
    LIMIT,
  ),
  limitHeldDollars: metric('hanzo_limit_held_dollars', 'Held by open calls in a scope that has a limit.', LIMIT),
  limitLeftDollars: metric('hanzo_limit_left_dollars', 'What a scope that has a limit has room for now.', LIMIT),
  savedDollars: metric(
    'hanzo_saved_dollars',
    "Estimate of what was saved against everything on the orchestrator's model; negative when more was spent.",
    ['orchestrator'],
  ),
};
