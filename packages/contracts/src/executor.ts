import type { Answer, Attempt, GateVerdict, RungName, Who } from './attempt.ts';
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
  | { readonly kind: 'task-end'; readonly taskId: string; readonly outcome: TaskOutcome };

/** Decides whether an answer counts. Pure judgement: it must not change anything. */
export type Gate = (task: Task, answer: Answer) => GateVerdict | Promise<GateVerdict>;

export interface ExecuteOptions {
  readonly signal: AbortSignal;
  readonly gate: Gate;
  readonly onEvent?: (event: TaskEvent) => void;
}

/** Gets tasks done: chooses engines, retries, escalates, journals. Implemented by the coordinator. */
export interface Executor {
  execute(task: Task, options: ExecuteOptions): Promise<TaskOutcome>;
}

export interface RungContext {
  readonly signal: AbortSignal;
  /**
   * An engine took the task. May be called again when the rung moves it to another engine.
   *
   * @param why one sentence on why this engine, where there was a choice
   */
  onStart(who: Who, why?: string): void;
  onText(piece: string): void;
  /** An engine failed and the rung is about to try another one itself. */
  onLost(error: unknown): void;
}

/** One way of getting a task done. */
export interface Rung {
  readonly name: RungName;
  /** True when attempts can cost money. */
  readonly paid: boolean;
  /** Why this rung cannot take the task, or undefined when it can. A stated reason now beats a failure later. */
  unfit(task: Task): string | undefined;
  /** Rejects with HanzoError or the signal's reason. */
  attempt(task: Task, context: RungContext): Promise<Answer>;
}
