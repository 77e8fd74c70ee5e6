import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { readWork, sumWork, type WorkGroup, type WorkRow, type WorkSum } from '@hanzo/worker';
import { csvLines } from '../../terminal/csv.ts';
import { loadSetting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatMs, formatTime } from '../../terminal/units.ts';
import { parseTime } from '../metrics/time-window.ts';
import type { OwnerFlags } from './pause-targets.ts';

export interface NetWorkFlags extends OwnerFlags {
  readonly since: string;
  readonly by?: WorkGroup;
  readonly csv?: boolean;
  readonly live?: boolean;
}

/** Rows that a person reads; --json and --csv print all. */
const SHOWN_ROWS = 50;

/** What ran here for whom, from the journal; or what runs now. */
export async function run(flags: NetWorkFlags, terminal: Terminal): Promise<ExitCode> {
  const { json, csv, live, worker, by } = flags;
  if (json === true && csv === true) throw conflict('--json', '--csv');
  if (live === true && csv === true) throw conflict('--live', '--csv');
  if (live === true && by !== undefined) throw conflict('--live', '--by');
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  if (live === true) {
    const { watchWork } = await import('./work-live.ts');
    return await watchWork({ runDir: paths.run, worker, json: json === true }, terminal);
  }
  const filter = { since: parseTime(flags.since, '--since', systemClock.now()), worker };
  if (by === undefined) printRows(readWork(paths.work, filter), flags, terminal);
  else printSums(sumWork(paths.work, by, filter), by, flags, terminal);
  return EXIT.done;
}

function conflict(one: string, other: string): HanzoError {
  return new HanzoError('USAGE', `${one} and ${other} do not go together.`, { mend: 'Leave one of them out.' });
}

function printRows(rows: readonly WorkRow[], { json, csv, since }: NetWorkFlags, terminal: Terminal): void {
  if (json === true) {
    terminal.out(JSON.stringify({ v: 1, work: rows }));
    return;
  }
  if (csv === true) {
    const head = ['ended', 'member', 'memberId', 'node', 'worker', 'model', 'dataClass', 'end', 'inputTokens'];
    const rest = ['cachedInputTokens', 'outputTokens', 'queueMs', 'durationMs'];
    for (const line of csvLines([...head, ...rest], rows.map(csvCells))) terminal.out(line, 'data');
    return;
  }
  if (rows.length === 0) {
    terminal.out(`Nothing ran here since ${since}.`);
    return;
  }
  const shown = rows.slice(0, SHOWN_ROWS).toReversed();
  printTable(
    ['ended', 'for', 'node', 'model', 'in', 'cached', 'out', 'took', 'end'],
    shown.map((row) => [
      formatTime(row.endedAt),
      row.memberName,
      row.coordinatorNode,
      row.model,
      String(row.inputTokens),
      String(row.cachedInputTokens),
      String(row.outputTokens),
      formatMs(row.durationMs),
      row.end,
    ]),
    terminal,
  );
  if (rows.length > shown.length)
    terminal.err(`${rows.length - shown.length} older ones are not shown: --by member, --json or --csv`);
}

function csvCells(row: WorkRow): (string | number)[] {
  return [
    new Date(row.endedAt).toISOString(),
    row.memberName,
    row.memberId,
    row.coordinatorNode,
    row.worker,
    row.model,
    row.dataClass,
    row.end,
    row.inputTokens,
    row.cachedInputTokens,
    row.outputTokens,
    row.queueMs,
    row.durationMs,
  ];
}

function printSums(
  sums: readonly WorkSum[],
  by: WorkGroup,
  { json, csv, since }: NetWorkFlags,
  terminal: Terminal,
): void {
  if (json === true) {
    terminal.out(JSON.stringify({ v: 1, by, sums }));
    return;
  }
  const head = [by, 'tasks', 'done', 'in', 'cached', 'out', 'busy'];
  const cells = sums.map((sum) => [
    sum.key,
    sum.attempts,
    sum.done,
    sum.inputTokens,
    sum.cachedInputTokens,
    sum.outputTokens,
  ]);
  if (csv === true) {
    const rows = cells.map((row, index) => [...row, sums[index]?.busyMs ?? 0]);
    for (const line of csvLines([...head.slice(0, -1), 'busyMs'], rows)) terminal.out(line, 'data');
    return;
  }
  if (sums.length === 0) {
    terminal.out(`Nothing ran here since ${since}.`);
    return;
  }
  const rows = cells.map((row, index) => [...row.map(String), formatMs(sums[index]?.busyMs ?? 0)]);
  printTable(head, rows, terminal);
}
