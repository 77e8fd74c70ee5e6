import { Counter, Gauge, Registry } from 'prom-client';
import { RUN_METRICS, type MetricName } from './names.ts';

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
  readonly firstTokenP50Seconds: number | undefined;
  readonly firstTokenP95Seconds: number | undefined;
}

export interface ChargeFigures {
  readonly model: string;
  readonly key: string;
  readonly member: string;
  readonly calls: number;
  readonly spentMicros: number;
  readonly uncertainMicros: number;
  readonly heldMicros: number;
}

export interface LimitFigures {
  readonly scope: string;
  readonly name: string;
  readonly capMicros: number;
  readonly spentMicros: number;
  readonly heldMicros: number;
}

export interface RunFigures {
  readonly runsByState: Readonly<Record<string, number>>;
  readonly tasksByState: Readonly<Record<string, number>>;
  readonly engines: readonly EngineFigures[];
  readonly charges: readonly ChargeFigures[];
  readonly limits: readonly LimitFigures[];
  readonly savings: readonly { readonly orchestrator: string; readonly savedMicros: number }[];
}

interface Maker {
  counter(metric: MetricName): Counter;
  gauge(metric: MetricName): Gauge;
}

export function runMetricsText(figures: RunFigures): Promise<string> {
  const registry = new Registry();
  const options = ({ name, help, labels }: MetricName) => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  });
  const make: Maker = {
    counter: (metric) => new Counter(options(metric)),
    gauge: (metric) => new Gauge(options(metric)),
  };
  const runs = make.counter(RUN_METRICS.runs);
  for (const [state, count] of Object.entries(figures.runsByState)) runs.inc({ state }, count);
  const tasks = make.counter(RUN_METRICS.tasks);
  for (const [state, count] of Object.entries(figures.tasksByState)) tasks.inc({ state }, count);
  setEngines(figures.engines, make);
  setCharges(figures.charges, make);
  setLimits(figures.limits, make);
  const saved = make.gauge(RUN_METRICS.savedDollars);
  for (const { orchestrator, savedMicros } of figures.savings) saved.set({ orchestrator }, dollars(savedMicros));
  return registry.metrics();
}

function setEngines(engines: readonly EngineFigures[], make: Maker): void {
  const attempts = make.counter(RUN_METRICS.attempts);
  const tokens = make.counter(RUN_METRICS.tokens);
  const seconds = make.gauge(RUN_METRICS.attemptSeconds);
  const firstToken = make.gauge(RUN_METRICS.firstTokenSeconds);
  for (const { rung, node, model, ...figures } of engines) {
    const engine = { rung, node, model };
    for (const end of ['passed', 'rejected', 'failed'] as const) attempts.inc({ ...engine, end }, figures[end]);
    tokens.inc({ ...engine, direction: 'input' }, figures.inputTokens);
    tokens.inc({ ...engine, direction: 'cached_input' }, figures.cachedInputTokens);
    tokens.inc({ ...engine, direction: 'output' }, figures.outputTokens);
    tokens.inc({ ...engine, direction: 'reasoning' }, figures.reasoningTokens);
    setQuantiles(seconds, engine, figures.p50Seconds, figures.p95Seconds);
    setQuantiles(firstToken, engine, figures.firstTokenP50Seconds, figures.firstTokenP95Seconds);
  }
}

function setQuantiles(
  gauge: Gauge,
  engine: Readonly<Record<string, string>>,
  p50: number | undefined,
  p95: number | undefined,
): void {
  if (p50 !== undefined) gauge.set({ ...engine, quantile: '0.5' }, p50);
  if (p95 !== undefined) gauge.set({ ...engine, quantile: '0.95' }, p95);
}

function setCharges(charges: readonly ChargeFigures[], make: Maker): void {
  const calls = make.counter(RUN_METRICS.calls);
  const spent = make.counter(RUN_METRICS.spentDollars);
  const held = make.gauge(RUN_METRICS.heldDollars);
  for (const { model, key, member, ...figures } of charges) {
    const payer = { model, key, member };
    calls.inc(payer, figures.calls);
    spent.inc({ ...payer, certainty: 'certain' }, dollars(figures.spentMicros - figures.uncertainMicros));
    spent.inc({ ...payer, certainty: 'uncertain' }, dollars(figures.uncertainMicros));
    held.set(payer, dollars(figures.heldMicros));
  }
}

function setLimits(limits: readonly LimitFigures[], make: Maker): void {
  const cap = make.gauge(RUN_METRICS.limitDollars);
  const spent = make.gauge(RUN_METRICS.limitSpentDollars);
  const held = make.gauge(RUN_METRICS.limitHeldDollars);
  const left = make.gauge(RUN_METRICS.limitLeftDollars);
  for (const { scope, name, capMicros, spentMicros, heldMicros } of limits) {
    cap.set({ scope, name }, dollars(capMicros));
    spent.set({ scope, name }, dollars(spentMicros));
    held.set({ scope, name }, dollars(heldMicros));
    left.set({ scope, name }, dollars(Math.max(0, capMicros - spentMicros - heldMicros)));
  }
}

function dollars(micros: number): number {
  return micros / 1_000_000;
}
