import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { HanzoError, systemClock, type ToolCallRecord } from '@hanzo/contracts';
import { inTransaction, isLocked, storeFault, storeGuard } from '@hanzo/store';
import type { Row } from './attempt-rows.ts';
import { forgetRun } from './forget-run.ts';
import { markInterrupted, ownerOf } from './interrupted-runs.ts';
import { openDatabase } from './open-database.ts';
import { JOURNAL } from './schema.ts';
import { OPEN_STATES } from './statements.ts';
import type { CancelAnswer, RunRow, TaskBook, TaskDetail, TaskFilter, TaskRow } from './task-book.ts';
import { attemptRowOf, runRowOf, taskRowOf } from './task-book-rows.ts';
import { taskOf } from './task-reader.ts';

const TASKS = `SELECT t.*, (SELECT asked_by FROM runs r WHERE r.id = t.run_id) AS asked_by,
  (SELECT count(*) FROM attempts a WHERE a.task_id = t.id AND a.extra = 0) AS attempts FROM tasks t`;
/** Shorter beginnings say nothing. */
const LEAST_PREFIX = 4;
const MOST_NAMED = 5;

/**
 * Opens the journal for people. An absent one is made, and is empty.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function openTaskBook(file: string): TaskBook {
  return new SqliteTaskBook(openDatabase(file), file);
}

class SqliteTaskBook implements TaskBook {
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #guard: <T>(use: () => T) => T;

  constructor(db: DatabaseSync, file: string) {
    this.#db = db;
    this.#file = file;
    this.#guard = storeGuard(file, JOURNAL);
  }

  list(filter: TaskFilter = {}): readonly TaskRow[] {
    const { states = [], runId, isPlanned, limit = 50 } = filter;
    const where = [
      ...(states.length === 0 ? [] : [`state IN (${states.map(() => '?').join(', ')})`]),
      ...(runId === undefined ? [] : ['run_id = ?']),
      ...(isPlanned === true ? [`asked_by = ''`] : []),
    ];
    const sql = `${TASKS}${where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`} ORDER BY t.rowid DESC LIMIT ?`;
    return this.#read(sql, ...states, ...(runId === undefined ? [] : [runId]), limit).map(taskRowOf);
  }

  find(id: string): TaskDetail {
    const found = this.#resolve('tasks', id, taskMissing);
    const [row] = this.#read(`${TASKS} WHERE t.id = ?`, found);
    const [text] = this.#read('SELECT task FROM task_texts WHERE task_id = ?', found);
    if (row === undefined || text === undefined) throw taskMissing(id, []);
    const tries = this.#read('SELECT * FROM attempts WHERE task_id = ? ORDER BY number', found).map(attemptRowOf);
    return { ...taskRowOf(row), task: taskOf(text), route: String(row['route']), tries };
  }

  runs(limit = 20): readonly RunRow[] {
    return this.#read('SELECT * FROM runs ORDER BY rowid DESC LIMIT ?', limit).map((row) => this.#withCounts(row));
  }

  findRun(id: string): RunRow {
    if (id === 'last') return this.#lastResumable();
    const [row] = this.#read('SELECT * FROM runs WHERE id = ?', this.#resolve('runs', id, runMissing));
    if (row === undefined) throw runMissing(id, []);
    return this.#withCounts(row);
  }

  toolCalls(runId: string): readonly ToolCallRecord[] {
    const rows = this.#read('SELECT record FROM tool_calls WHERE run_id = ? ORDER BY seq', runId);
    return rows.map(({ record }) => JSON.parse(String(record)) as ToolCallRecord);
  }

  planOf(runId: string): unknown {
    const [row] = this.#read('SELECT plan FROM runs WHERE id = ?', runId);
    return row === undefined || row['plan'] === '' ? undefined : JSON.parse(String(row['plan']));
  }

  delegated(runId: string): readonly unknown[] {
    const rows = this.#read('SELECT record FROM delegated_tasks WHERE run_id = ? ORDER BY rowid', runId);
    return rows.map(({ record }) => JSON.parse(String(record)) as unknown);
  }

  noteDelegated(runId: string, taskId: string, record: unknown): void {
    const note = `INSERT INTO delegated_tasks (run_id, task_id, record) VALUES (?, ?, ?)
      ON CONFLICT (run_id, task_id) DO UPDATE SET record = excluded.record`;
    this.#guard(() => this.#db.prepare(note).run(runId, taskId, JSON.stringify(record)));
  }

  requestCancel(taskId: string, now: number): CancelAnswer {
    const id = this.#resolve('tasks', taskId, taskMissing);
    return this.#guard(() => inTransaction(this.#db, () => this.#cancel(id, now)));
  }

  runsBefore(before: number): readonly RunRow[] {
    const sql = `SELECT * FROM runs WHERE state <> 'running' AND coalesce(ended_at, started_at) < ? ORDER BY rowid`;
    return this.#read(sql, before).map((row) => this.#withCounts(row));
  }

  forget(id: string, now: number): number {
    return this.#guard(() => forgetRun(this.#db, id, now));
  }

  shrink(): void {
    // Whoever works on a run would wait for it.
    if (this.#read(`SELECT 1 FROM runs WHERE state = 'running' LIMIT 1`).length > 0) return;
    try {
      this.#db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // Locked, or no room for a second one: what is written next uses the room again.
      const fault = storeFault(error, this.#file, JOURNAL);
      if (!isLocked(error) && fault.code !== 'DISK_FULL') throw fault;
    }
  }

  [Symbol.dispose](): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #cancel(id: string, now: number): CancelAnswer {
    const row = this.#db.prepare(`SELECT run_id FROM tasks WHERE id = ? AND state IN ${OPEN_STATES}`).get(id);
    if (row === undefined) return 'ended';
    const ask = this.#db.prepare(
      'UPDATE tasks SET cancel_requested_at = coalesce(cancel_requested_at, ?) WHERE id = ?',
    );
    ask.run(now, id);
    if (ownerOf(this.#db, String(row['run_id']), now) !== undefined) return 'asked';
    this.#db.prepare(`UPDATE tasks SET state = 'cancelled', waiting = '', ended_at = ? WHERE id = ?`).run(now, id);
    return 'cancelled';
  }

  #lastResumable(): RunRow {
    const rows = this.#read(
      `SELECT * FROM runs WHERE state <> 'complete' AND asked_by = '' AND plan <> '' ORDER BY rowid DESC`,
    );
    for (const row of rows) {
      const run = this.#withCounts(row);
      if (run.resumable) return run;
    }
    throw new HanzoError('RUN_UNKNOWN', 'There is no run that can be resumed.', {
      mend: 'Start one with `hanzo dev`.',
    });
  }

  #withCounts(row: Row): RunRow {
    const counts = this.#read(
      'SELECT state, count(*) AS n FROM tasks WHERE run_id = ? GROUP BY state',
      String(row['id']),
    );
    return runRowOf(row, counts);
  }

  /** The whole id of what was asked for. */
  #resolve(table: 'tasks' | 'runs', id: string, missing: (id: string, near: readonly string[]) => HanzoError): string {
    const [exact] = this.#read(`SELECT id FROM ${table} WHERE id = ?`, id);
    if (exact !== undefined) return id;
    // As a range, so that the index finds them.
    const begins = `SELECT id FROM ${table} WHERE id >= ? AND id < ? ORDER BY rowid DESC LIMIT ${MOST_NAMED}`;
    const beginningWith = (start: string): string[] =>
      this.#read(begins, start, `${start}\u{10FFFF}`).map((row) => String(row['id']));
    if (id.length >= LEAST_PREFIX) {
      const found = beginningWith(id);
      const [only] = found;
      if (only !== undefined && found.length === 1) return only;
      if (found.length > 1) throw missing(id, found);
    }
    const start = id.slice(0, Math.max(1, Math.min(LEAST_PREFIX, id.length - 1)));
    throw missing(id, id === '' ? [] : beginningWith(start));
  }

  /** Rows as they are now: what a process left that died since this book was opened is marked first. */
  #read(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#guard(() => {
      markInterrupted(this.#db, systemClock.now());
      return this.#db.prepare(sql).all(...values);
    });
  }
}

function taskMissing(id: string, near: readonly string[]): HanzoError {
  return new HanzoError('TASK_UNKNOWN', sentence('task', id, near), {
    details: { taskId: id, near },
    mend: mendOf(near, '`hanzo tasks list`'),
  });
}

function runMissing(id: string, near: readonly string[]): HanzoError {
  return new HanzoError('RUN_UNKNOWN', sentence('run', id, near), {
    details: { runId: id, near },
    mend: mendOf(near, '`hanzo tasks list`'),
  });
}

function sentence(what: string, id: string, near: readonly string[]): string {
  const beginning = near.filter((one) => id.length >= LEAST_PREFIX && one.startsWith(id)).length;
  if (beginning > 1) return `"${id}" is the beginning of more than one ${what}.`;
  return `There is no ${what} "${id}".`;
}

function mendOf(near: readonly string[], list: string): string {
  return near.length === 0 ? `Look at ${list}.` : `Did you mean ${near.join(', ')}? Or look at ${list}.`;
}
