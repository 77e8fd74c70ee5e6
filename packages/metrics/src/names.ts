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

/** Metrics of all runs of a home, from its journal and ledger. */
export const RUN_METRICS: Readonly<
  Record<'runs' | 'tasks' | 'attempts' | 'tokens' | 'attemptSeconds' | 'spentDollars', MetricName>
> = {
  runs: metric('hanzo_runs_total', 'Runs by state.', ['state']),
  tasks: metric('hanzo_tasks_total', 'Tasks by state.', ['state']),
  attempts: metric('hanzo_attempts_total', 'Attempts by engine; end is passed, rejected or failed.', [
    'rung',
    'node',
    'model',
    'end',
  ]),
  tokens: metric('hanzo_tokens_total', 'Tokens by engine; direction is input, cached_input, output or reasoning.', [
    'rung',
    'node',
    'model',
    'direction',
  ]),
  attemptSeconds: metric('hanzo_attempt_seconds', 'Duration of attempts; quantile is 0.5 or 0.95.', [
    'rung',
    'node',
    'model',
    'quantile',
  ]),
  spentDollars: metric('hanzo_spent_dollars_total', 'Charged by the ledger; certainty is certain or uncertain.', [
    'certainty',
  ]),
};
