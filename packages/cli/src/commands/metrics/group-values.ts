import { formatDollars } from '@hanzo/contracts';
import type { FigureRow, Figures } from '@hanzo/coordinator';
import { csvLines, type CsvCell } from '../../terminal/csv.ts';

/** A group for programs. */
export function groupValues({ keys, served, ...figures }: FigureRow): Readonly<Record<string, unknown>> {
  return { ...keys, served, ...figureValues(figures) };
}

/** Figures for programs: flat, exact, money in micro-dollars. */
export function figureValues(figures: Figures): Readonly<Record<string, unknown>> {
  const { tries, usage, spentMicros, elsewhereMicros, journalMicros, ...rest } = figures;
  return {
    attempts: tries,
    ...rest,
    ...usage,
    costMicros: spentMicros,
    costPerAttemptMicros: tries === 0 ? undefined : spentMicros / tries,
    costPerTaskMicros: rest.resolved === 0 ? undefined : spentMicros / rest.resolved,
    costByAttemptsMicros: journalMicros,
    answersOnOrchestratorMicros: elsewhereMicros,
  };
}

const HEAD = [
  'attempts',
  'passed',
  'rejected',
  'failed',
  'extra',
  'successRate',
  'tasks',
  'resolved',
  'refusedBy',
  'failedBy',
  'inputTokens',
  'cachedInputTokens',
  'outputTokens',
  'reasoningTokens',
  'p50Seconds',
  'p95Seconds',
  'firstTokenP50Seconds',
  'firstTokenP95Seconds',
  'calls',
  'costMicros',
  'costDollars',
  'uncertainMicros',
  'heldMicros',
  'costPerAttemptMicros',
  'costPerTaskMicros',
  'answersOnOrchestratorMicros',
] as const;

/** One line for each group, after a head. Money is not rounded. */
export function groupCsv(rows: readonly FigureRow[], keys: readonly string[]): string[] {
  const lines = rows.map((row) => {
    const values = { ...groupValues(row), costDollars: formatDollars(row.spentMicros).replace('$', '') };
    return [...keys, ...HEAD].map((name) => cellOf((values as Readonly<Record<string, unknown>>)[name]));
  });
  return csvLines([...keys, ...HEAD], lines);
}

function cellOf(value: unknown): CsvCell {
  if (value === undefined || typeof value === 'number' || typeof value === 'string') return value;
  const entries = Object.entries(value as Readonly<Record<string, number>>);
  return entries.map(([name, n]) => `${name}:${n}`).join(' ');
}
