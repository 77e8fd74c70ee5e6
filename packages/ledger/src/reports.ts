import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { callOf, callRow, SELECTED } from './call-row.ts';
import type { CallFilter, LedgerCall, Spending } from './model.ts';

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

/** The chosen calls in the order in which they were reserved. */
export function readCalls(db: DatabaseSync, filter: CallFilter): readonly LedgerCall[] {
  const { sql, values } = where(filter);
  const rows = db.prepare(`SELECT ${SELECTED} FROM calls WHERE ${sql} ORDER BY reserved_at, rowid`).all(...values);
  return rows.map((row) => callOf(callRow(row)));
}
