import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Attempt, RungName, Task, TaskOutcome, Who } from '@hanzo/contracts';
import { ownIdentity } from '@hanzo/ledger';
import { storeFault } from '@hanzo/store';
import { GroupCommit } from './group-commit.ts';
import { columnsOf, columnsOfEnd } from './rows.ts';
import { JOURNAL } from './schema.ts';
import { openDatabase } from './open-database.ts';

/** How a run ended. */
export type RunState = 'complete' | 'incomplete' | 'cancelled' | 'failed';

export interface RunStart {
  readonly id: string;
  /** Name of the node that coordinates it. */
  readonly node: string;
  readonly orchestrator: string;
  readonly workspace: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/**
 * The durable record of runs, tasks and attempts: what `metrics`, `why` and recovery read. What cannot be recorded
 * rejects with HanzoError: STORE_UNUSABLE or DISK_FULL when a person can mend it, INTERNAL when the row itself is wrong.
 */
export interface Journal extends Disposable {
  startRun(run: RunStart): Promise<void>;
  /** Resolves when the run's end is on disk; rejects also when anything else of it was lost and nobody was told. */
  endRun(runId: string, state: RunState, endedAt: number): Promise<void>;
  /** Resolves when the task is on disk: only then may anyone be told that it was accepted. */
  queueTask(task: Task, route: string, queuedAt: number): Promise<void>;
  /** Never throws: when it cannot be recorded, `endTask` rejects. */
  startAttempt(taskId: string, number: number, rung: RungName, who: Who, startedAt: number, placement: string): void;
  /** Never throws: when it cannot be recorded, `endTask` rejects. */
  endAttempt(taskId: string, attempt: Attempt): void;
  /** Resolves when the outcome and the task's attempts are on disk. */
  endTask(taskId: string, outcome: TaskOutcome, endedAt: number): Promise<void>;
  /** Writes what waits and closes. Throws when something was lost of which nobody was told. */
  [Symbol.dispose](): void;
}

/**
 * Opens (or makes) the journal. Runs whose process is gone are marked interrupted, so that nothing reads as
 * running for ever.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function openJournal(file: string): Journal {
  const db = openDatabase(file);
  try {
    return new SqliteJournal(db, file);
  } catch (error) {
    db.close();
    throw storeFault(error, file, JOURNAL);
  }
}

class SqliteJournal implements Journal {
  readonly #db: DatabaseSync;
  readonly #group: GroupCommit;
  readonly #statements: Record<
    'startRun' | 'endRun' | 'queueTask' | 'runTask' | 'startAttempt' | 'endAttempt' | 'endTask',
    StatementSync
  >;

  constructor(db: DatabaseSync, file: string) {
    this.#db = db;
    this.#group = new GroupCommit(db, file);
    this.#statements = {
      startRun: db.prepare(
        `INSERT INTO runs (id, pid, host, boot, pid_space, process_start, node, orchestrator, workspace, state, started_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?)`,
      ),
      endRun: db.prepare(`UPDATE runs SET state = ?, ended_at = ? WHERE id = ?`),
      queueTask: db.prepare(
        `INSERT INTO tasks (id, run_id, kind, tier, title, task, state, route, queued_at) VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?)`,
      ),
      runTask: db.prepare(`UPDATE tasks SET state = 'running' WHERE id = ? AND state = 'queued'`),
      startAttempt: db.prepare(
        `INSERT OR REPLACE INTO attempts (task_id, number, rung, node, peer_id, requested_model, served_model, state, placement, started_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
      ),
      endAttempt: db.prepare(
        `INSERT OR REPLACE INTO attempts (task_id, number, rung, node, peer_id, requested_model, served_model, state, code, reason, placement,
           input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, first_token_ms, engine_ms, cost_micros, answer, started_at, ended_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, coalesce((SELECT placement FROM attempts WHERE task_id = ?1 AND number = ?2), ''),
           ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)`,
      ),
      endTask: db.prepare(`UPDATE tasks SET state = ?, reason = ?, ended_at = ? WHERE id = ?`),
    };
  }

  startRun(run: RunStart): Promise<void> {
    const own = ownIdentity();
    this.#group.write(
      run.id,
      this.#statements.startRun,
      run.id,
      own.pid,
      own.host,
      own.boot,
      own.pidSpace,
      own.processStart,
      run.node,
      run.orchestrator,
      run.workspace,
      run.startedAt,
    );
    return this.#group.commit(run.id);
  }

  endRun(runId: string, state: RunState, endedAt: number): Promise<void> {
    this.#group.write(runId, this.#statements.endRun, state, endedAt, runId);
    return this.#group.commit();
  }

  queueTask(task: Task, route: string, queuedAt: number): Promise<void> {
    const { id, runId, kind, tier, title } = task;
    const text = JSON.stringify(task);
    this.#group.write(id, this.#statements.queueTask, id, runId, kind, tier, title, text, route, queuedAt);
    return this.#group.commit(id);
  }

  startAttempt(taskId: string, number: number, rung: RungName, who: Who, startedAt: number, placement: string): void {
    const { runTask, startAttempt } = this.#statements;
    this.#group.write(taskId, runTask, taskId);
    this.#group.write(taskId, startAttempt, taskId, number, rung, ...columnsOf(who), placement, startedAt);
  }

  endAttempt(taskId: string, attempt: Attempt): void {
    const { number, rung, who, startedAt, endedAt } = attempt;
    const values = [...columnsOf(who), ...columnsOfEnd(attempt), startedAt, endedAt];
    this.#group.write(taskId, this.#statements.endAttempt, taskId, number, rung, ...values);
  }

  endTask(taskId: string, outcome: TaskOutcome, endedAt: number): Promise<void> {
    const reason = outcome.state === 'undone' ? outcome.reason : '';
    this.#group.write(taskId, this.#statements.endTask, outcome.state, reason, endedAt, taskId);
    return this.#group.commit(taskId);
  }

  [Symbol.dispose](): void {
    if (!this.#db.isOpen) return;
    const lost = this.#group.finish();
    this.#db.close();
    if (lost !== undefined) throw lost;
  }
}
