import type { Priority, RungName, Task, TaskKind, Tier, ToolCallRecord } from '@hanzo/contracts';

export type TaskState = 'queued' | 'running' | 'done' | 'undone' | 'cancelled' | 'interrupted';

/** A task in a list. */
export interface TaskRow {
  readonly id: string;
  readonly runId: string;
  readonly kind: TaskKind;
  readonly tier: Tier;
  readonly priority: Priority;
  readonly title: string;
  readonly state: TaskState;
  /** Why it is undone; else empty. */
  readonly reason: string;
  /** Why nobody can take it right now; else empty. */
  readonly waiting: string;
  /** How often it was tried, extra attempts excluded. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly queuedAt: number;
  readonly endedAt?: number;
  readonly cancelRequested: boolean;
  /** That of its run. @default it was planned */
  readonly askedBy?: string;
}

/** One try at a task. */
export interface AttemptRow {
  readonly number: number;
  readonly rung: RungName;
  /** Worker name, endpoint host, tool, or "this machine"; empty when no engine took it. */
  readonly node: string;
  readonly peerId: string;
  readonly model: string;
  readonly state: 'running' | 'passed' | 'rejected' | 'error' | 'interrupted';
  /** Error code, or the gate that refused. */
  readonly code: string;
  readonly reason: string;
  /** It has answered, and no gate has come to a verdict yet: that is done first when the task is taken up. */
  readonly unjudged: boolean;
  /** Why this engine. */
  readonly placement: string;
  /** It ran beside another one and was not needed. */
  readonly extra: boolean;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** The whole text, or what there was of it when it was lost. */
  readonly answer: string;
}

/** Everything about one task. */
export interface TaskDetail extends TaskRow {
  readonly task: Task;
  /** Which rungs, and why. */
  readonly route: string;
  /** By number. */
  readonly tries: readonly AttemptRow[];
}

/** A run in a list. */
export interface RunRow {
  readonly id: string;
  readonly state: 'running' | 'complete' | 'incomplete' | 'cancelled' | 'failed' | 'interrupted';
  readonly orchestrator: string;
  readonly workspace: string;
  readonly node: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly counts: Readonly<Record<TaskState, number>>;
  readonly instructions: string;
  /** Nobody works on it, its plan is known, and there is something left to do. */
  readonly resumable: boolean;
  /** It is one question of whoever is named, such as `delegation 20251128_133758`: it is not resumable. @default it is planned */
  readonly askedBy?: string;
}

export interface TaskFilter {
  /** @default all */
  readonly states?: readonly TaskState[];
  /** The whole id. @default all */
  readonly runId?: string;
  /** Only those of runs that were planned: no single questions. @default all */
  readonly isPlanned?: true;
  /** @default 50 */
  readonly limit?: number;
}

/**
 * `asked`: its process lives and is told. `cancelled`: nobody works on it, so that it is cancelled now. `ended`: too
 * late.
 */
export type CancelAnswer = 'asked' | 'cancelled' | 'ended';

/** The journal as people read it, also while a run goes on. Throws HanzoError STORE_UNUSABLE when it cannot be read. */
export interface TaskBook extends Disposable {
  /** Newest first. */
  list(filter?: TaskFilter): readonly TaskRow[];
  /**
   * @param id the whole one, or a beginning of 4 characters or more that only one task has
   * @throws HanzoError TASK_UNKNOWN, which names what comes near
   */
  find(id: string): TaskDetail;
  /** Newest first. @param limit default 20 */
  runs(limit?: number): readonly RunRow[];
  /**
   * @param id as for `find`; `last`: the newest one that can be resumed
   * @throws HanzoError RUN_UNKNOWN, which names what comes near
   */
  findRun(id: string): RunRow;
  /**
   * As it was given to `startRun` or `setPlan`; undefined: there is none.
   *
   * @param runId the whole one
   */
  planOf(runId: string): unknown;
  /**
   * What is known of tasks of a run that were delegated: plain JSON, a record each, in the order of {@link noteDelegated}.
   *
   * @param runId the whole one
   */
  delegated(runId: string): readonly unknown[];
  /** Keeps what is known of one such task, in place of what was. Both ids whole. @param record plain JSON */
  noteDelegated(runId: string, taskId: string, record: unknown): void;
  /**
   * What tools were called for the orchestrator and the critics of a run, or would have been, in its order.
   *
   * @param runId the whole one
   */
  toolCalls(runId: string): readonly ToolCallRecord[];
  /**
   * Runs that ended, or were last begun, before this, and on which nobody works; the oldest first.
   *
   * @param before milliseconds since the epoch
   */
  runsBefore(before: number): readonly RunRow[];
  /**
   * Deletes a run with its tasks, attempts and answers, for ever. What it cost stays in the ledger.
   *
   * @param id the whole one
   * @param now milliseconds since the epoch
   * @returns how many tasks it had
   * @throws HanzoError RUN_BUSY while a process works on it
   */
  forget(id: string, now: number): number;
  /** Gives the room of what was deleted back to the disk, unless a run is under way. */
  shrink(): void;
  /**
   * @param taskId as for `find`
   * @param now milliseconds since the epoch
   */
  requestCancel(taskId: string, now: number): CancelAnswer;
}
