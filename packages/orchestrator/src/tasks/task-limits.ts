import {
  TASK_KINDS,
  type DataClass,
  type Focus,
  type ImageReference,
  type Priority,
  type RoutingPolicy,
  type Sampling,
  type Task,
  type TaskKind,
  type Tier,
} from '@hanzo/contracts';

/** What tasks are cut to. */
export interface TaskLimits {
  /** Tokens of prompt and answer together that the smallest engine takes. */
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  /** The same for tiers whose tasks begin on engines with another context. Who cannot take such a task is passed over. @default contextTokens */
  readonly contextTokensByTier?: TokensByTier;
  /** The same for their answers. @default maxOutputTokens */
  readonly maxOutputTokensByTier?: TokensByTier;
  /** Kinds that may begin on the smallest engine whatever their tier. @default none */
  readonly smallKinds?: readonly TaskKind[];
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
  /** What tasks that look for things go through. @default each kind's own job */
  readonly focus?: Focus;
  /** Independent looks at the same code: 1 to 8. @default 1 */
  readonly instances?: number;
  /** Only these models do the planned tasks; several looks take them in turn. @default whoever the policy says */
  readonly workerModels?: readonly string[];
  /** Pictures of the person: they go with the tasks that look or write, where these are few. @default none */
  readonly images?: readonly ImageReference[];
  /** What the tasks of each kind carry. @default nothing */
  readonly kinds?: { readonly [Kind in TaskKind]?: KindLimits | undefined };
}

export type TokensByTier = { readonly [Of in Tier]?: number | undefined };

/** What tasks of a kind and a tier are cut to. */
export function limitsFor(limits: TaskLimits, { kind, tier }: Pick<Task, 'kind' | 'tier'>): TaskLimits {
  const { contextTokensByTier, maxOutputTokensByTier, smallKinds, ...common } = limits;
  if (smallKinds?.includes(kind) === true) return common;
  const { contextTokens = common.contextTokens, maxOutputTokens = common.maxOutputTokens } = {
    contextTokens: contextTokensByTier?.[tier],
    maxOutputTokens: maxOutputTokensByTier?.[tier],
  };
  return { ...common, contextTokens, maxOutputTokens };
}

/** What every task of a run has of what it is cut to; tasks of the plan may be asked several workers, too. */
export function fieldsOf(limits: TaskLimits, kind: TaskKind): TaskFields {
  const { maxOutputTokens, sampling, timeoutMs, dataClass, priority, deadlineMs, kinds } = limits;
  return {
    maxOutputTokens,
    sampling,
    timeoutMs,
    ...(dataClass !== undefined && { dataClass }),
    ...(priority !== undefined && { priority }),
    ...(deadlineMs !== undefined && { deadlineMs }),
    ...kinds?.[kind],
  };
}

export type TaskFields = Pick<Task, 'maxOutputTokens' | 'sampling' | 'timeoutMs'> &
  Partial<Pick<Task, 'dataClass' | 'priority' | 'deadlineMs'> & KindLimits>;

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
