import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { CallFilter, CallState, LedgerCall, Spending } from './model.ts';

function where(filter: CallFilter): { sql: string; values: SQLInputValue[] } {
  const parts: string[] = ['1'];
  const values: SQLInputValue[] = [];
  if (filter.runId !== undefined) {
    parts.push('run_id = ?');
    values.push(filter.runId);
  }
  if (filter.since !== undefined) {
    parts.push('(ended_at >= ? OR ended_at IS NULL)');
    values.push(filter.since);
  }
  return { sql: parts.join(' AND '), values };
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
  const rows = db.prepare(`SELECT * FROM calls WHERE ${sql} ORDER BY reserved_at, rowid`).all(...values);
  return rows.map(callOf);
}

function callOf(row: Readonly<Record<string, SQLOutputValue>>): LedgerCall {
  const text = (name: string): string => String(row[name]);
  const number = (name: string): number => Number(row[name]);
  const maybe = <T>(name: string, read: (column: string) => T): T | undefined =>
    row[name] === null ? undefined : read(name);
  return {
    id: text('id'),
    runId: text('run_id'),
    taskId: text('task_id'),
    model: text('model'),
    servedModel: maybe('served_model', text),
    endpoint: text('endpoint'),
    version: text('version'),
    key: '',
    member: '',
    serviceTier: 'standard',
    requestId: undefined,
    state: text('state') as CallState,
    worstCaseMicros: number('worst_micros'),
    chargedMicros: number('charged_micros'),
    usage: {
      inputTokens: number('input_tokens'),
      cachedInputTokens: number('cached_input_tokens'),
      outputTokens: number('output_tokens'),
      reasoningTokens: number('reasoning_tokens'),
    },
    why: maybe('why', text),
    reservedAt: number('reserved_at'),
    sentAt: maybe('sent_at', number),
    endedAt: maybe('ended_at', number),
  };
}
