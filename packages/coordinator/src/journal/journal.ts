import type {
  AcceptedPrefix,
  Answer,
  Attempt,
  ExtraAttempt,
  RungName,
  Task,
  TaskOutcome,
  ToolCallRecord,
  Who,
} from '@hanzo/contracts';

/** How a run ended. What is not done of a run that is not `complete` can be done later. */
export type RunState = 'complete' | 'incomplete' | 'cancelled' | 'failed' | 'interrupted';

export interface RunStart {
  readonly id: string;
  /** Name of the node that coordinates it. */
  readonly node: string;
  readonly orchestrator: string;
  readonly workspace: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** What the user asked for. @default '' */
  readonly instructions?: string;
  /** Plain JSON, for whoever takes the run up again. @default none yet: see `setPlan` */
  readonly plan?: unknown;
  /** The run is one question, which nobody planned: whoever asks it, such as `delegation 20251128_133758`. @default '': it is planned */
  readonly askedBy?: string;
}

/** A run that this process works on from now on. */
export interface ClaimedRun {
  readonly id: string;
  /** Fencing token: writes of earlier owners do not count. */
  readonly epoch: number;
  readonly node: string;
  readonly orchestrator: string;
  readonly workspace: string;
  readonly instructions: string;
  /** As it was given to `startRun` or `setPlan`; undefined when the run had not got so far. */
  readonly plan: unknown;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** How a task stands when it is taken up. */
export interface Standing {
  /** How it ended, when it has ended: then nothing is to be done. */
  readonly outcome: TaskOutcome | undefined;
  /** Attempts of earlier owners, in the order in which they ended. */
  readonly attempts: readonly Attempt[];
  /** Attempts up to this number belong to an earlier life of it: somebody wanted it tried anew since. 0 for none. */
  readonly anewAfter: number;
  /** The highest attempt number so far, 0 for none. */
  readonly lastNumber: number;
  /** Milliseconds since the epoch; undefined: no limit. */
  readonly deadlineAt: number | undefined;
  readonly cancelRequested: boolean;
}

/** An attempt that has answered, before its answer is judged. */
export interface AnsweredAttempt extends Pick<Attempt, 'number' | 'rung' | 'startedAt'> {
  readonly answer: Answer;
  /** Milliseconds since the epoch. */
  readonly answeredAt: number;
}

/** What a coordinator keeps about a worker's trustworthiness: plain JSON, not read here. */
export interface TrustRecord {
  readonly workerId: string;
}

/**
 * The durable record of runs, tasks and attempts: what `metrics`, `why` and recovery read. What cannot be recorded
 * rejects with HanzoError: STORE_UNUSABLE or DISK_FULL when a person can mend it, TAKEN_OVER when the run has another
 * owner by now or the task has ended already, INTERNAL when the row itself is wrong.
 */
export interface Journal extends Disposable {
  startRun(run: RunStart): Promise<void>;
  /** Resolves when it is on disk. `plan`: plain JSON. */
  setPlan(runId: string, plan: unknown): Promise<void>;
  /**
   * Resolves when the run's end is on disk; rejects also when anything else of it was lost and nobody was told. A run
   * is not `complete` while one of its tasks has no recorded end: then it is recorded as incomplete, and this rejects.
   * What was under way is interrupted.
   */
  endRun(runId: string, state: RunState, endedAt: number): Promise<void>;
  /**
   * Makes this process the owner of a run that nobody works on. What was under way is interrupted or queued again, with
   * its whole deadline before it.
   *
   * @param now milliseconds since the epoch
   * @throws HanzoError RUN_UNKNOWN; RUN_BUSY while its process lives, unless `takeOver`
   */
  claimRun(runId: string, now: number, options?: { readonly takeOver?: boolean }): Promise<ClaimedRun>;

  /** Resolves when the task is on disk: only then may anyone be told that it was accepted. Rejects when it was there. */
  queueTask(task: Task, route: string, queuedAt: number): Promise<void>;
  /**
   * The same for many; tasks that are there already are left alone. Resolves with how many are new. Rejects with USAGE for
   * a priority that does not exist, and then accepts none.
   *
   * @param routeOf why a task will go where, for people
   */
  acceptTasks(tasks: readonly Task[], queuedAt: number, routeOf?: (task: Task) => string): Promise<number>;
  /** Begins or goes on with a task, accepting it when it is new. Resolves when it is on disk. */
  takeUp(task: Task, route: string, now: number): Promise<Standing>;
  /** Never throws: when it cannot be recorded, `endTask` rejects. */
  startAttempt(taskId: string, number: number, rung: RungName, who: Who, startedAt: number, placement: string): void;
  /** Keeps the text of a running attempt, so that it can be gone on from. Never throws. At most one a second, please. */
  checkpoint(taskId: string, number: number, text: string, modelSha256?: string): void;
  /** Why nobody can take the task right now; empty when somebody can. Never throws. */
  waiting(taskId: string, why: string): void;
  /**
   * Keeps an answer that is still to be judged: whoever takes the task up after a death judges it, instead of asking once
   * more. Never throws: when it cannot be recorded, `endTask` rejects.
   */
  keepAnswer(taskId: string, attempt: AnsweredAttempt): void;
  /** Never throws: when it cannot be recorded, `endTask` rejects. */
  endAttempt(taskId: string, attempt: Attempt): void;
  /** An attempt beside the one that counted. Never throws: when it cannot be recorded, `endTask` rejects. */
  extraAttempt(taskId: string, number: number, rung: RungName, extra: ExtraAttempt): void;
  /** Resolves when the outcome and the task's attempts are on disk. Only the first end counts; others are TAKEN_OVER. */
  endTask(taskId: string, outcome: TaskOutcome, endedAt: number): Promise<void>;
  /** The task stops here and can be gone on with. Resolves when that and its attempts are on disk. */
  interruptTask(taskId: string): Promise<void>;
  /**
   * Queues undone and cancelled tasks again, with their whole deadline before them. Returns how many.
   *
   * @throws HanzoError TASK_UNKNOWN; RUN_BUSY while another process works on their run; TAKEN_OVER when it has claimed the
   *   run of this one
   */
  reopenTasks(ids: readonly string[], now?: number): Promise<number>;

  /**
   * Tasks of the run that have not ended, by priority, then in the order of acceptance.
   *
   * @param after the `seq` of the last one that was seen; 0 at the beginning
   */
  unfinished(runId: string, after: number, limit: number): readonly { readonly seq: number; readonly task: Task }[];
  /** Every task of the run, in the order of acceptance. */
  tasksOf(runId: string): readonly Task[];
  /** How a task ended, with all its attempts; undefined when it has not. */
  recorded(taskId: string): TaskOutcome | undefined;
  /** What can be gone on from: the text of the last attempt, when that was lost in the middle. */
  lastPrefix(taskId: string): (AcceptedPrefix & { readonly rung: RungName }) | undefined;

  /** Tasks of own runs that somebody asked to cancel and that have not ended. Cheap: may be asked often. */
  cancelRequests(): readonly string[];
  /** True when another process has claimed the run since. Cheap: may be asked often. */
  takenOver(runId: string): boolean;

  /** What became of a model's wish for a tool. Never throws: `endRun` or closing tells when it could not be written. */
  noteToolCall(runId: string, call: ToolCallRecord): void;
  /** Those of a run that are on disk, in their order. */
  toolCalls(runId: string): readonly ToolCallRecord[];

  readTrust(): readonly TrustRecord[];
  /** Never throws: `endRun` or closing tells when it could not be written. */
  writeTrust(peerId: string, row: TrustRecord): void;
  /** Writes what waits and closes. Throws when something was lost of which nobody was told. */
  [Symbol.dispose](): void;
}
