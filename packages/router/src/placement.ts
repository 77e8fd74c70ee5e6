import { DEFAULT_DATA_CLASS, type DataClass } from '@hanzo/contracts';
import { type AdvertisedModel, expectedCompletionMs, type TaskSize, type WorkerLoad } from './completion.ts';

/** What placement knows of a worker. */
export interface PlacementWorker extends WorkerLoad {
  /** Peer id. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly models: readonly AdvertisedModel[];
  readonly state: 'ready' | 'draining' | 'paused' | 'unavailable' | 'resting';
  /** Why it is not ready, in its own words. */
  readonly stateReason?: string;
  /** Classes of data that may go there. @default all */
  readonly dataClasses?: readonly DataClass[];
  /** Its heartbeat is late. */
  readonly suspect: boolean;
  /** This task was already tried there. */
  readonly excluded?: boolean;
}

export interface PlacementNeeds extends TaskSize {
  /** Exact model name. Undefined: any model that is big enough. */
  readonly model?: string | undefined;
  /** @default 'internal' */
  readonly dataClass?: DataClass | undefined;
}

export interface Placed<W extends PlacementWorker> {
  readonly worker: W;
  /** The worker's model that fits and would be done first. */
  readonly model: string;
  readonly expectedMs: number;
  /** One sentence for people. */
  readonly why: string;
}

export interface Unplaced<W extends PlacementWorker> {
  /** Every worker with what stands against it. Empty: there are no workers. */
  readonly unfit: readonly { readonly worker: W; readonly reason: string }[];
}

/**
 * Gives the task to the fit worker with the lowest expected completion time; ties go to the one that runs fewest
 * tasks, then to the lower id. One pass without allocation: reasons are worked out only when nobody fits.
 */
export function place<W extends PlacementWorker>(
  needs: PlacementNeeds,
  workers: readonly W[],
): Placed<W> | Unplaced<W> {
  let best: W | undefined;
  let bestModel: AdvertisedModel | undefined;
  let bestMs = Number.POSITIVE_INFINITY;
  let nextMs = Number.POSITIVE_INFINITY;
  let fit = 0;
  for (const worker of workers) {
    if (!isUsable(needs, worker)) continue;
    const model = soonestFitting(needs, worker);
    if (model === undefined) continue;
    fit += 1;
    const ms = expectedCompletionMs(needs, model, worker);
    if (best === undefined || comesBefore(ms, worker, bestMs, best)) {
      nextMs = bestMs;
      bestMs = ms;
      best = worker;
      bestModel = model;
    } else if (ms < nextMs) {
      nextMs = ms;
    }
  }
  if (best === undefined || bestModel === undefined) {
    return { unfit: workers.map((worker) => ({ worker, reason: unfitReason(needs, worker) ?? 'It fits.' })) };
  }
  return {
    worker: best,
    model: bestModel.name,
    expectedMs: bestMs,
    why: explain(best, bestModel, bestMs, nextMs, fit),
  };
}

const NOT_READY: Readonly<Record<Exclude<PlacementWorker['state'], 'ready'>, string>> = {
  draining: 'It is draining: it takes no new tasks.',
  paused: 'Its owner paused it.',
  unavailable: 'Its engine is not ready.',
  resting: 'It declined a task and asked to be left alone for a moment.',
};

/** What stands against this worker for this task, for people, or undefined when it fits. */
export function unfitReason(needs: PlacementNeeds, worker: PlacementWorker): string | undefined {
  if (worker.excluded === true) return 'This task was already tried there.';
  if (worker.state !== 'ready') {
    const said = worker.stateReason ?? '';
    return said === '' ? NOT_READY[worker.state] : `${NOT_READY[worker.state]} It says: ${said}.`;
  }
  if (!takesData(needs, worker)) {
    return `Its owner lets no ${needs.dataClass ?? DEFAULT_DATA_CLASS} data come there.`;
  }
  if (worker.suspect) return 'Its heartbeat is late.';
  if (worker.slots < 1) return 'It offers no slots.';
  if (worker.models.length === 0) return 'It has no model.';
  const named = needs.model === undefined ? worker.models : worker.models.filter((model) => model.name === needs.model);
  if (named.length === 0)
    return `It does not have ${needs.model}; it has ${worker.models.map((model) => model.name).join(', ')}.`;
  const room = Math.max(...named.map((model) => model.contextTokens));
  const wanted = needs.promptTokens + needs.maxOutputTokens;
  if (room < wanted) return `The task needs ${wanted} tokens of context; it has ${room}.`;
  return undefined;
}

function takesData({ dataClass = DEFAULT_DATA_CLASS }: PlacementNeeds, { dataClasses }: PlacementWorker): boolean {
  return dataClasses === undefined || dataClasses.includes(dataClass);
}

function isUsable(needs: PlacementNeeds, worker: PlacementWorker): boolean {
  if (worker.state !== 'ready' || worker.suspect || worker.excluded === true || worker.slots < 1) return false;
  return takesData(needs, worker);
}

/** Of the worker's models that fit, the one that would be done first, loading it included. */
function soonestFitting(needs: PlacementNeeds, worker: PlacementWorker): AdvertisedModel | undefined {
  const wanted = needs.promptTokens + needs.maxOutputTokens;
  let soonest: AdvertisedModel | undefined;
  let soonestMs = Number.POSITIVE_INFINITY;
  for (const model of worker.models) {
    if (needs.model !== undefined && model.name !== needs.model) continue;
    if (model.contextTokens < wanted) continue;
    const ms = expectedCompletionMs(needs, model, worker);
    if (soonest !== undefined && ms >= soonestMs) continue;
    soonest = model;
    soonestMs = ms;
  }
  return soonest;
}

function comesBefore(ms: number, worker: PlacementWorker, bestMs: number, best: PlacementWorker): boolean {
  if (ms !== bestMs) return ms < bestMs;
  if (worker.running !== best.running) return worker.running < best.running;
  return worker.id < best.id;
}

function explain(worker: PlacementWorker, model: AdvertisedModel, ms: number, nextMs: number, fit: number): string {
  const speed = model.tokensPerSecond > 0 ? `${round(model.tokensPerSecond)} tokens/s` : 'speed not measured yet';
  const free = Math.max(0, worker.slots - worker.running - worker.queued);
  const load =
    free > 0 ? `${free} of ${worker.slots} slots free` : `${worker.running} running and ${worker.queued} waiting`;
  const others = fit === 1 ? 'the only worker that fits' : `lowest of ${fit}, the next needs ${seconds(nextMs)}`;
  return `${worker.name} with ${model.name} should be done in ${seconds(ms)} (${speed}, ${load}): ${others}.`;
}

function seconds(ms: number): string {
  return `${round(ms / 1000)} s`;
}

function round(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toFixed(1);
}
