import type { AcceptedPrefix, Answer, Attempt, GateVerdict, RungName, Who } from './attempt.ts';
import type { HanzoError } from './errors.ts';
import type { Refusal } from './routing.ts';
import type { Task } from './task.ts';

/** What became of a task. Failure is an outcome, not an exception: the run goes on and says so. */
export type TaskOutcome =
  | { readonly state: 'done'; readonly answer: Answer; readonly attempts: readonly Attempt[] }
  | { readonly state: 'undone'; readonly reason: string; readonly attempts: readonly Attempt[] }
  | { readonly state: 'cancelled'; readonly attempts: readonly Attempt[] };

/** What happens to a task, in order. Text of a replaced attempt is void: show only the newest attempt's. */
export type TaskEvent =
  | { readonly kind: 'task-queued'; readonly taskId: string; readonly title: string }
  | {
      readonly kind: 'attempt-start';
      readonly taskId: string;
      readonly attempt: number;
      readonly rung: RungName;
      readonly who: Who;
    }
  | { readonly kind: 'text-delta'; readonly taskId: string; readonly attempt: number; readonly text: string }
  | { readonly kind: 'attempt-end'; readonly taskId: string; readonly attempt: Attempt }
  | {
      /** What an attempt came to was not enough: somebody else tries. Before the next attempt's start. */
      readonly kind: 'task-escalated';
      readonly taskId: string;
      /** `from` and `to` are the same where another model of the same rung is asked. */
      readonly from: RungName;
      readonly to: RungName;
      /** The gate that refused the answer; undefined where there was none. */
      readonly gate?: string;
      /** Why the attempt did not count, for people; without keys. */
      readonly reason: string;
      /** Number of the attempt that did not count. */
      readonly attempt: number;
    }
  | { readonly kind: 'task-end'; readonly taskId: string; readonly outcome: TaskOutcome };

/**
 * Decides whether an answer counts. Pure judgement: it must not change anything. Rejects with NOT_JUDGED where it cannot
 * decide: then the answer does not count, and nobody else is asked.
 *
 * @param signal ends it with the task: then it rejects, because what it has not seen to the end it does not judge
 */
export type Gate = (task: Task, answer: Answer, signal?: AbortSignal) => GateVerdict | Promise<GateVerdict>;

export interface ExecuteOptions {
  readonly signal: AbortSignal;
  readonly gate: Gate;
  readonly onEvent?: (event: TaskEvent) => void;
}

export interface ExecuteAllOptions {
  readonly signal: AbortSignal;
  readonly gateFor: (task: Task) => Gate;
  readonly onEvent?: (event: TaskEvent) => void;
  /** Tasks under way at once, asked whenever one ends; at least 1. */
  readonly concurrency: () => number;
}

/** A task and what became of it. */
export interface TaskRun {
  readonly task: Task;
  readonly outcome: TaskOutcome;
}

/** Gets tasks done: chooses engines, retries, escalates, journals. Implemented by the coordinator. */
export interface Executor {
  /**
   * Rejects only when the task cannot be recorded: then nothing was started and nothing spent. A task that was done
   * before is not done again: its recorded outcome comes back.
   */
  execute(task: Task, options: ExecuteOptions): Promise<TaskOutcome>;
  /**
   * Has all tasks of a run done, however many. They are on disk before the first is started, so that the run can be
   * taken up again, and only those under way are in memory. Outcomes come in the order in which tasks end; after an
   * abort the rest stays on disk as queued and is not told of.
   */
  executeAll(
    runId: string,
    tasks: Iterable<Task> | AsyncIterable<Task>,
    options: ExecuteAllOptions,
  ): AsyncIterable<TaskRun>;
}

export interface RungContext {
  readonly signal: AbortSignal;
  /** When the task is given up, in milliseconds since the epoch: no wait that ends later makes sense. */
  readonly deadlineAt?: number | undefined;
  /**
   * An engine took the task. May be called again when the rung moves it to another engine.
   *
   * @param why one sentence on why this engine, where there was a choice
   */
  onStart(who: Who, why?: string): void;
  onText(piece: string): void;
  /** An engine failed and the rung is about to try another one itself. */
  onLost(error: unknown): void;
  /** No engine can take the task right now. May be called again when the reason changes. */
  onWait?(why: string): void;
  /** A second engine was tried at the same time, and its answer was not needed. */
  onExtra?(extra: ExtraAttempt): void;
  /** Answers to this task that gates refused, first come first. @default none */
  readonly refused?: readonly Refusal[];
  /** Models that have had their say on this task, by name: somebody else is wanted. @default none */
  readonly notAgain?: ReadonlySet<string>;
  /** What is left of an earlier attempt that this rung lost, e.g. before the coordinator died. */
  readonly prefix?: AcceptedPrefix | undefined;
  /** The text so far may be gone on from: it came from these weights. */
  onWeights?(model: string, modelSha256: string): void;
}

/** An attempt beside the one that counted. */
export interface ExtraAttempt {
  readonly who: Who;
  /** One sentence on why it was made. */
  readonly why: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** How it ended. */
  readonly error: HanzoError;
}

/** One way of getting a task done. */
export interface Rung {
  readonly name: RungName;
  /** True when attempts can cost money. */
  readonly paid: boolean;
  /**
   * Why this rung cannot take the task, or undefined when it can. A stated reason now beats a failure later.
   *
   * @param notAgain models that have had their say on it, by name
   */
  unfit(task: Task, notAgain?: ReadonlySet<string>): string | undefined;
  /** Rejects with HanzoError or the signal's reason. */
  attempt(task: Task, context: RungContext): Promise<Answer>;
  /** What the rung itself holds against an answer that it gave: then no other gate is asked. */
  objection?(answer: Answer): (GateVerdict & { readonly passed: false }) | undefined;
  /** What the gate said of an answer of this rung: it may learn from it whom to trust. */
  judged?(task: Task, answer: Answer, verdict: GateVerdict): void;
}
