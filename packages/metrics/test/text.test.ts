import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import {
  createWorkerMetrics,
  RUN_METRICS,
  runMetricsText,
  WORKER_METRICS,
  type MetricName,
  type RunFigures,
  type WorkerState,
} from '../src/index.ts';
import { readPrometheusText, valueOf, type Exposition } from './prometheus-text.ts';

const STATE: WorkerState = {
  node: 'vm-1',
  state: 'ready',
  slots: 4,
  running: 1,
  queued: 2,
  models: [{ name: 'llama3.2', tokensPerSecond: 12.5 }],
};

const FIGURES: RunFigures = {
  runsByState: { done: 2, running: 1 },
  tasksByState: { done: 5 },
  engines: [
    {
      rung: 'mesh',
      node: 'vm-"1"\\\n',
      model: 'llama3.2',
      passed: 3,
      rejected: 2,
      failed: 1,
      inputTokens: 100,
      cachedInputTokens: 40,
      outputTokens: 50,
      reasoningTokens: 0,
      p50Seconds: 1.5,
      p95Seconds: undefined,
      firstTokenP50Seconds: 0.25,
      firstTokenP95Seconds: undefined,
    },
  ],
  charges: [
    {
      model: 'gpt-5',
      key: 'openai',
      member: 'ada',
      calls: 3,
      spentMicros: 1_250_000,
      uncertainMicros: 250_000,
      heldMicros: 40_000,
    },
  ],
  limits: [
    { scope: 'day', name: '', capMicros: 5_000_000, spentMicros: 1_250_000, heldMicros: 40_000 },
    { scope: 'key-hour', name: 'openai', capMicros: 1_000_000, spentMicros: 1_250_000, heldMicros: 0 },
  ],
  savings: [{ orchestrator: 'gpt-5', savedMicros: -20_000 }],
};

async function workerText(): Promise<string> {
  const metrics = createWorkerMetrics();
  metrics.workDone({ model: 'llama3.2', end: 'done', inputTokens: 100, outputTokens: 20, durationMs: 2500 });
  metrics.workDone({ model: 'llama3.2', end: 'ENGINE_CRASHED', inputTokens: 10, outputTokens: 1, durationMs: 50 });
  return await metrics.text(STATE);
}

/** Names as in names.ts: a histogram's parts belong to the histogram. */
function namesIn({ samples }: Exposition): string[] {
  return [...new Set(samples.map(({ name }) => name.replace(/_(?:bucket|sum|count)$/, '')))].toSorted();
}

function expectDocumented(exposition: Exposition, metrics: Readonly<Record<string, MetricName>>): void {
  const known = Object.values(metrics);
  expect(namesIn(exposition)).toEqual(known.map(({ name }) => name).toSorted());
  for (const { name, help } of known) {
    expect(name).toMatch(/^hanzo_[a-z_]+$/);
    expect(help.length).toBeGreaterThan(10);
    expect(exposition.help.get(name)).toBe(help);
    expect(exposition.types.get(name)).toMatch(/^(?:counter|gauge|histogram)$/);
  }
}

describe('Prometheus text', () => {
  it(verifies('metrics.documented', 'of a worker'), async () => {
    expectDocumented(readPrometheusText(await workerText()), WORKER_METRICS);
  });

  it(verifies('metrics.documented', 'of all runs'), async () => {
    expectDocumented(readPrometheusText(await runMetricsText(FIGURES)), RUN_METRICS);
  });

  it('has no name twice', () => {
    const names = [...Object.values(WORKER_METRICS), ...Object.values(RUN_METRICS)].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the metrics of a worker', () => {
  it('count ended attempts and their tokens', async () => {
    const text = readPrometheusText(await workerText());
    expect(valueOf(text, 'hanzo_worker_attempts_total', { end: 'done' })).toBe(1);
    expect(valueOf(text, 'hanzo_worker_attempts_total', { end: 'ENGINE_CRASHED' })).toBe(1);
    expect(valueOf(text, 'hanzo_worker_tokens_total', { model: 'llama3.2', direction: 'input' })).toBe(110);
    expect(valueOf(text, 'hanzo_worker_tokens_total', { model: 'llama3.2', direction: 'output' })).toBe(21);
    expect(valueOf(text, 'hanzo_worker_attempt_seconds_sum', { end: 'done' })).toBe(2.5);
    expect(valueOf(text, 'hanzo_worker_attempt_seconds_bucket', { end: 'done', le: '3' })).toBe(1);
    expect(valueOf(text, 'hanzo_worker_attempt_seconds_bucket', { end: 'done', le: '1' })).toBe(0);
  });

  it('show the worker as it is at the moment of the scrape', async () => {
    const metrics = createWorkerMetrics();
    const before = readPrometheusText(await metrics.text(STATE));
    expect([
      valueOf(before, 'hanzo_worker_running'),
      valueOf(before, 'hanzo_worker_queued'),
      valueOf(before, 'hanzo_worker_ready'),
    ]).toEqual([1, 2, 1]);
    expect(valueOf(before, 'hanzo_worker_tokens_per_second', { model: 'llama3.2' })).toBe(12.5);
    const after = readPrometheusText(await metrics.text({ ...STATE, state: 'draining', running: 0, queued: 0 }));
    expect([
      valueOf(after, 'hanzo_worker_running'),
      valueOf(after, 'hanzo_worker_queued'),
      valueOf(after, 'hanzo_worker_ready'),
    ]).toEqual([0, 0, 0]);
  });

  it('name the node in every line', async () => {
    for (const { labels } of readPrometheusText(await workerText()).samples) expect(labels['node']).toBe('vm-1');
  });

  it('of two workers in one process are apart', async () => {
    const [one, other] = [createWorkerMetrics(), createWorkerMetrics()];
    one.workDone({ model: 'm', end: 'done', inputTokens: 1, outputTokens: 1, durationMs: 1 });
    expect((await other.text(STATE)).includes('end="done"')).toBe(false);
  });
});

describe('the metrics of all runs', () => {
  it('are the figures of journal and ledger, money in dollars', async () => {
    const text = readPrometheusText(await runMetricsText(FIGURES));
    expect(valueOf(text, 'hanzo_runs_total', { state: 'done' })).toBe(2);
    expect(valueOf(text, 'hanzo_attempts_total', { end: 'rejected' })).toBe(2);
    expect(valueOf(text, 'hanzo_tokens_total', { direction: 'cached_input' })).toBe(40);
    expect(valueOf(text, 'hanzo_attempt_seconds', { quantile: '0.5' })).toBe(1.5);
    expect(() => valueOf(text, 'hanzo_attempt_seconds', { quantile: '0.95' })).toThrow(/^0 samples/);
    expect(valueOf(text, 'hanzo_spent_dollars_total', { certainty: 'certain' })).toBe(1);
    expect(valueOf(text, 'hanzo_spent_dollars_total', { certainty: 'uncertain' })).toBe(0.25);
    expect(valueOf(text, 'hanzo_first_token_seconds', { quantile: '0.5' })).toBe(0.25);
  });

  it(verifies('metrics.ledger-figures'), async () => {
    const text = readPrometheusText(await runMetricsText(FIGURES));
    const payer = { model: 'gpt-5', key: 'openai', member: 'ada' };
    expect(valueOf(text, 'hanzo_paid_calls_total', payer)).toBe(3);
    expect(valueOf(text, 'hanzo_spent_dollars_total', { ...payer, certainty: 'certain' })).toBe(1);
    expect(valueOf(text, 'hanzo_held_dollars', payer)).toBe(0.04);
    const day = { scope: 'day', name: '' };
    expect(valueOf(text, 'hanzo_limit_dollars', day)).toBe(5);
    expect(valueOf(text, 'hanzo_limit_spent_dollars', day)).toBe(1.25);
    expect(valueOf(text, 'hanzo_limit_held_dollars', day)).toBe(0.04);
    expect(valueOf(text, 'hanzo_limit_left_dollars', day)).toBe(3.71);
    expect(valueOf(text, 'hanzo_limit_left_dollars', { scope: 'key-hour', name: 'openai' })).toBe(0);
    expect(valueOf(text, 'hanzo_saved_dollars', { orchestrator: 'gpt-5' })).toBe(-0.02);
    // Counters are named and typed as such, by Prometheus' rules.
    for (const [name, type] of text.types) expect(type, name).toBe(name.endsWith('_total') ? 'counter' : 'gauge');
  });

  it('cannot be broken by the name of a peer', async () => {
    const text = readPrometheusText(await runMetricsText(FIGURES));
    expect(text.samples.find(({ name }) => name === 'hanzo_attempts_total')?.labels['node']).toBe(
      String.raw`vm-\"1\"\\\n`,
    );
  });
});
