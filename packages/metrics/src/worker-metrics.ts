import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { WORKER_METRICS, type MetricName } from './names.ts';

/** What a worker offers at the moment of the scrape. */
export interface WorkerState {
  /** The node's name; every line carries it. */
  readonly node: string;
  readonly state: string;
  readonly slots: number;
  readonly running: number;
  readonly queued: number;
  readonly models: readonly { readonly name: string; readonly tokensPerSecond: number }[];
}

/** One ended attempt. */
export interface WorkDone {
  readonly model: string;
  /** `done`, or the error code. */
  readonly end: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Milliseconds. */
  readonly durationMs: number;
}

export interface WorkerMetrics {
  workDone(work: WorkDone): void;
  /** Prometheus text, with the worker's state as it is now. */
  text(state: WorkerState): Promise<string>;
}

/** Seconds: from an answer in the cache to a long review on a slow CPU. */
const BUCKETS = [0.1, 0.3, 1, 3, 10, 30, 100, 300];

/** The metrics of one worker, in a registry of their own. */
export function createWorkerMetrics(): WorkerMetrics {
  const registry = new Registry();
  const gauge = (metric: MetricName): Gauge =>
    new Gauge({ help: metric.help, name: metric.name, labelNames: [...metric.labels], registers: [registry] });
  const counter = (metric: MetricName): Counter =>
    new Counter({ help: metric.help, name: metric.name, labelNames: [...metric.labels], registers: [registry] });
  const { seconds } = WORKER_METRICS;
  const durations = new Histogram({
    name: seconds.name,
    help: seconds.help,
    labelNames: [...seconds.labels],
    buckets: BUCKETS,
    registers: [registry],
  });
  const attempts = counter(WORKER_METRICS.attempts);
  const tokens = counter(WORKER_METRICS.tokens);
  const slots = gauge(WORKER_METRICS.slots);
  const running = gauge(WORKER_METRICS.running);
  const queued = gauge(WORKER_METRICS.queued);
  const ready = gauge(WORKER_METRICS.ready);
  const speed = gauge(WORKER_METRICS.tokensPerSecond);
  return {
    workDone({ model, end, inputTokens, outputTokens, durationMs }) {
      attempts.inc({ end });
      tokens.inc({ model, direction: 'input' }, inputTokens);
      tokens.inc({ model, direction: 'output' }, outputTokens);
      durations.observe({ end }, durationMs / 1000);
    },
    text(state) {
      registry.setDefaultLabels({ node: state.node });
      slots.set(state.slots);
      running.set(state.running);
      queued.set(state.queued);
      ready.set(state.state === 'ready' ? 1 : 0);
      for (const { name, tokensPerSecond } of state.models) speed.set({ model: name }, tokensPerSecond);
      return registry.metrics();
    },
  };
}
