import {
  isForFewKinds,
  localModelsFor,
  type AcceptedPrefix,
  type Answer,
  type Clock,
  type Logger,
  type OfferedModel,
  type Task,
  type TaskKind,
  type WhyNotKind,
} from '@hanzo/contracts';
import type { PlacementNeeds } from '@hanzo/router';
import type { Dispatcher } from '../../dispatch/dispatcher.ts';
import type { LeftBeginnings } from './left-beginnings.ts';
import { promptTokens } from '../too-long.ts';
import type { WorkerTrust } from '../../trust/worker-trust.ts';

/** Undefined: too little is known. */
export type PassRate = (model: string, kind: TaskKind) => number | undefined;

export interface MeshRungOptions {
  /** Only workers with this model, where a task itself names none. Undefined: any model that fits. */
  readonly model?: string | undefined;
  /** Upper estimate of a text's tokens. */
  readonly countTokens: (text: string) => number;
  /** How long to wait for a worker that fits before giving up, in milliseconds. @default 5_000 */
  readonly workerWaitMs?: number;
  /** Most attempts per task that may fail on this rung; lost workers do not count. @default 3 */
  readonly maxAttempts?: number;
  /** What models were made for: who was not made for a task's kind is not asked. @default all do all */
  readonly whyNotKind?: WhyNotKind | undefined;
  /** Learns whom to trust. @default nobody is checked */
  readonly trust?: WorkerTrust | undefined;
  /** How often a model's answers to tasks of a kind pass their gates, 0 to 1: what its vote weighs. @default not known */
  readonly passRate?: PassRate | undefined;
  /** @default nothing is logged */
  readonly log?: Logger;
  /** In [0, 1), not to be foreseen by workers: whom to check, and who is asked. @default Math.random */
  readonly random?: () => number;
}

/** What everything on this rung needs. */
export interface MeshParts {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly log: Logger;
  readonly model: string | undefined;
  readonly countTokens: (text: string) => number;
  readonly workerWaitMs: number;
  readonly maxAttempts: number;
  readonly whyNotKind: WhyNotKind | undefined;
  readonly trust: WorkerTrust | undefined;
  readonly passRate: PassRate | undefined;
  /** Of answers that went on from what others wrote: that beginning. */
  readonly beginnings: WeakMap<Answer, AcceptedPrefix>;
  /** Of answers that the models asked do not agree on: what is held against them. */
  readonly disputed: WeakMap<Answer, string>;
  /** What lost attempts had written. */
  readonly left: LeftBeginnings;
}

export type NeedsParts = Pick<MeshParts, 'countTokens' | 'model' | 'whyNotKind'>;

export function needsOf(task: Task, { countTokens, model, whyNotKind }: NeedsParts): PlacementNeeds {
  const size = {
    promptTokens: promptTokens(task, countTokens),
    maxOutputTokens: task.maxOutputTokens,
    dataClass: task.dataClass,
    ...(whyNotKind !== undefined && {
      whyNot: (offered: OfferedModel) => whyNotKind(offered, task.kind),
      isSecondChoice: (offered: OfferedModel) => isForFewKinds(offered, whyNotKind),
    }),
  };
  const models = localModelsFor(task);
  if (models === undefined) return { ...size, model };
  const [only] = models;
  return models.size === 1 ? { ...size, model: only } : { ...size, models };
}
