import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AcceptedPrefix, Attempt, RungName, Task, TaskOutcome, ToolCallRecord } from '@hanzo/contracts';
import { attemptOf, isLost, type Row } from './attempt-rows.ts';
import type { Standing, TrustRecord } from './journal.ts';
import { OPEN_STATES } from './statements.ts';

/** One number for priority and order of acceptance, so that a page's end is one number: priority · 2^48 + seq. */
const PLACES_PER_PRIORITY = 2 ** 48;

const SQL = {
  lastSeq: 'SELECT coalesce(max(seq), 0) AS seq FROM tasks WHERE run_id = ?',
  runOf: 'SELECT run_id FROM tasks WHERE id = ?',
  openTasks: `SELECT count(*) AS n FROM tasks WHERE run_id = ? AND state IN ${OPEN_STATES}`,
  standing: 'SELECT state, reason, route, anew_after, deadline_at, cancel_requested_at FROM tasks WHERE id = ?',
  // In the order in which they ended; of two at the same time the one that was not needed first.
  attempts: 'SELECT * FROM attempts WHERE task_id = ? ORDER BY coalesce(ended_at, started_at), extra DESC, number',
  newestFirst: 'SELECT * FROM attempts WHERE task_id = ? AND extra = 0 ORDER BY number DESC',
  unfinished: `SELECT t.priority, t.seq, x.task FROM tasks t JOIN task_texts x ON x.task_id = t.id
    WHERE t.run_id = ? AND (t.priority, t.seq) > (?, ?) AND t.state IN ${OPEN_STATES} ORDER BY t.priority, t.seq LIMIT ?`,
  tasksOf: `SELECT x.task FROM tasks t JOIN task_texts x ON x.task_id = t.id WHERE t.run_id = ? ORDER BY t.seq`,
  toolCalls: 'SELECT record FROM tool_calls WHERE run_id = ? ORDER BY seq',
  trust: 'SELECT row FROM worker_trust ORDER BY peer_id',
} as const;

/** As the row has it. */
export interface StoredStanding extends Standing {
  readonly route: string;
  readonly state: string;
}

type Statements = Readonly<Record<keyof typeof SQL, StatementSync>>;

/** Reads tasks and attempts as they are on disk. */
export class TaskReader {
  readonly #statements: Statements;

  constructor(db: DatabaseSync) {
    const prepared = Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)] as const);
    this.#statements = Object.fromEntries(prepared) as Statements;
  }

  /** The run's last place in the order of acceptance; 0 when it has no tasks. */
  lastSeq(runId: string): number {
    return Number(this.#statements.lastSeq.get(runId)?.['seq']);
  }

  runOf(taskId: string): string | undefined {
    const row = this.#statements.runOf.get(taskId);
    return row === undefined ? undefined : String(row['run_id']);
  }

  /** How many tasks of the run have not ended. */
  openTasks(runId: string): number {
    return Number(this.#statements.openTasks.get(runId)?.['n']);
  }

  standingOf(taskId: string): StoredStanding | undefined {
    const row = this.#statements.standing.get(taskId);
    if (row === undefined) return undefined;
    const attempts = this.attemptsOf(taskId);
    return {
      state: String(row['state']),
      outcome: outcomeOf(row, attempts),
      attempts,
      anewAfter: Number(row['anew_after']),
      lastNumber: Math.max(0, ...attempts.map(({ number }) => number)),
      deadlineAt: row['deadline_at'] === null ? undefined : Number(row['deadline_at']),
      cancelRequested: row['cancel_requested_at'] !== null,
      route: String(row['route']),
    };
  }

  attemptsOf(taskId: string): readonly Attempt[] {
    return this.#statements.attempts.all(taskId).map(attemptOf);
  }

  unfinished(runId: string, after: number, limit: number): readonly { readonly seq: number; readonly task: Task }[] {
    const [priority, seq] = [Math.floor(after / PLACES_PER_PRIORITY), after % PLACES_PER_PRIORITY];
    const rows = this.#statements.unfinished.all(runId, priority, seq, limit);
    return rows.map((row) => ({
      seq: Number(row['priority']) * PLACES_PER_PRIORITY + Number(row['seq']),
      task: taskOf(row),
    }));
  }

  tasksOf(runId: string): readonly Task[] {
    return this.#statements.tasksOf.all(runId).map(taskOf);
  }

  /**
   * The newest text among the attempts that were lost one after the other up to now. Each may have gone on from the ones
   * before, so all of them are its authors.
   */
  lastPrefix(taskId: string): (AcceptedPrefix & { readonly rung: RungName }) | undefined {
    let newest: Row | undefined;
    const authors = new Set<string>();
    for (const row of this.#statements.newestFirst.iterate(taskId)) {
      if (!isLost(row)) break;
      if (row['answer'] === '') continue;
      newest ??= row;
      authors.add(String(row['peer_id']));
    }
    if (newest === undefined) return undefined;
    return {
      text: String(newest['answer']),
      model: String(newest['served_model']),
      modelSha256: String(newest['model_sha256']),
      authors: [...authors],
      rung: newest['rung'] as RungName,
    };
  }

  toolCalls(runId: string): readonly ToolCallRecord[] {
    return this.#statements.toolCalls.all(runId).map(({ record }) => JSON.parse(String(record)) as ToolCallRecord);
  }

  trust(): readonly TrustRecord[] {
    return this.#statements.trust.all().map((row) => JSON.parse(String(row['row'])) as TrustRecord);
  }
}

/** A task is written by us and read by us: what is in the way of that is a damaged file. */
export function taskOf(row: Row): Task {
  return JSON.parse(String(row['task'])) as Task;
}

function outcomeOf(row: Row, attempts: readonly Attempt[]): TaskOutcome | undefined {
  switch (row['state']) {
    case 'done': {
      const end = attempts.findLast((attempt) => attempt.end.kind === 'passed')?.end;
      if (end?.kind === 'passed') return { state: 'done', answer: end.answer, attempts };
      // It must not keep the others of its run from being done.
      return undefined;
    }
    case 'undone':
      return { state: 'undone', reason: String(row['reason']), attempts };
    case 'cancelled':
      return { state: 'cancelled', attempts };
    default:
      return undefined;
  }
}
