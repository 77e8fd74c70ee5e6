/** Workers that exist only as what placement knows of them, and tasks that end when they should. No clock, no network. */
import { HanzoError } from '@hanzo/contracts';
import { type IndexedWorker, PlacementIndex, type PlacementNeeds, PrefixAffinity, serviceMs } from '@hanzo/router';

/** One call, in microseconds, and what it was for. */
export interface Costs {
  /** To find the worker, warm ones looked up included. */
  readonly place: Float64Array;
  /** To take in a changed load; two for each task. */
  readonly set: Float64Array;
  /** Placements asked for, held and refused ones included; only the first so many are in `place`. */
  readonly asked: number;
  readonly held: number;
}

const MODELS = ['llama3.2', 'qwen3'];
const CONTEXTS = [4_096, 8_192, 32_768];
const SPEEDS = [5, 10, 20];
/** What prompts begin with: the files of a project. */
const BEGINNINGS = 200;

/** Repeatable: every run places the same tasks. */
export function workersOf(count: number): readonly IndexedWorker[] {
  return Array.from({ length: count }, (_, at) => {
    const speed = (SPEEDS[at % SPEEDS.length] ?? 5) * (1 + ((at * 7_919) % 997) / 2_000);
    const name = MODELS[at % 5 === 4 ? 1 : 0] ?? '';
    const contextTokens = CONTEXTS[(at >> 1) % CONTEXTS.length] ?? 4_096;
    const models = [{ name, contextTokens, tokensPerSecond: speed, promptTokensPerSecond: speed * (6 + (at % 7)) }];
    const idle = { running: 0, queued: 0, state: 'ready', suspect: false, hasRoom: true } as const;
    return { id: `worker-${at}`, name: `worker-${at}`, models, slots: 1 + (at % 4), ...idle };
  });
}

function needsOf(task: number): PlacementNeeds {
  const promptTokens = 200 + ((task * 104_729) % 2_000);
  // Some would take any model.
  return { model: task % 10 === 0 ? undefined : MODELS[0], promptTokens, maxOutputTokens: 50 + ((task * 31) % 400) };
}

/** Has so many tasks done, as soon as the workers can, and measures each call. */
export function runTasks(count: number, tasks: number): Costs {
  const mesh = new SimulatedMesh(workersOf(count), tasks);
  for (let task = 0; task < tasks;) {
    if (mesh.start(task, tasks - task)) task += 1;
    else mesh.endNext();
  }
  return mesh.costs();
}

class SimulatedMesh {
  readonly #index = new PlacementIndex<IndexedWorker>();
  readonly #affinity = new PrefixAffinity();
  readonly #ends = new Ends();
  readonly #place: Float64Array;
  readonly #set: Float64Array;
  #asked = 0;
  #held = 0;
  #changed = 0;
  #now = 0;

  constructor(workers: readonly IndexedWorker[], tasks: number) {
    for (const worker of workers) this.#index.set(worker);
    this.#place = new Float64Array(tasks);
    this.#set = new Float64Array(tasks);
  }

  costs(): Costs {
    const place = this.#place.subarray(0, this.#asked);
    return { place, set: this.#set.subarray(0, this.#changed), asked: this.#asked, held: this.#held };
  }

  /** False: it has to wait. */
  start(task: number, waiting: number): boolean {
    const needs = needsOf(task);
    const keys = [`system:800`, `file-${task % BEGINNINGS}:1824`];
    const from = performance.now();
    const warm = this.#affinity.warm(needs.model, keys);
    const placed = this.#index.place(needs, { waiting, warm });
    // What does not fit any more is not kept: writing behind the end of a typed array does nothing.
    this.#place[this.#asked++] = (performance.now() - from) * 1_000;
    if (placed !== undefined && 'held' in placed) this.#held += 1;
    if (placed === undefined || 'held' in placed) return false;
    const { worker } = placed;
    const model = worker.models[0];
    if (model === undefined) return false;
    this.#affinity.note(worker.id, placed.model, keys);
    this.#change(worker.id, 1);
    this.#ends.add(this.#now + serviceMs(needs, model), worker.id);
    return true;
  }

  endNext(): void {
    const next = this.#ends.shift();
    if (next === undefined) throw new HanzoError('INTERNAL', 'A task waits and nothing runs.');
    this.#now = next.at;
    this.#change(next.id, -1);
  }

  #change(id: string, by: 1 | -1): void {
    const worker = this.#index.get(id);
    if (worker === undefined) return;
    const running = worker.running + by;
    const changed = { ...worker, running, hasRoom: running < worker.slots };
    const from = performance.now();
    this.#index.set(changed);
    this.#set[this.#changed++] = (performance.now() - from) * 1_000;
  }
}

interface End {
  readonly at: number;
  readonly id: string;
}

/** What runs, the next to end first: a binary heap. */
class Ends {
  readonly #heap: End[] = [];

  add(at: number, id: string): void {
    let place = this.#heap.push({ at, id }) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfSooner(place, parent)) return;
      place = parent;
    }
  }

  shift(): End | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || this.#heap.length === 0) return first;
    this.#heap[0] = last;
    for (let place = 0; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      const sooner = (this.#heap[right]?.at ?? Infinity) < (this.#heap[left]?.at ?? Infinity) ? right : left;
      if (!this.#swapIfSooner(sooner, place)) return first;
      place = sooner;
    }
  }

  #swapIfSooner(low: number, high: number): boolean {
    const [a, b] = [this.#heap[low], this.#heap[high]];
    if (a === undefined || b === undefined || a.at >= b.at) return false;
    this.#heap[low] = b;
    this.#heap[high] = a;
    return true;
  }
}
