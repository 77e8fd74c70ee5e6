import { DATA_CLASSES, DEFAULT_DATA_CLASS } from '@hanzo/contracts';
import { type AdvertisedModel, expectedCompletionMs, serviceMs, type TaskSize } from './completion.ts';
import { type HeapMember, IndexedHeap } from './indexed-heap.ts';
import { isWanted, type PlacementNeeds, type PlacementWorker } from './placement.ts';

/** What the index knows of a worker. Immutable: every change is a new object. */
export interface IndexedWorker extends PlacementWorker {
  /**
   * Can start one more attempt now (or wait its turn among other coordinators' there). False says that its slots are
   * taken, and that they will be free again: whatever else stands against a worker is its `state`.
   */
  readonly hasRoom: boolean;
  /** How much slower than advertised it really is, learned from its finished attempts: 1 as said, 2 half as fast. @default 1 */
  readonly slowness?: number;
}

/** Orders workers before any task is known: a page of code to read, a few findings to write. */
export const REFERENCE: TaskSize = { promptTokens: 1_000, maxOutputTokens: 250 };

/** Rates are whole tasks in so many milliseconds, so that adding and taking away never drifts. */
const RATE_UNIT_MS = 1_000_000_000;
/** Whatever a worker claims of itself, sums stay exact. */
const MOST_RATE = 100_000_000_000;

/** One model of one worker. */
export interface Choice<W extends IndexedWorker> extends HeapMember {
  worker: W;
  readonly model: AdvertisedModel;
  readonly group: PlacementGroup<W>;
  /** Until the reference task would be done there, in milliseconds. */
  referenceMs: number;
  /** Reference tasks in `RATE_UNIT_MS` when all slots are in use. Whole. */
  rate: number;
  /** Of models that the worker has. */
  readonly siblings: number;
}

export function slownessOf({ slowness = 1 }: IndexedWorker): number {
  return slowness > 0 ? slowness : 1;
}

/** Milliseconds until the task would be done there, as far as the worker has kept its word. */
export function completionMs<W extends IndexedWorker>(size: TaskSize, { worker, model }: Choice<W>): number {
  return expectedCompletionMs(size, model, worker) * slownessOf(worker);
}

/** Best first for the reference task; then the one that runs fewest, then the lower id. */
export function isBefore<W extends IndexedWorker>(a: Choice<W>, b: Choice<W>): boolean {
  if (a.referenceMs !== b.referenceMs) return a.referenceMs < b.referenceMs;
  if (a.worker.running !== b.worker.running) return a.worker.running < b.worker.running;
  return a.worker.id < b.worker.id;
}

/** Choices that fit the same tasks: one model name with the same weights, one context size, the same classes of data. */
export class PlacementGroup<W extends IndexedWorker> {
  readonly key: string;
  readonly model: string;
  readonly #named: Pick<AdvertisedModel, 'name' | 'sha256'>;
  readonly contextTokens: number;
  readonly free: IndexedHeap<Choice<W>> = new IndexedHeap(isBefore);
  readonly busy: IndexedHeap<Choice<W>> = new IndexedHeap(isBefore);
  readonly #dataClasses: IndexedWorker['dataClasses'];
  #rate = 0;
  #sharedRate = 0;

  constructor(model: AdvertisedModel, { dataClasses }: IndexedWorker) {
    this.key = groupKey(model, dataClasses);
    this.model = model.name;
    this.#named = model;
    this.contextTokens = model.contextTokens;
    this.#dataClasses = dataClasses;
  }

  get size(): number {
    return this.free.size + this.busy.size;
  }

  takes(needs: PlacementNeeds): boolean {
    const { promptTokens, maxOutputTokens, models, dataClass = DEFAULT_DATA_CLASS } = needs;
    if (models?.has(this.model) === false) return false;
    if (!isWanted(needs, this.#named)) return false;
    if (this.contextTokens < promptTokens + maxOutputTokens) return false;
    return this.#dataClasses === undefined || this.#dataClasses.includes(dataClass);
  }

  /**
   * Reference tasks per millisecond that all its workers finish together.
   *
   * @param anyModel each worker counts with the part that one of its models is of all of them
   * @param without is not counted
   */
  rate(anyModel: boolean, without: Choice<W>): number {
    const rate = (anyModel ? this.#sharedRate : this.#rate) - (without.group === this ? part(without, anyModel) : 0);
    return rate / RATE_UNIT_MS;
  }

  add(worker: W, model: AdvertisedModel): Choice<W> {
    const siblings = Math.max(1, worker.models.length);
    const choice: Choice<W> = { worker, model, group: this, referenceMs: 0, rate: 0, siblings, position: -1 };
    this.#weigh(choice, worker);
    this.#heapFor(worker).add(choice);
    return choice;
  }

  /** Takes in the worker's new state. */
  update(choice: Choice<W>, worker: W): void {
    const heap = this.#heapFor(choice.worker);
    const next = this.#heapFor(worker);
    if (heap !== next) heap.delete(choice);
    this.#weigh(choice, worker);
    if (heap === next) heap.moved(choice);
    else next.add(choice);
  }

  delete(choice: Choice<W>): void {
    this.#heapFor(choice.worker).delete(choice);
    this.#count(choice, -1);
  }

  #heapFor(worker: W): IndexedHeap<Choice<W>> {
    return worker.hasRoom ? this.free : this.busy;
  }

  #weigh(choice: Choice<W>, worker: W): void {
    this.#count(choice, -1);
    choice.worker = worker;
    choice.referenceMs = completionMs(REFERENCE, choice);
    choice.rate = Math.min(MOST_RATE, Math.round(rateOf(choice) * RATE_UNIT_MS)) || 0;
    this.#count(choice, 1);
  }

  #count(choice: Choice<W>, sign: 1 | -1): void {
    this.#rate += sign * part(choice, false);
    this.#sharedRate += sign * part(choice, true);
  }
}

function part<W extends IndexedWorker>({ rate, siblings }: Choice<W>, anyModel: boolean): number {
  return anyModel ? Math.round(rate / siblings) : rate;
}

/** Reference tasks per millisecond with all slots in use. */
function rateOf<W extends IndexedWorker>({ worker, model }: Choice<W>): number {
  return worker.slots / (serviceMs(REFERENCE, model, worker.slots) * slownessOf(worker));
}

export function groupKey(model: AdvertisedModel, dataClasses: IndexedWorker['dataClasses']): string {
  const classes = dataClasses === undefined ? '*' : DATA_CLASSES.filter((one) => dataClasses.includes(one)).join();
  return `${model.contextTokens} ${classes} ${model.sha256 ?? ''} ${model.name}`;
}
