import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { callOf, callRow, SELECTED } from './call-row.ts';
import type { CallFilter, CallQuery, LedgerCall, Spending } from './model.ts';

/** Filters that are one comparison. */
const CONDITIONS: Readonly<Record<keyof CallFilter, string>> = {
  runId: 'run_id = ?',
  since: '(ended_at >= ? OR ended_at IS NULL)',
  until: 'ended_at < ?',
  model: 'model = ?',
  key: 'key = ?',
  member: 'member = ?',
  state: 'state = ?',
};

function where(filter: CallFilter): { sql: string; values: SQLInputValue[] } {
  const given = (Object.keys(CONDITIONS) as (keyof CallFilter)[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ sql: CONDITIONS[name], value }];
  });
  return { sql: ['1', ...given.map(({ sql }) => sql)].join(' AND '), values: given.map(({ value }) => value) };
}

/** Sums of the chosen calls. */
export function readSpending(db: DatabaseSync, filter: CallFilter): Spending {
  const { sql, values } = where(filter);
  const row = db
    .prepare(
      `SELECT coalesce(sum(charged_micros), 0) AS spent,
              coalesce(sum(charged_micros) FILTER (WHERE state = 'uncertain'), 0) AS uncertain,
              coalesce(sum(worst_micros) FILTER (WHERE state IN ('held', 'sent')), 0) AS held
       FROM calls WHERE ${sql}`,
    )
    .get(...values);
  return {
    spentMicros: Number(row?.['spent']),
    uncertainMicros: Number(row?.['uncertain']),
    heldMicros: Number(row?.['held']),
  };
}

/** The chosen calls in the order in which they were reserved, or the other way round. */
export function readCalls(db: DatabaseSync, query: CallQuery): readonly LedgerCall[] {
  const { limit = -1, newestFirst = false, ...filter } = query;
  const { sql, values } = where(filter);
  const order = newestFirst ? 'DESC' : 'ASC';
  const rows = db
    .prepare(`SELECT ${SELECTED} FROM calls WHERE ${sql} ORDER BY rowid ${order} LIMIT ?`)
    .all(...values, limit);
  return rows.map((row) => callOf(callRow(row)));
}

/** Some of the chosen calls. */
export interface Page {
  readonly calls: readonly LedgerCall[];
  /** Where the next one begins; undefined when this was the last. */
  readonly next: number | undefined;
}

const PAGE_CALLS = 1_000;

/** The first chosen calls after a place, 0 for the beginning. */
export function readPage(db: DatabaseSync, filter: CallFilter, after: number): Page {
  const { sql, values } = where(filter);
  const rows = db
    .prepare(`SELECT ${SELECTED} FROM calls WHERE rowid > ? AND ${sql} ORDER BY rowid LIMIT ?`)
    .all(after, ...values, PAGE_CALLS)
    .map(callRow);
  return { calls: rows.map(callOf), next: rows.length < PAGE_CALLS ? undefined : rows.at(-1)?.rowid };
}

/** Ids of runs that begin so, the one that was paid for last first. */
export function readRunIds(db: DatabaseSync, beginning: string, most: number): readonly string[] {
  return db
    .prepare(
      `SELECT run_id AS id FROM calls WHERE substr(run_id, 1, length(?)) = ? AND run_id <> ''
       GROUP BY 1 ORDER BY max(rowid) DESC LIMIT ?`,
    )
    .all(beginning, beginning, most)
    .map(({ id }) => String(id));
}
