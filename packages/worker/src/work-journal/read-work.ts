import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { DataClass } from '@hanzo/contracts';
import { inReadTransaction, openStore, storeFault } from '@hanzo/store';
import type { WorkRecord } from '../work-record.ts';
import { WORK } from './work-schema.ts';

/** One attempt as the journal has it. */
export interface WorkRow extends WorkRecord {
  /** The worker that ran it. */
  readonly worker: string;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

export interface WorkFilter {
  /** Only what ended at or after this, in milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Most rows: the newest. */
  readonly limit?: number | undefined;
  readonly worker?: string | undefined;
}

export const WORK_GROUPS = ['member', 'model', 'day'] as const;
export type WorkGroup = (typeof WORK_GROUPS)[number];

/** Attempts that were added up. */
export interface WorkSum {
  /** Member name, model name, or local date. */
  readonly key: string;
  /** Of the member, when grouped by it; two may bear one name. */
  readonly memberId: string;
  readonly attempts: number;
  readonly done: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Milliseconds, added up; waiting not included. */
  readonly busyMs: number;
}

const WHERE = `ended_at >= :since AND (:worker = '' OR worker = :worker)`;

const GROUP_KEYS: Readonly<Record<WorkGroup, string>> = {
  member: 'member_name',
  model: 'model',
  day: `date(ended_at / 1000, 'unixepoch', 'localtime')`,
};

/** What ran here, newest first. A home without a journal has done nothing. @throws HanzoError STORE_UNUSABLE */
export function readWork(file: string, { since = 0, limit = 100_000, worker = '' }: WorkFilter = {}): WorkRow[] {
  return reading(file, [], (db) =>
    db
      .prepare(`SELECT * FROM work WHERE ${WHERE} ORDER BY id DESC LIMIT :limit`)
      .all({ since, worker, limit })
      .map(rowOf),
  );
}

/** What ran here, added up; most tokens first, days in order. @throws HanzoError STORE_UNUSABLE */
export function sumWork(file: string, by: WorkGroup, { since = 0, worker = '' }: WorkFilter = {}): WorkSum[] {
  const id = by === 'member' ? 'member_id' : `''`;
  return reading(file, [], (db) =>
    db
      .prepare(
        `SELECT ${GROUP_KEYS[by]} AS key, ${id} AS member_id, count(*) AS attempts, sum(ended_as = 'done') AS done,
           sum(input_tokens) AS input, sum(cached_input_tokens) AS cached, sum(output_tokens) AS output,
           sum(duration_ms - queue_ms) AS busy
         FROM work WHERE ${WHERE} GROUP BY 1, 2 ORDER BY ${by === 'day' ? '1' : 'output DESC, 1'}`,
      )
      .all({ since, worker })
      .map(sumOf),
  );
}

function reading<T>(file: string, nothing: T, use: (db: DatabaseSync) => T): T {
  if (!existsSync(file)) return nothing;
  const db = openStore(file, WORK);
  try {
    return inReadTransaction(db, () => use(db));
  } catch (error) {
    throw storeFault(error, file, WORK);
  } finally {
    db.close();
  }
}

type Row = Readonly<Record<string, unknown>>;

function rowOf(row: Row): WorkRow {
  return {
    attemptId: String(row['attempt_id']),
    worker: String(row['worker']),
    startedAt: Number(row['started_at']),
    endedAt: Number(row['ended_at']),
    memberId: String(row['member_id']),
    memberName: String(row['member_name']),
    coordinatorNode: String(row['node']),
    coordinatorPeerId: String(row['peer_id']),
    model: String(row['model']),
    dataClass: row['data_class'] as DataClass,
    end: String(row['ended_as']),
    inputTokens: Number(row['input_tokens']),
    cachedInputTokens: Number(row['cached_input_tokens']),
    outputTokens: Number(row['output_tokens']),
    queueMs: Number(row['queue_ms']),
    durationMs: Number(row['duration_ms']),
  };
}

function sumOf(row: Row): WorkSum {
  return {
    key: String(row['key']),
    memberId: String(row['member_id']),
    attempts: Number(row['attempts']),
    done: Number(row['done']),
    inputTokens: Number(row['input']),
    cachedInputTokens: Number(row['cached']),
    outputTokens: Number(row['output']),
    busyMs: Number(row['busy']),
  };
}
