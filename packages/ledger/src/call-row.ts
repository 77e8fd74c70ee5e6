import type { SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { ServiceTier } from '@hanzo/contracts';
import type { CallState, LedgerCall } from './model.ts';

/** A call as it lies in the table. `rowid` counts the calls from 1, without gaps. */
export interface CallRow {
  readonly rowid: number;
  readonly id: string;
  readonly session: string;
  readonly run_id: string;
  readonly task_id: string;
  readonly model: string;
  readonly endpoint: string;
  readonly version: string;
  readonly key: string;
  readonly member: string;
  readonly service_tier: string;
  readonly state: CallState;
  readonly worst_micros: number;
  readonly charged_micros: number;
  readonly served_model: string | null;
  readonly request_id: string | null;
  readonly input_tokens: number;
  readonly cached_input_tokens: number;
  readonly cache_write_tokens: number;
  readonly output_tokens: number;
  readonly reasoning_tokens: number;
  readonly why: string | null;
  readonly reserved_at: number;
  readonly sent_at: number | null;
  readonly ended_at: number | null;
  /** Grows with each change. */
  readonly revision: number;
  /** Over all the others; null in rows that were written before version 2 of the tables. */
  readonly checksum: number | null;
}

type Column = Exclude<keyof CallRow, 'checksum'>;

/** Their order is that of the checksum: append only. */
export const COLUMNS: readonly Column[] = [
  'rowid',
  'id',
  'session',
  'run_id',
  'task_id',
  'model',
  'endpoint',
  'version',
  'key',
  'member',
  'service_tier',
  'state',
  'worst_micros',
  'charged_micros',
  'served_model',
  'request_id',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'why',
  'reserved_at',
  'sent_at',
  'ended_at',
  'revision',
];

/** All columns of a call, for SELECT. */
export const SELECTED: string = [...COLUMNS, 'checksum'].join(', ');

/** A row of `SELECT ${SELECTED}`. Its types are those of a STRICT table; what damage made of them, the checks find. */
export function callRow(row: Readonly<Record<string, SQLOutputValue>>): CallRow {
  return row as unknown as CallRow;
}

export function checksumOf(row: Omit<CallRow, 'checksum'>): number {
  return crc32(JSON.stringify(COLUMNS.map((column) => row[column])));
}

/** The same row, changed, with its new revision and checksum. */
export function changed(row: CallRow, change: Partial<Omit<CallRow, 'rowid' | 'id'>>): CallRow {
  return signed({ ...row, ...change, revision: row.revision + 1 });
}

/** With its checksum. */
export function signed(row: Omit<CallRow, 'checksum'>): CallRow {
  const stored = storable(row);
  return { ...stored, checksum: checksumOf(stored) };
}

/** As it will be read again: SQLite keeps no lone half of a surrogate pair, which a server or a cut text may hold. */
export function storable<T extends object>(row: T): T {
  const entries = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? value.toWellFormed() : value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** What the call may cost at most by now, as far as anybody can know: its charge, or all of it while it is on its way. */
export function sentMicros(row: CallRow): number {
  return row.state === 'sent' ? row.worst_micros : 0;
}

export function isOpen(row: CallRow): boolean {
  return row.state === 'held' || row.state === 'sent';
}

/** The call as others see it. */
export function callOf(row: CallRow): LedgerCall {
  return {
    id: row.id,
    runId: row.run_id,
    taskId: row.task_id,
    model: row.model,
    servedModel: row.served_model ?? undefined,
    endpoint: row.endpoint,
    version: row.version,
    key: row.key,
    member: row.member,
    serviceTier: row.service_tier as ServiceTier,
    requestId: row.request_id ?? undefined,
    state: row.state,
    worstCaseMicros: row.worst_micros,
    chargedMicros: row.charged_micros,
    usage: {
      inputTokens: row.input_tokens,
      cachedInputTokens: row.cached_input_tokens,
      ...(row.cache_write_tokens > 0 && { cacheWriteTokens: row.cache_write_tokens }),
      outputTokens: row.output_tokens,
      reasoningTokens: row.reasoning_tokens,
    },
    why: row.why ?? undefined,
    reservedAt: row.reserved_at,
    sentAt: row.sent_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
  };
}
