import { formatDollars } from '@hanzo/contracts';
import type { LedgerCall } from '@hanzo/ledger';
import type { Column } from '../../terminal/table-fit.ts';
import { formatSpan, formatTime } from '../../terminal/units.ts';
import { shortRunId } from '../tasks/task-id.ts';

type Cell = (call: LedgerCall) => string;

function columnsFor(
  calls: readonly LedgerCall[],
  of: readonly [title: string, cell: Cell, leaveOut?: number][],
): Column[] {
  return of.map(([title, cell, leaveOut]) => ({
    title,
    cells: calls.map(cell),
    isName: NAMES.has(title),
    ...(leaveOut !== undefined && { leaveOut }),
  }));
}

const NAMES: ReadonlySet<string> = new Set(['model', 'served', 'key', 'for', 'why', 'run', 'tier']);
const run: Cell = ({ runId }) => shortRunId(runId);
const member: Cell = ({ member: name }) => name || '-';
const key: Cell = ({ key: name }) => name || '-';
const why: Cell = ({ why: text = '-' }) => text.replaceAll(/\s+/g, ' ');
const ended: Cell = ({ endedAt, reservedAt }) => formatTime(endedAt ?? reservedAt);
const charged: Cell = ({ chargedMicros }) => formatDollars(chargedMicros);

/** Calls that hold money, with the process that works on their run. */
export function openColumns(calls: readonly LedgerCall[], owners: ReadonlyMap<string, number>, now: number): Column[] {
  return columnsFor(calls, [
    ['age', ({ sentAt, reservedAt }) => formatSpan(now - (sentAt ?? reservedAt))],
    ['process', ({ runId }) => String(owners.get(runId) ?? '-')],
    ['state', ({ state }) => state],
    ['model', ({ model }) => model],
    ['key', key, 1],
    ['for', member, 2],
    ['run', run],
    ['holds', ({ worstCaseMicros }) => formatDollars(worstCaseMicros)],
  ]);
}

/** Calls that were charged in full, because nobody knows what they cost. */
export function uncertainColumns(calls: readonly LedgerCall[]): Column[] {
  return columnsFor(calls, [
    ['ended', ended],
    ['model', ({ model }) => model],
    ['run', run],
    ['charged', charged],
    ['why', why],
  ]);
}

/** Any calls. */
export function callColumns(calls: readonly LedgerCall[]): Column[] {
  return columnsFor(calls, [
    ['when', ended],
    ['state', ({ state }) => state],
    ['model', ({ model }) => model],
    ['served', ({ servedModel = '-' }) => servedModel, 5],
    ['tier', ({ serviceTier }) => serviceTier, 6],
    ['key', key, 3],
    ['for', member, 4],
    ['run', run],
    ['in', ({ usage }) => String(usage.inputTokens), 1],
    ['out', ({ usage }) => String(usage.outputTokens), 2],
    ['held', ({ worstCaseMicros }) => formatDollars(worstCaseMicros), 7],
    ['charged', charged],
  ]);
}
