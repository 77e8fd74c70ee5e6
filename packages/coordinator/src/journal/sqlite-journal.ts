import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  HanzoError,
  systemClock,
  toHanzoError,
  type AcceptedPrefix,
  type Attempt,
  type Clock,
  type ExtraAttempt,
  type RungName,
  type Task,
  type TaskOutcome,
  type ToolCallRecord,
  type Who,
} from '@hanzo/contracts';
import { ownIdentity } from '@hanzo/ledger';
import { storeGuard } from '@hanzo/store';
import { claimRun } from './claim-run.ts';
import { extraAsAttempt } from '../cascade/attempt-end.ts';
import { ForeignNews } from './foreign-news.ts';
import { GroupCommit, type Fence, type Write } from './group-commit.ts';
import type { AnsweredAttempt, ClaimedRun, Journal, RunStart, RunState, Standing, TrustRecord } from './journal.ts';
import { Ownership } from './ownership.ts';
import { reopenTasks, taskUnknown } from './reopen-tasks.ts';
import { columnsOf, columnsOfAnswer, columnsOfEnd, rankOf } from './rows.ts';
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
    const { id, node, orchestrator, workspace, startedAt, instructions = '', plan, askedBy = '' } = run;
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
      askedBy,
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

  async endRun(runId: string, state: RunState, endedAt: number): Promise<void> {
    const { endRun, interruptAttempts, interruptTasks } = this.#statements;
    this.#writeRun(runId, endRun, runId, state, endedAt);
    this.#writeRun(runId, interruptAttempts, runId);
    this.#writeRun(runId, interruptTasks, runId);
    await this.#group.commit();
    if (state !== 'complete') return;
    const open = this.#guard(() => this.#reader.openTasks(runId));
    if (open > 0) throw notComplete(runId, open);
  }

  async claimRun(runId: string, now: number, options: { readonly takeOver?: boolean } = {}): Promise<ClaimedRun> {
    const run = await this.#group.alone(() => claimRun(this.#db, runId, now, options.takeOver ?? false));
    this.#ownership.own(runId, run.epoch);
    this.#news.lookAgain();
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
    for (const { priority } of tasks) rankOf(priority);
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
        anewAfter: 0,
        lastNumber: 0,
        deadlineAt: deadlineOf(task, now),
        cancelRequested: false,
      };
    }
    this.#checkRun(id, runId);
    if (row.outcome !== undefined) return row;
    this.#runOf.set(id, runId);
    if (row.state === 'done') this.#write(id, this.#statements.reopenLost, id);
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

  keepAnswer(taskId: string, { number, rung, answer, startedAt, answeredAt }: AnsweredAttempt): void {
    const { runTask, writeAttempt } = this.#statements;
    const values = [...columnsOf(answer.who), ...columnsOfAnswer(answer), startedAt, null, answeredAt];
    this.#write(taskId, runTask, taskId);
    this.#write(taskId, writeAttempt, taskId, number, rung, ...values);
  }

  endAttempt(taskId: string, attempt: Attempt): void {
    const { number, rung, who, startedAt, endedAt, end } = attempt;
    const answeredAt = end.kind === 'error' && end.answer !== undefined ? endedAt : null;
    const values = [...columnsOf(who), ...columnsOfEnd(attempt), startedAt, endedAt, answeredAt];
    this.#write(taskId, this.#statements.writeAttempt, taskId, number, rung, ...values);
  }

  extraAttempt(taskId: string, number: number, rung: RungName, extra: ExtraAttempt): void {
    this.endAttempt(taskId, extraAsAttempt(number, rung, extra));
    this.#write(taskId, this.#statements.markExtra, extra.why, taskId, number);
  }

  async endTask(taskId: string, outcome: TaskOutcome, endedAt: number): Promise<void> {
    const { endDone, endTask } = this.#statements;
    const reason = outcome.state === 'undone' ? outcome.reason : '';
    const isDone = outcome.state === 'done';
    this.#add({
      owner: taskId,
      statement: isDone ? endDone : endTask,
      values: isDone ? [endedAt, taskId] : [outcome.state, reason, endedAt, taskId],
      mustChange: () => this.#whyNotEnded(taskId),
    });
    this.#news.forget(taskId);
    await this.#finish(taskId);
  }

  async interruptTask(taskId: string): Promise<void> {
    this.#write(taskId, this.#statements.interruptTask, taskId);
    await this.#finish(taskId);
  }

  async reopenTasks(ids: readonly string[], now: number = systemClock.now()): Promise<number> {
    const reopened = await this.#group.alone(() => reopenTasks(this.#db, ids, now, this.#ownership));
    this.#news.lookAgain();
    return reopened;
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

  noteToolCall(runId: string, call: ToolCallRecord): void {
    try {
      this.#writeRun(runId, this.#statements.noteToolCall, runId, JSON.stringify(call));
    } catch (error) {
      this.#group.fail(runId, toHanzoError(error));
    }
  }

  toolCalls(runId: string): readonly ToolCallRecord[] {
    return this.#guard(() => this.#reader.toolCalls(runId));
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
    const rank = rankOf(priority);
    const fence = this.#guard(() => this.#ownership.fenceOf(runId));
    const seq = (this.#lastSeq.get(runId) ?? this.#guard(() => this.#reader.lastSeq(runId))) + 1;
    this.#lastSeq.set(runId, seq);
    const values = [id, runId, kind, tier, title, route, queuedAt, seq, rank];
    this.#group.add({ owner, statement, values: [...values, deadlineOf(task, queuedAt) ?? null], fence, onChanged });
    this.#group.add({ owner, statement: this.#statements.keepText, values: [id, JSON.stringify(task)], fence });
  }

  #write(taskId: string, statement: StatementSync, ...values: SQLInputValue[]): void {
    this.#add({ owner: taskId, statement, values });
  }

  #writeRun(runId: string, statement: StatementSync, ...values: SQLInputValue[]): void {
    this.#group.add({ owner: runId, statement, values, fence: this.#ownership.fenceOf(runId) });
  }

  /**
   * Never throws: a file that cannot be read is told to the task's next commit. What a full disk refuses is tried again:
   * the task goes on, and what came of it may have been paid for.
   */
  #add(write: Write): void {
    try {
      this.#group.add({ ...write, isKept: true, fence: this.#guard(() => this.#fenceOf(write.owner)) });
    } catch (error) {
      this.#group.fail(write.owner, toHanzoError(error));
    }
  }

  /** Asked inside of the transaction that could not end the task. */
  #whyNotEnded(taskId: string): HanzoError {
    const standing = this.#reader.standingOf(taskId);
    if (standing === undefined) return taskUnknown(taskId);
    const hasEnded = ['done', 'undone', 'cancelled'].includes(standing.state);
    return hasEnded ? endedBefore(taskId) : unanswered(taskId);
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

function unanswered(taskId: string): HanzoError {
  return new HanzoError('INTERNAL', `Task ${taskId} is not done: the journal has no answer of it.`, {
    details: { taskId },
  });
}

function notComplete(runId: string, open: number): HanzoError {
  const some = open === 1 ? '1 task has' : `${open} tasks have`;
  return new HanzoError('STORE_UNUSABLE', `Run ${runId} is recorded as incomplete: ${some} no recorded end.`, {
    details: { runId, open },
    mend: 'What is not recorded can be done once more: `hanzo dev --resume`.',
  });
}

function endedBefore(taskId: string): HanzoError {
  return new HanzoError('TAKEN_OVER', `Task ${taskId} has ended already: only its first end counts.`, {
    details: { taskId },
  });
}
