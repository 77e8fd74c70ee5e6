import { EXIT, HanzoError, systemClock, type ExitCode, formatDollars } from '@hanzo/contracts';
import { readJournalReport, type EngineRow, type JournalReport } from '@hanzo/coordinator';
import { openLedger, type Spending } from '@hanzo/ledger';
import { readCards, type LocalCard } from '@hanzo/mesh';
import { runMetricsText } from '@hanzo/metrics';
import { loadSetting, type Setting } from '../../setting.ts';
import { printTable } from '../../table.ts';
import type { Terminal } from '../../terminal.ts';
import type { MetricsFlags } from './flags.ts';

interface Figures {
  readonly report: JournalReport;
  readonly spending: Spending;
  readonly running: readonly LocalCard[];
}

/** Prints what the journal, the ledger and the running nodes of this home know. */
export async function run(flags: MetricsFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const since = flags.since === undefined ? undefined : parseSince(flags.since, systemClock.now());
  const figures: Figures = {
    report: readJournalReport(setting.paths.journal, { orchestrator: flags.orchestrator, since }),
    spending: await readSpending(setting, since),
    running: readCards(setting.paths.run),
  };
  if (flags.json === true)
    terminal.out(JSON.stringify({ v: 1, ...figures.report, spending: figures.spending, running: figures.running }));
  else if (flags.prometheus === true)
    terminal.out((await runMetricsText({ ...figures.report, ...figures.spending })).trimEnd());
  else print(figures, flags, terminal);
  return EXIT.done;
}

async function readSpending({ paths, config, catalogue }: Setting, since: number | undefined): Promise<Spending> {
  await using ledger = await openLedger({
    path: paths.ledger,
    clock: systemClock,
    limits: config.limits,
    version: catalogue.version,
  });
  return ledger.spent(since === undefined ? {} : { since });
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m`, `24h`, `7d` before now, or an ISO date. Milliseconds since the epoch. */
export function parseSince(text: string, now: number): number {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) return now - Number(amount) * (UNIT_MS[unit] ?? 0);
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(date)) return date;
  throw new HanzoError('USAGE', `--since does not understand "${text}".`, {
    mend: 'Use 30m, 24h, 7d or an ISO date like 2026-11-21.',
  });
}

function print({ report, spending, running }: Figures, flags: MetricsFlags, terminal: Terminal): void {
  const scope = [
    flags.orchestrator === undefined ? '' : `orchestrator ${flags.orchestrator}`,
    flags.since === undefined ? '' : `since ${flags.since}`,
  ];
  const suffix = scope.filter((part) => part !== '').join(', ');
  terminal.out(`runs: ${report.runs}${counts(report.runsByState)}${suffix === '' ? '' : ` (${suffix})`}`);
  terminal.out(`tasks: ${total(report.tasksByState)}${counts(report.tasksByState)}`);
  terminal.out('');
  if (report.engines.length === 0)
    terminal.out('No attempts are in the journal yet. Start with: hanzo dev "review this project" --use-hanzo-net');
  else
    printTable(
      ['rung', 'node', 'model', 'tries', 'passed', 'refused', 'failed', 'tokens in', 'out', 'p50', 'p95', 'cost'],
      report.engines.map(engineCells),
      terminal,
    );
  terminal.out('');
  const uncertain =
    spending.uncertainMicros > 0
      ? `, of which ${formatDollars(spending.uncertainMicros)} uncertain and charged in full`
      : '';
  terminal.out(`API spending by the ledger, planning included: ${formatDollars(spending.spentMicros)}${uncertain}`);
  for (const card of running) {
    terminal.out(
      `running here: ${card.nodeName} (pid ${card.pid})${card.metricsUrl === undefined ? '' : `, metrics at ${card.metricsUrl}`}`,
    );
  }
}

function engineCells(row: EngineRow): string[] {
  return [
    row.rung,
    row.node || '-',
    row.model || '-',
    String(row.attempts),
    String(row.passed),
    String(row.rejected),
    String(row.failed),
    String(row.inputTokens),
    String(row.outputTokens),
    seconds(row.p50Seconds),
    seconds(row.p95Seconds),
    formatDollars(row.costMicros),
  ];
}

function seconds(value: number | undefined): string {
  return value === undefined ? '-' : `${value.toFixed(value < 10 ? 2 : 0)} s`;
}

function total(byState: Readonly<Record<string, number>>): number {
  return Object.values(byState).reduce((sum, n) => sum + n, 0);
}

function counts(byState: Readonly<Record<string, number>>): string {
  const parts = Object.entries(byState).map(([state, n]) => `${n} ${state}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
