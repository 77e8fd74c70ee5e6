import { Gauge, Registry } from 'prom-client';
import { RUN_METRICS, type MetricName } from './names.ts';

/** Attempts of one engine, added up. */
export interface EngineFigures {
  readonly rung: string;
  readonly node: string;
  readonly model: string;
  readonly passed: number;
  readonly rejected: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly p50Seconds: number | undefined;
  readonly p95Seconds: number | undefined;
}

/** What the journal and the ledger of a home know. */
export interface RunFigures {
  readonly runsByState: Readonly<Record<string, number>>;
  readonly tasksByState: Readonly<Record<string, number>>;
  readonly engines: readonly EngineFigures[];
  /** Integer micro-dollars, the uncertain part included. */
  readonly spentMicros: number;
  readonly uncertainMicros: number;
}

/** Prometheus text of all runs, e.g. for the textfile collector. Read anew each time, so these are plain values. */
export function runMetricsText(figures: RunFigures): Promise<string> {
  const registry = new Registry();
  const gauge = (metric: MetricName): Gauge =>
    new Gauge({ help: metric.help, name: metric.name, labelNames: [...metric.labels], registers: [registry] });
  const runs = gauge(RUN_METRICS.runs);
  for (const [state, count] of Object.entries(figures.runsByState)) runs.set({ state }, count);
  const tasks = gauge(RUN_METRICS.tasks);
  for (const [state, count] of Object.entries(figures.tasksByState)) tasks.set({ state }, count);
  setEngines(
    figures.engines,
    gauge(RUN_METRICS.attempts),
    gauge(RUN_METRICS.tokens),
    gauge(RUN_METRICS.attemptSeconds),
  );
  const spent = gauge(RUN_METRICS.spentDollars);
  spent.set({ certainty: 'certain' }, (figures.spentMicros - figures.uncertainMicros) / 1_000_000);
  spent.set({ certainty: 'uncertain' }, figures.uncertainMicros / 1_000_000);
  return registry.metrics();
}

/** Engines that share rung, node and model (a name used by two peers) are one line: they are added. */
function setEngines(engines: readonly EngineFigures[], attempts: Gauge, tokens: Gauge, seconds: Gauge): void {
  for (const { rung, node, model, ...figures } of engines) {
    const engine = { rung, node, model };
    for (const end of ['passed', 'rejected', 'failed'] as const) attempts.inc({ ...engine, end }, figures[end]);
    tokens.inc({ ...engine, direction: 'input' }, figures.inputTokens);
    tokens.inc({ ...engine, direction: 'cached_input' }, figures.cachedInputTokens);
    tokens.inc({ ...engine, direction: 'output' }, figures.outputTokens);
    tokens.inc({ ...engine, direction: 'reasoning' }, figures.reasoningTokens);
    if (figures.p50Seconds !== undefined) seconds.set({ ...engine, quantile: '0.5' }, figures.p50Seconds);
    if (figures.p95Seconds !== undefined) seconds.set({ ...engine, quantile: '0.95' }, figures.p95Seconds);
  }
}
