import { DEFAULT_DATA_CLASS, type DataClass } from '@hanzo/contracts';
import type { AdvertisedModel, TaskSize, WorkerLoad } from './completion.ts';

/** What placement knows of a worker. */
export interface PlacementWorker extends WorkerLoad {
  /** Peer id. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly models: readonly AdvertisedModel[];
  readonly state: 'ready' | 'draining' | 'paused' | 'unavailable' | 'resting';
  /** Why it is not ready: in its own words, or, where it is we who let it rest, a sentence of ours. */
  readonly stateReason?: string;
  /** Classes of data that may go there. @default all */
  readonly dataClasses?: readonly DataClass[];
  /** Its heartbeat is late. */
  readonly suspect: boolean;
  /** This task was already tried there. */
  readonly excluded?: boolean;
}

/** A set of names will do. */
export interface AvoidedModels {
  readonly size: number;
  has(name: string, sha256?: string): boolean;
}

export interface PlacementNeeds extends TaskSize {
  /** Exact model name. Undefined: any model that is big enough. */
  readonly model?: string | undefined;
  /** These models and no others by exact name. @default any */
  readonly models?: ReadonlySet<string> | undefined;
  /** Models that are not wanted, by exact name and by weights. It may change while the task waits. @default none */
  readonly avoid?: AvoidedModels | undefined;
  /** Why a model was not made for such a task, in words without a full stop; undefined: it may do it. @default all may */
  readonly whyNot?: ((model: Pick<AdvertisedModel, 'name' | 'sha256'>) => string | undefined) | undefined;
  /** Models that are of use only where nobody else who is there could do it. @default none */
  readonly isSecondChoice?: ((model: Pick<AdvertisedModel, 'name' | 'sha256'>) => boolean) | undefined;
  /** @default 'internal' */
  readonly dataClass?: DataClass | undefined;
}

/** The same needs of whoever is no second choice; undefined: there is no second choice. */
export function firstChoiceOf(needs: PlacementNeeds): PlacementNeeds | undefined {
  const { isSecondChoice, whyNot } = needs;
  if (isSecondChoice === undefined) return undefined;
  return {
    ...needs,
    isSecondChoice: undefined,
    whyNot: (model) => (isSecondChoice(model) ? 'others do it better' : whyNot?.(model)),
  };
}

export interface Placed<W extends PlacementWorker> {
  readonly worker: W;
  /** The worker's model that fits and would be done first. */
  readonly model: string;
  readonly expectedMs: number;
  /** One sentence for people. */
  readonly why: string;
}

/** Workers with what stands against each. */
export type Unfit<W extends PlacementWorker> = readonly { readonly worker: W; readonly reason: string }[];

const NOT_READY: Readonly<Record<Exclude<PlacementWorker['state'], 'ready'>, string>> = {
  draining: 'It is draining: it takes no new tasks.',
  paused: 'Its owner paused it.',
  unavailable: 'Its engine is not ready.',
  resting: 'It declined a task and asked to be left alone for a moment.',
};

function notReady(state: keyof typeof NOT_READY, reason: string): string {
  if (reason === '') return NOT_READY[state];
  // Who rests was told to by us: these are our words. The others speak for themselves.
  return state === 'resting' ? reason : `${NOT_READY[state]} It says: ${reason}.`;
}

/** What stands against this worker for this task, for people, or undefined when it fits. */
export function unfitReason(needs: PlacementNeeds, worker: PlacementWorker): string | undefined {
  if (worker.excluded === true) return 'This task was already tried there.';
  if (worker.state !== 'ready') return notReady(worker.state, worker.stateReason ?? '');
  if (!takesData(needs, worker)) {
    return `Its owner lets no ${needs.dataClass ?? DEFAULT_DATA_CLASS} data come there.`;
  }
  if (worker.suspect) return 'Its heartbeat is late.';
  if (worker.slots < 1) return 'It offers no slots.';
  if (worker.models.length === 0) return 'It has no model.';
  const named = worker.models.filter(({ name }) => isNamed(needs, name));
  if (named.length === 0) return `It does not have ${wantedInWords(needs)}; it has ${namesOf(worker.models)}.`;
  const whys = whyNone(needs, named);
  if (whys !== undefined) return `${whys}.`;
  const wantedOnes = named.filter((model) => isWanted(needs, model));
  if (wantedOnes.length === 0) return `Another model than ${namesOf(named)} is wanted.`;
  const room = Math.max(...wantedOnes.map((model) => model.contextTokens));
  const wanted = needs.promptTokens + needs.maxOutputTokens;
  if (room < wanted) return `The task needs ${wanted} tokens of context; it has ${room}.`;
  return undefined;
}

/** True when the model's name is one that is wanted, or any is. */
export function isNamed({ model, models }: Pick<PlacementNeeds, 'model' | 'models'>, name: string): boolean {
  return (model === undefined || model === name) && (models === undefined || models.has(name));
}

/** True when the model was made for such tasks and nobody is to be asked apart from it. */
export function isWanted({ avoid, whyNot }: PlacementNeeds, model: Pick<AdvertisedModel, 'name' | 'sha256'>): boolean {
  return avoid?.has(model.name, model.sha256) !== true && whyNot?.(model) === undefined;
}

/** Why none of these models was made for such a task; undefined: one was, or there are none. */
export function whyNone(
  { whyNot }: Pick<PlacementNeeds, 'whyNot'>,
  models: readonly Pick<AdvertisedModel, 'name' | 'sha256'>[],
): string | undefined {
  const whys = new Set(models.map((model) => whyNot?.(model)));
  return whys.size === 0 || whys.has(undefined) ? undefined : [...whys].join('; ');
}

function wantedInWords({ model, models = new Set() }: PlacementNeeds): string {
  return model ?? [...models].join(' or ');
}

function namesOf(models: readonly AdvertisedModel[]): string {
  return models.map(({ name }) => name).join(', ');
}

/** False: it can take no task at all now, whatever the task is. */
export function isUsable(worker: PlacementWorker): boolean {
  return worker.state === 'ready' && !worker.suspect && worker.excluded !== true && worker.slots >= 1;
}

/** One that comes earlier, then one that runs fewer tasks, then the lower id. */
export function comesBefore(ms: number, worker: PlacementWorker, bestMs: number, best: PlacementWorker): boolean {
  if (ms !== bestMs) return ms < bestMs;
  if (worker.running !== best.running) return worker.running < best.running;
  return worker.id < best.id;
}

function takesData({ dataClass = DEFAULT_DATA_CLASS }: PlacementNeeds, { dataClasses }: PlacementWorker): boolean {
  return dataClasses === undefined || dataClasses.includes(dataClass);
}
