import type { DatabaseSync } from 'node:sqlite';
import { storeFault } from '@hanzo/store';
import { JOURNAL } from './schema.ts';
import { openDatabase } from './open-database.ts';

export interface ReportFilter {
  /** Only runs of this orchestrator. */
  readonly orchestrator?: string | undefined;
  /** Only what started at or after this, in milliseconds since the epoch. */
  readonly since?: number | undefined;
}

/** Attempts of one engine on one node, added up. */
export interface EngineRow {
  readonly rung: string;
  /** Worker name, endpoint host, tool, or "this machine". */
  readonly node: string;
  readonly peerId: string;
  readonly model: string;
  readonly attempts: number;
  readonly passed: number;
  readonly rejected: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** Seconds from start to end of an attempt. Undefined when none has ended. */
  readonly p50Seconds: number | undefined;
  readonly p95Seconds: number | undefined;
  readonly costMicros: number;
}

export interface JournalReport {
  readonly runs: number;
  /** Runs by state: complete, incomplete, cancelled, failed, interrupted, running. */
  readonly runsByState: Readonly<Record<string, number>>;
  /** Tasks by state: done, undone, cancelled, interrupted, queued, running. */
  readonly tasksByState: Readonly<Record<string, number>>;
  readonly engines: readonly EngineRow[];
}

const WHERE = `r.started_at >= :since AND (:orchestrator = '' OR r.orchestrator = :orchestrator)`;

/**
 * Adds up what the journal knows. An absent journal is made, and is empty; a run whose process is gone is marked
 * interrupted first.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function readJournalReport(file: string, filter: ReportFilter = {}): JournalReport {
  const db = openDatabase(file);
  try {
    const values = { since: filter.since ?? 0, orchestrator: filter.orchestrator ?? '' };
    const runsByState = countBy(
      db,
      `SELECT r.state AS state, count(*) AS n FROM runs r WHERE ${WHERE} GROUP BY 1`,
      values,
    );
    const tasksByState = countBy(
      db,
      `SELECT t.state AS state, count(*) AS n FROM tasks t JOIN runs r ON r.id = t.run_id WHERE ${WHERE} GROUP BY 1`,
      values,
    );
    const runs = Object.values(runsByState).reduce((sum, n) => sum + n, 0);
    return { runs, runsByState, tasksByState, engines: engineRows(db, values) };
  } catch (error) {
    throw storeFault(error, file, JOURNAL);
  } finally {
    db.close();
  }
}

type Values = Record<'since' | 'orchestrator', string | number>;

function countBy(db: DatabaseSync, sql: string, values: Values): Record<string, number> {
  return Object.fromEntries(
    db
      .prepare(sql)
      .all(values)
      .map((row) => [String(row['state']), Number(row['n'])]),
  );
}

function engineRows(db: DatabaseSync, values: Values): EngineRow[] {
  const rows = db
    .prepare(
      `SELECT a.rung, a.node, a.peer_id, coalesce(nullif(a.served_model, ''), a.requested_model) AS model,
         count(*) AS attempts, sum(a.state = 'passed') AS passed, sum(a.state = 'rejected') AS rejected,
         sum(a.state IN ('error', 'interrupted')) AS failed, sum(a.input_tokens) AS input_tokens,
         sum(a.cached_input_tokens) AS cached, sum(a.output_tokens) AS output_tokens, sum(a.reasoning_tokens) AS reasoning,
         sum(a.cost_micros) AS cost_micros, json_group_array(a.ended_at - a.started_at) AS durations
       FROM attempts a JOIN tasks t ON t.id = a.task_id JOIN runs r ON r.id = t.run_id
       WHERE ${WHERE} GROUP BY a.rung, a.node, a.peer_id, model ORDER BY a.rung, a.node, model`,
    )
    .all(values);
  return rows.map((row) => {
    const durations = (JSON.parse(String(row['durations'])) as (number | null)[])
      .filter((ms) => ms !== null)
      .sort((a, b) => a - b);
    return {
      rung: String(row['rung']),
      node: String(row['node']),
      peerId: String(row['peer_id']),
      model: String(row['model']),
      attempts: Number(row['attempts']),
      passed: Number(row['passed']),
      rejected: Number(row['rejected']),
      failed: Number(row['failed']),
      inputTokens: Number(row['input_tokens']),
      cachedInputTokens: Number(row['cached']),
      outputTokens: Number(row['output_tokens']),
      reasoningTokens: Number(row['reasoning']),
      p50Seconds: quantileSeconds(durations, 0.5),
      p95Seconds: quantileSeconds(durations, 0.95),
      costMicros: Number(row['cost_micros']),
    };
  });
}

/** Nearest rank, from sorted milliseconds. */
function quantileSeconds(sorted: readonly number[], q: number): number | undefined {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)];
  return value === undefined ? undefined : value / 1000;
}
