/** How long many tasks take on workers of different speed, in simulated time: for tests of placement. */
import { type IndexedWorker, PlacementIndex, type PlacementNeeds } from '../src/index.ts';

export interface SimulatedTask {
  readonly needs: PlacementNeeds;
  /** What it will really write: nobody knows before. */
  readonly outputTokens: number;
}

export interface SimulatedWorker {
  readonly speed: number;
  readonly slots: number;
}

interface Running {
  readonly endMs: number;
  readonly worker: string;
}

/** Of those with room, by id, the one that gets the next task; undefined lets it wait. */
export type Policy = (task: SimulatedTask, waiting: number, fleet: Fleet) => string | undefined;

const TOKENS_PER_SECOND = 10;
const READING = 8;
/** A dispatcher does not look through a long line for one task that need not wait. */
const LOOKED_AT = 32;

export class Fleet {
  readonly index: PlacementIndex<IndexedWorker> = new PlacementIndex();
  readonly ids: readonly string[];
  readonly #speeds = new Map<string, number>();

  constructor(workers: readonly SimulatedWorker[]) {
    this.ids = workers.map((_, at) => `w${String(at).padStart(3, '0')}`);
    for (const [at, { speed, slots }] of workers.entries()) {
      const id = this.ids[at] ?? '';
      this.#speeds.set(id, speed);
      const models = [{ name: 'm', contextTokens: 32_768, tokensPerSecond: TOKENS_PER_SECOND * speed }];
      const state = { state: 'ready', suspect: false, hasRoom: true } as const;
      this.index.set({ id, name: id, models, slots, running: 0, queued: 0, ...state });
    }
  }

  hasRoom(id: string): boolean {
    return this.index.get(id)?.hasRoom === true;
  }

  change(id: string, by: 1 | -1): void {
    const worker = this.index.get(id);
    if (worker === undefined) return;
    const running = worker.running + by;
    this.index.set({ ...worker, running, hasRoom: running < worker.slots });
  }

  msFor({ needs, outputTokens }: SimulatedTask, id: string): number {
    return msAt({ needs, outputTokens }, this.#speeds.get(id) ?? 1);
  }
}

function msAt({ needs, outputTokens }: SimulatedTask, speed: number): number {
  return ((needs.promptTokens / READING + outputTokens) / (TOKENS_PER_SECOND * speed)) * 1000;
}

/** No schedule can be shorter than all work on all slots, or than the longest task on the fastest one. */
export function lowerBoundMs(tasks: readonly SimulatedTask[], workers: readonly SimulatedWorker[]): number {
  const speed = workers.reduce((sum, worker) => sum + worker.speed * worker.slots, 0);
  const fastest = Math.max(...workers.map((worker) => worker.speed));
  const work = tasks.reduce((sum, task) => sum + msAt(task, 1), 0);
  return Math.max(work / speed, ...tasks.map((task) => msAt(task, fastest)));
}

export function makespanMs(
  tasks: readonly SimulatedTask[],
  workers: readonly SimulatedWorker[],
  policy: Policy,
): number {
  const fleet = new Fleet(workers);
  const waiting = [...tasks];
  const running: Running[] = [];
  let now = 0;
  for (;;) {
    for (let at = 0; at < Math.min(waiting.length, LOOKED_AT) && fleet.ids.some((id) => fleet.hasRoom(id));) {
      const task = waiting[at];
      const worker = task === undefined ? undefined : policy(task, waiting.length, fleet);
      if (task === undefined || worker === undefined) {
        at += 1;
        continue;
      }
      waiting.splice(at, 1);
      fleet.change(worker, 1);
      running.push({ worker, endMs: now + fleet.msFor(task, worker) });
    }
    running.sort((a, b) => a.endMs - b.endMs);
    const next = running.shift();
    if (next === undefined) return waiting.length === 0 ? now : Number.POSITIVE_INFINITY;
    now = next.endMs;
    fleet.change(next.worker, -1);
  }
}

export const byIndex: Policy = ({ needs }, waiting, { index }) => {
  const placed = index.place(needs, { waiting });
  return placed === undefined || 'held' in placed ? undefined : placed.worker.id;
};

/** Each in turn, who has no room is passed over. */
export function roundRobin(): Policy {
  let last = -1;
  return (_, __, fleet) => {
    for (let step = 1; step <= fleet.ids.length; step += 1) {
      const id = fleet.ids[(last + step) % fleet.ids.length] ?? '';
      if (!fleet.hasRoom(id)) continue;
      last += step;
      return id;
    }
    return undefined;
  };
}

/** Any of those with room. */
export function anyOf(random: () => number): Policy {
  return (_, __, fleet) => {
    const free = fleet.ids.filter((id) => fleet.hasRoom(id));
    return free[Math.floor(random() * free.length)];
  };
}
