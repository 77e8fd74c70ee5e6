import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  HanzoError,
  NO_USAGE,
  type Answer,
  type Attempt,
  type RungName,
  type Task,
  type TaskOutcome,
  type Who,
} from '@hanzo/contracts';
import { isProcessAlive } from '@hanzo/mesh';
import { GroupCommit } from './group-commit.ts';
import { JOURNAL_SCHEMA, JOURNAL_VERSION } from './journal-schema.ts';

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

/** The durable record of runs, tasks and attempts: what `metrics`, `why` and recovery read. */
export interface Journal extends Disposable {
  startRun(run: RunStart): Promise<void>;
  endRun(runId: string, state: RunState, endedAt: number): Promise<void>;
  /** Resolves when the task is on disk: only then may anyone be told that it was accepted. */
  queueTask(task: Task, route: string, queuedAt: number): Promise<void>;
  startAttempt(taskId: string, number: number, rung: RungName, who: Who, startedAt: number, placement: string): void;
  endAttempt(taskId: string, attempt: Attempt): void;
  /** Resolves when the outcome is on disk. */
  endTask(taskId: string, outcome: TaskOutcome, endedAt: number): Promise<void>;
}

/**
 * Opens (or makes) the journal. Runs whose process is gone are marked interrupted, so that nothing reads as
 * running for ever.
 *
 * @throws HanzoError STORE_UNUSABLE with the file and the mend
 */
export function openJournal(file: string): Journal {
  return new SqliteJournal(openDatabase(file));
}

/** @throws HanzoError STORE_UNUSABLE */
export function openDatabase(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const db = new DatabaseSync(file, { timeout: 5_000 });
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    const row = db.prepare('PRAGMA user_version').get();
    const version = Number(row?.['user_version'] ?? 0);
    if (version > JOURNAL_VERSION) {
      db.close();
      throw new HanzoError('STORE_UNUSABLE', `The journal ${file} was written by a newer hanzo (version ${version}).`, {
        mend: 'Update hanzo, or point HANZO_HOME at another folder.',
      });
    }
    db.exec(JOURNAL_SCHEMA);
    db.exec(`PRAGMA user_version = ${JOURNAL_VERSION}`);
    return db;
  } catch (error) {
    if (error instanceof HanzoError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new HanzoError('STORE_UNUSABLE', `The journal ${file} cannot be used: ${why}.`, {
      cause: error,
      mend: 'Check the disk and the permissions; move the file away to start a new journal.',
    });
  }
}

class SqliteJournal implements Journal {
  readonly #db: DatabaseSync;
  readonly #group: GroupCommit;
  readonly #statements: Record<
    'startRun' | 'endRun' | 'queueTask' | 'runTask' | 'startAttempt' | 'endAttempt' | 'endTask',
    StatementSync
  >;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#group = new GroupCommit(db);
    this.#statements = {
      startRun: db.prepare(
        `INSERT INTO runs (id, pid, node, orchestrator, workspace, state, started_at) VALUES (?, ?, ?, ?, ?, 'running', ?)`,
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
    markInterrupted(db);
  }

  startRun(run: RunStart): Promise<void> {
    this.#group.write(
      this.#statements.startRun,
      run.id,
      process.pid,
      run.node,
      run.orchestrator,
      run.workspace,
      run.startedAt,
    );
    return this.#group.commit();
  }

  endRun(runId: string, state: RunState, endedAt: number): Promise<void> {
    this.#group.write(this.#statements.endRun, state, endedAt, runId);
    return this.#group.commit();
  }

  queueTask(task: Task, route: string, queuedAt: number): Promise<void> {
    const { id, runId, kind, tier, title } = task;
    this.#group.write(this.#statements.queueTask, id, runId, kind, tier, title, JSON.stringify(task), route, queuedAt);
    return this.#group.commit();
  }

  startAttempt(taskId: string, number: number, rung: RungName, who: Who, startedAt: number, placement: string): void {
    this.#group.write(this.#statements.runTask, taskId);
    this.#group.write(this.#statements.startAttempt, taskId, number, rung, ...columnsOf(who), placement, startedAt);
  }

  endAttempt(taskId: string, attempt: Attempt): void {
    const { number, rung, who, startedAt, endedAt, end } = attempt;
    const answer = end.kind === 'error' ? undefined : end.answer;
    const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = answer?.usage ?? NO_USAGE;
    const [code, reason] = verdictOf(end);
    this.#group.write(
      this.#statements.endAttempt,
      taskId,
      number,
      rung,
      ...columnsOf(who),
      end.kind,
      code,
      reason,
      inputTokens,
      cachedInputTokens,
      outputTokens,
      reasoningTokens,
      Math.round(answer?.timings.firstTokenMs ?? 0),
      Math.round(answer?.timings.totalMs ?? 0),
      costOf(end, answer),
      answer?.text ?? '',
      startedAt,
      endedAt,
    );
  }

  endTask(taskId: string, outcome: TaskOutcome, endedAt: number): Promise<void> {
    const reason = outcome.state === 'undone' ? outcome.reason : '';
    this.#group.write(this.#statements.endTask, outcome.state, reason, endedAt, taskId);
    return this.#group.commit();
  }

  [Symbol.dispose](): void {
    if (!this.#db.isOpen) return;
    this.#group.flush();
    this.#db.close();
  }
}

function costOf(end: Attempt['end'], answer: Answer | undefined): number {
  return end.kind === 'error' ? end.costMicros : (answer?.costMicros ?? 0);
}

function verdictOf(end: Attempt['end']): [code: string, reason: string] {
  switch (end.kind) {
    case 'passed':
      return ['', ''];
    case 'rejected':
      return [end.gate, end.reason];
    case 'error':
      return [end.code, end.message];
  }
}

/** node, peer_id, requested_model, served_model */
function columnsOf(who: Who | undefined): [string, string, string, string] {
  switch (who?.kind) {
    case undefined:
      return ['', '', '', ''];
    case 'tool':
      return [who.tool, '', '', ''];
    case 'local':
      return ['this machine', '', who.model, who.model];
    case 'worker':
      return [who.node, who.peerId, who.model, who.model];
    case 'api':
      return [who.endpoint, '', who.requestedModel, who.servedModel];
  }
}

/** What a dead coordinator left as running is interrupted: it neither ended nor goes on. */
function markInterrupted(db: DatabaseSync): void {
  const dead = db
    .prepare(`SELECT id, pid FROM runs WHERE state = 'running'`)
    .all()
    .filter((row) => !isProcessAlive(Number(row['pid'])));
  for (const row of dead) {
    const id = String(row['id']);
    db.prepare(
      `UPDATE attempts SET state = 'interrupted' WHERE state = 'running' AND task_id IN (SELECT id FROM tasks WHERE run_id = ?)`,
    ).run(id);
    db.prepare(`UPDATE tasks SET state = 'interrupted' WHERE state IN ('queued', 'running') AND run_id = ?`).run(id);
    db.prepare(`UPDATE runs SET state = 'interrupted' WHERE id = ?`).run(id);
  }
}
