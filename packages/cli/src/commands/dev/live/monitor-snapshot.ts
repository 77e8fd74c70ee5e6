import type { RungName, Severity } from '@hanzo/contracts';
import type { Standing } from '@hanzo/ledger';
import type { RunMoney } from './panel-lines.ts';
import type { Escalation, RunFigures } from './run-figures.ts';
import type { OpenCalls, RunSources, WorkerFigures } from './run-sources.ts';

/** All that `--monitor` shows, at one moment. Money in integer micro-dollars. */
export interface MonitorSnapshot {
  readonly elapsedMs: number;
  readonly stage: string;
  readonly tasks: { readonly total: number; readonly ended: number; readonly done: number; readonly running: number };
  readonly findings: Readonly<Record<Severity, number>>;
  readonly workers: readonly WorkerFigures[];
  /** Tasks that wait for a worker of the mesh. */
  readonly waiting: number;
  readonly openCalls: readonly OpenCalls[];
  readonly money: RunMoney;
  readonly limits: readonly Standing[];
  readonly models: readonly ModelTokens[];
  /** Tasks done, by the rung that did them; `cache` are those that were known. */
  readonly resolved: Readonly<Partial<Record<RungName, number>>>;
  readonly escalations: number;
  /** Of the orchestrator and the critics; those that were refused, too. */
  readonly toolCalls: number;
  readonly lastEscalation: Escalation | undefined;
}

export interface ModelTokens {
  readonly model: string;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/** @param now milliseconds, by the clock that only goes forward */
export function monitorSnapshot(figures: RunFigures, sources: RunSources | undefined, now: number): MonitorSnapshot {
  const { total, ended, done, running, planner, stage, bySeverity, escalations } = figures;
  return {
    elapsedMs: Math.round(now - figures.startedAt),
    stage: planner === undefined ? (stage ?? '') : 'plan',
    tasks: { total, ended, done, running: running.size },
    findings: { ...bySeverity },
    workers: (sources?.workers() ?? []).map((worker) => withLocalWork(worker, figures, now)),
    waiting: sources?.waiting() ?? 0,
    openCalls: sources?.openCalls() ?? [],
    money: moneyOf(figures, sources),
    limits: sources?.standings() ?? [],
    models: [...figures.usage].map(([model, { inputTokens, cachedInputTokens, outputTokens }]) => {
      return { model, inputTokens, cachedInputTokens, outputTokens };
    }),
    resolved: Object.fromEntries(figures.resolved),
    escalations: escalations.length,
    toolCalls: figures.toolCalls,
    lastEscalation: escalations.at(-1),
  };
}

/** The ledger knows what is held, too; without it, what attempts told. */
export function moneyOf({ spentMicros }: RunFigures, sources: RunSources | undefined): RunMoney {
  return sources?.money() ?? { spentMicros, heldMicros: 0, capMicros: undefined };
}

/** This machine's own engine tells nobody what it does; the run's events do. */
function withLocalWork(worker: WorkerFigures, { running }: RunFigures, now: number): WorkerFigures {
  if (worker.name !== 'here') return worker;
  const ours = [...running.values()].filter(({ who }) => who?.kind === 'local');
  const speeds = ours.map(({ tokens, tokensSince }) =>
    tokensSince === undefined || now - tokensSince < 1_000 ? 0 : (tokens * 1_000) / (now - tokensSince),
  );
  return {
    ...worker,
    busy: Math.min(ours.length, worker.slots),
    queued: Math.max(0, ours.length - worker.slots),
    ours: ours.length,
    tokensPerSecond: Math.round(speeds.reduce((sum, speed) => sum + speed, 0) * 10) / 10,
  };
}
