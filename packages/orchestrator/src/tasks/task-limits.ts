import {
  TASK_KINDS,
  type DataClass,
  type Priority,
  type RoutingPolicy,
  type Sampling,
  type Task,
  type TaskKind,
} from '@hanzo/contracts';

/** What tasks are cut to. */
export interface TaskLimits {
  /** Tokens of prompt and answer together that the smallest engine takes. */
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  /** For one attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly sampling: Sampling;
  /** How far the text of the workspace may travel. @default 'internal' */
  readonly dataClass?: DataClass;
  /** As in `Task`. */
  readonly priority?: Priority;
  /** As in `Task`. */
  readonly copies?: number;
  /** As in `Task`. Milliseconds. */
  readonly deadlineMs?: number;
  /** Kinds that can change files answer in edits. @default false: in words */
  readonly patch?: boolean;
  /** What the tasks of each kind carry. @default nothing */
  readonly kinds?: { readonly [Kind in TaskKind]?: KindLimits | undefined };
}

/** What a task's kind asks of its answer, as in `Task`. */
export type KindLimits = Required<Pick<Task, 'gates' | 'tries' | 'agreement'>> & Pick<Task, 'agreementShare'>;

/** What the policy says of each kind, without that which is said of routes. */
export function kindLimits({ kinds }: Pick<RoutingPolicy, 'kinds'>): Readonly<Record<TaskKind, KindLimits>> {
  const limitsOf = (kind: TaskKind): KindLimits => {
    const { gates, tries, agreement, agreementShare } = kinds[kind];
    return { gates, tries, agreement, ...(agreementShare !== undefined && { agreementShare }) };
  };
  return Object.fromEntries(TASK_KINDS.map((kind) => [kind, limitsOf(kind)])) as Record<TaskKind, KindLimits>;
}

export const DEFAULT_TASK_LIMITS: TaskLimits = {
  contextTokens: 8192,
  maxOutputTokens: 700,
  timeoutMs: 300_000,
  sampling: { temperature: 0, seed: 1 },
};
