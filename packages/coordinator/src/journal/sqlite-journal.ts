import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  HanzoError,
  systemClock,
  type AcceptedPrefix,
  type Attempt,
  type Clock,
  type ExtraAttempt,
  type RungName,
  type Task,
  type TaskOutcome,
  type Who,
} from '@hanzo/contracts';
import { ownIdentity } from '@hanzo/ledger';
import { storeGuard } from '@hanzo/store';
import { claimRun } from './claim-run.ts';
import { extraAsAttempt } from '../attempt-end.ts';
import { ForeignNews } from './foreign-news.ts';
import { GroupCommit, type Fence } from './group-commit.ts';
import type { ClaimedRun, Journal, RunStart, RunState, Standing, TrustRecord } from './journal.ts';
import { Ownership } from './ownership.ts';
import { reopenTasks, taskUnknown } from './reopen-tasks.ts';
import { columnsOf, columnsOfEnd, rankOf } from './rows.ts';
import { JOURNAL } from './schema.ts';
import { prepareStatements, type Statements } from './statements.ts';
import { TaskReader } from './task-reader.ts';

/** The journal on SQLite: writes go through the group commit, behind the fence of their run; reads see what is on disk. */
export class SqliteJournal implements Journal {
  readonly #db: DatabaseSync;
  readonly #group: GroupCommit;
  readonly #guard: <T>(use: () => T) => T;
  readonly #statements: Statements;
  readonly #reader: TaskReader;
  readonly #ownership: Ownership;
  readonly #news: ForeignNews;
  /** Runs of the tasks that are under way. */
  readonly #runOf = new Map<string, string>();
  /** The last place in each run's order of acceptance. */
  readonly #lastSeq = new Map<string, number>();
  #batches = 0;

  constructor(db: DatabaseSync, file: string, clock: Clock) {
    this.#db = db;
    this.#guard = storeGuard(file, JOURNAL);
    this.#group = new GroupCommit(db, file, clock);
    this.#statements = prepareStatements(db);
    this.#reader = new TaskReader(db);
    this.#ownership = new Ownership(db);
    this.#news = new ForeignNews(db, this.#ownership);
  }

  async startRun(run: RunStart): Promise<void> {
    const { pid, host, boot, pidSpace, processStart } = ownIdentity();
    const { id, node, orchestrator, workspace, startedAt, instructions = '', plan } = run;
    const owner = [pid, host, boot, pidSpace, processStart];
    this.#group.write(
      id,
      this.#statements.startRun,
      id,
      ...owner,
      node,
      orchestrator,
      workspace,
      startedAt,
      instructions,
      textOf(plan),
    );
    this.#ownership.own(id, 1);
    try {
      await this.#group.commit(id);
    } catch (error) {
      this.#ownership.disown(id);
      throw error;
    }
  }

  setPlan(runId: string, plan: unknown): Promise<void> {
    this.#writeRun(runId, this.#statements.setPlan, textOf(plan), runId);
    return this.#group.commit(runId);
  }

  endRun(runId: string, state: RunState, endedAt: number): Promise<void> {
    this.#writeRun(runId, this.#statements.endRun, state, endedAt, runId);
    return this.#group.commit();
  }

  async claimRun(runId: string, now: number, options: { readonly takeOver?: boolean } = {}): Promise<ClaimedRun> {
    this.#group.flush();
    const run = this.#guard(() => claimRun(this.#db, runId, now, options.takeOver ?? false));
    this.#ownership.own(runId, run.epoch);
    // The earlier owner may have accepted tasks since this one looked.
    this.#lastSeq.delete(runId);
    return run;
  }

  async queueTask(task: Task, route: string, queuedAt: number): Promise<void> {
    this.#insert(task.id, task, { statement: this.#statements.queueTask, route, queuedAt });
    this.#runOf.set(task.id, task.runId);
    await this.#group.commit(task.id);
  }

  async acceptTasks(tasks: readonly Task[], queuedAt: number, routeOf?: (task: Task) => string): Promise<number> {
    this.#batches += 1;
    const owner = `batch ${this.#batches}`;
    const old: Task[] = [];
    for (const task of tasks) {
      const onChanged = (rows: number): unknown => rows === 0 && old.push(task);
      const statement = this.#statements.acceptTask;
      this.#insert(owner, task, { statement, route: routeOf?.(task) ?? '', queuedAt, onChanged });
    }
    await this.#group.commit(owner);
    for (const { id, runId } of old) this.#checkRun(id, runId);
    return tasks.length - old.length;
  }

  async takeUp(task: Task, route: string, now: number): Promise<Standing> {
    const { id, runId } = task;
    const row = this.#guard(() => this.#reader.standingOf(id));
    if (row === undefined) {
      await this.queueTask(task, route, now);
      return {
        outcome: undefined,
        attempts: [],
        lastNumber: 0,
        deadlineAt: deadlineOf(task, now),
        cancelRequested: false,
      };
    }
    this.#checkRun(id, runId);
    if (row.outcome !== undefined) return row;
    this.#runOf.set(id, runId);
    if (row.route !== route) this.#write(id, this.#statements.routeTask, route, id);
    return row;
  }

  startAttempt(taskId: string, number: number, rung: RungName, who: Who, startedAt: number, placement: string): void {
    const { runTask, startAttempt } = this.#statements;
    this.#write(taskId, runTask, taskId);
    this.#write(taskId, startAttempt, taskId, number, rung, ...columnsOf(who), placement, startedAt);
  }

  checkpoint(taskId: string, number: number, text: string, modelSha256 = ''): void {
    this.#write(taskId, this.#statements.checkpoint, text, modelSha256, taskId, number);
  }

  waiting(taskId: string, why: string): void {
    this.#write(taskId, this.#statements.waiting, why, taskId);
  }

  endAttempt(taskId: string, attempt: Attempt): void {
    const { number, rung, who, startedAt, endedAt, end } = attempt;
    const text = end.kind === 'error' ? '' : end.answer.text;
    const values = [...columnsOf(who), ...columnsOfEnd(attempt), text, startedAt, endedAt];
    this.#write(taskId, this.#statements.endAttempt, taskId, number, rung, ...values);
  }

  extraAttempt(taskId: string, number: number, rung: RungName, extra: ExtraAttempt): void {
    this.endAttempt(taskId, extraAsAttempt(number, rung, extra));
    this.#write(taskId, this.#statements.markExtra, extra.why, taskId, number);
  }

  async endTask(taskId: string, outcome: TaskOutcome, endedAt: number): Promise<void> {
    const reason = outcome.state === 'undone' ? outcome.reason : '';
    this.#group.add({
      owner: taskId,
      statement: this.#statements.endTask,
      values: [outcome.state, reason, endedAt, taskId],
      fence: this.#fenceOf(taskId),
      mustChange: () => (this.#reader.runOf(taskId) === undefined ? taskUnknown(taskId) : endedBefore(taskId)),
    });
    await this.#finish(taskId);
  }

  async interruptTask(taskId: string): Promise<void> {
    this.#write(taskId, this.#statements.interruptTask, taskId);
    await this.#finish(taskId);
  }

  async reopenTasks(ids: readonly string[], now: number = systemClock.now()): Promise<number> {
    this.#group.flush();
    const ownRun = (runId: string): boolean => this.#ownership.owns(runId);
    return this.#guard(() => reopenTasks(this.#db, ids, now, ownRun));
  }

  unfinished(runId: string, after: number, limit: number): readonly { readonly seq: number; readonly task: Task }[] {
    return this.#guard(() => this.#reader.unfinished(runId, after, limit));
  }

  tasksOf(runId: string): readonly Task[] {
    return this.#guard(() => this.#reader.tasksOf(runId));
  }

  recorded(taskId: string): TaskOutcome | undefined {
    return this.#guard(() => this.#reader.standingOf(taskId)?.outcome);
  }

  lastPrefix(taskId: string): (AcceptedPrefix & { readonly rung: RungName }) | undefined {
    return this.#guard(() => this.#reader.lastPrefix(taskId));
  }

  cancelRequests(): readonly string[] {
    return this.#guard(() => this.#news.cancelRequests());
  }

  takenOver(runId: string): boolean {
    return this.#guard(() => this.#news.takenOver(runId));
  }

  readTrust(): readonly TrustRecord[] {
    return this.#guard(() => this.#reader.trust());
  }

  writeTrust(peerId: string, row: TrustRecord): void {
    this.#group.write(`trust ${peerId}`, this.#statements.writeTrust, peerId, JSON.stringify(row), systemClock.now());
  }

  [Symbol.dispose](): void {
    if (!this.#db.isOpen) return;
    const lost = this.#group.finish();
    this.#db.close();
    if (lost !== undefined) throw lost;
  }

  #insert(
    owner: string,
    task: Task,
    how: {
      readonly statement: StatementSync;
      readonly route: string;
      readonly queuedAt: number;
      readonly onChanged?: (rows: number) => void;
    },
  ): void {
    const { id, runId, kind, tier, title, priority } = task;
    const { statement, route, queuedAt, onChanged } = how;
    const fence = this.#ownership.fenceOf(runId);
    const seq = (this.#lastSeq.get(runId) ?? this.#reader.lastSeq(runId)) + 1;
    this.#lastSeq.set(runId, seq);
    const values = [id, runId, kind, tier, title, route, queuedAt, seq, rankOf(priority)];
    this.#group.add({ owner, statement, values: [...values, deadlineOf(task, queuedAt) ?? null], fence, onChanged });
    this.#group.add({ owner, statement: this.#statements.keepText, values: [id, JSON.stringify(task)], fence });
  }

  #write(taskId: string, statement: StatementSync, ...values: SQLInputValue[]): void {
    this.#group.add({ owner: taskId, statement, values, fence: this.#fenceOf(taskId) });
  }

  #writeRun(runId: string, statement: StatementSync, ...values: SQLInputValue[]): void {
    this.#group.add({ owner: runId, statement, values, fence: this.#ownership.fenceOf(runId) });
  }

  #fenceOf(taskId: string): Fence | undefined {
    const runId = this.#runOf.get(taskId) ?? this.#reader.runOf(taskId);
    return runId === undefined ? undefined : this.#ownership.fenceOf(runId);
  }

  async #finish(taskId: string): Promise<void> {
    this.#runOf.delete(taskId);
    await this.#group.commit(taskId);
  }

  #checkRun(taskId: string, runId: string): void {
    const known = this.#guard(() => this.#reader.runOf(taskId));
    if (known === undefined || known === runId) return;
    throw new HanzoError('INTERNAL', `Task ${taskId} belongs to run ${known} already.`, {
      details: { taskId, runId },
    });
  }
}

function deadlineOf({ deadlineMs }: Task, acceptedAt: number): number | undefined {
  return deadlineMs === undefined ? undefined : Math.round(acceptedAt + deadlineMs);
}

function textOf(plan: unknown): string {
  return plan === undefined ? '' : JSON.stringify(plan);
}

function endedBefore(taskId: string): HanzoError {
  return new HanzoError('TAKEN_OVER', `Task ${taskId} has ended already: only its first end counts.`, {
    details: { taskId },
  });
}
