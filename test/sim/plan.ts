import { PRIORITIES, type Priority } from '@hanzo/contracts';
import type { WildFaults } from './channel.ts';
import { WEIGHTS, type Weights } from './answers.ts';
import { Random } from './random.ts';
import type { EngineFaults } from './sim-engine.ts';
import type { Step } from './sim-process.ts';

export interface WorkerPlan {
  readonly name: string;
  readonly weights: Weights;
  readonly slots: number;
  /** Its engine can go on from the beginning of an answer. */
  readonly resumes: boolean;
  readonly pieceMs: number;
  readonly readMs: number;
  readonly latencyMs: number;
  readonly jitterMs: number;
}

export interface TaskPlan {
  readonly id: string;
  /** Machine of its coordinator. */
  readonly coordinator: string;
  /** When somebody wants it done. All times are milliseconds from the start. */
  readonly at: number;
  readonly seed: number;
  readonly words: number;
  /** When that person wants it no more, and says so: to the process that waits for it, or at another terminal. */
  readonly cancel: { readonly at: number; readonly by: 'signal' | 'book' } | undefined;
  readonly priority: Priority;
  readonly user: string;
  readonly copies: number;
  readonly deadlineMs: number | undefined;
}

/** One thing that goes wrong, and how long it stays so. */
export type FaultPlan = { readonly at: number; readonly forMs: number } & (
  | {
      readonly kind: 'cut';
      readonly coordinator: string;
      readonly worker: string;
      readonly ways: 'both' | 'there' | 'back';
    }
  | { readonly kind: 'wild'; readonly coordinator: string; readonly worker: string; readonly faults: WildFaults }
  | { readonly kind: 'reset'; readonly coordinator: string; readonly worker: string }
  | { readonly kind: 'worker-dies'; readonly worker: string; readonly isKernelAlive: boolean }
  | { readonly kind: 'worker-pauses'; readonly worker: string }
  | { readonly kind: 'owner-is-back'; readonly worker: string; readonly running: 'finish' | 'hand-back' }
  | { readonly kind: 'bad-engine'; readonly worker: string; readonly faults: EngineFaults }
  | {
      readonly kind: 'coordinator-dies';
      readonly coordinator: string;
      readonly isKernelAlive: boolean;
      readonly afterSteps: number;
      readonly afterKind: Step;
    }
  | { readonly kind: 'coordinator-pauses'; readonly coordinator: string }
  | { readonly kind: 'run-taken-over'; readonly coordinator: string }
);

/** Everything that a seed decides, before anything runs. */
export interface Plan {
  readonly seed: number;
  readonly coordinators: readonly string[];
  readonly workers: readonly WorkerPlan[];
  readonly tasks: readonly TaskPlan[];
  readonly faults: readonly FaultPlan[];
  readonly leaseMs: number;
  /** Attempts and waits without limit, so that every task must get done. Otherwise it may be undone, with a reason. */
  readonly isPatient: boolean;
  /** All tasks at once, by `executeAll`; otherwise each when it comes. */
  readonly isBatch: boolean;
  /** Workers are checked by other workers, and banned when they lie. None does. */
  readonly checksWorkers: boolean;
  /** Stragglers are tried a second time whatever it costs. */
  readonly hedgesFreely: boolean;
  /** When all faults are over. */
  readonly calmAt: number;
}

/** Arrivals and faults begin within so many milliseconds. */
const BUSY_MS = 6_000;
const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

export function planOf(seed: number): Plan {
  const random = new Random(seed);
  const coordinators = names('c', random.chance(0.25) ? 2 : 1);
  const workers = names('w', random.between(2, 4)).map((name) => workerPlan(name, random));
  const tasks = names('t', random.between(5, 16)).map((id) =>
    taskPlan(id, random.pick(coordinators), workers.length, random),
  );
  const machines = { coordinators, workers: workers.map(({ name }) => name) };
  const faults = faultPlans(machines, random);
  return {
    seed,
    coordinators,
    workers,
    tasks,
    faults,
    leaseMs: random.between(2_000, 4_000),
    isPatient: random.chance(0.8),
    isBatch: random.chance(0.3),
    checksWorkers: random.chance(0.3),
    hedgesFreely: random.chance(0.4),
    calmAt: Math.max(0, ...faults.map(({ at, forMs }) => at + forMs)),
  };
}

/** Frames can be lost, doubled and overtaken. */
export function isWild({ faults }: Plan): boolean {
  return faults.some(({ kind }) => kind === 'wild');
}

function workerPlan(name: string, random: Random): WorkerPlan {
  return {
    name,
    weights: random.pick(WEIGHTS),
    slots: random.between(1, 3),
    resumes: random.chance(0.7),
    pieceMs: random.pick([30, 80, 160, 300]),
    readMs: random.between(0, 800),
    latencyMs: random.pick([0, 1, 5, 40]),
    jitterMs: random.pick([0, 2, 60]),
  };
}

function taskPlan(id: string, coordinator: string, workers: number, random: Random): TaskPlan {
  const at = random.chance(0.5) ? 0 : random.between(0, BUSY_MS);
  return {
    id,
    coordinator,
    at,
    seed: random.between(1, 1_000),
    words: random.pick([1, 8, 16, 30]),
    cancel: random.chance(0.08)
      ? { at: at + random.between(0, 4_000), by: random.pick(['signal', 'book']) }
      : undefined,
    priority: random.pick(PRIORITIES),
    user: random.pick(['ann', 'bob']),
    copies: random.chance(0.05) ? random.between(2, workers) : 1,
    deadlineMs: random.chance(0.05) ? random.between(500, 10_000) : undefined,
  };
}

interface Machines {
  readonly coordinators: readonly string[];
  readonly workers: readonly string[];
}

function faultPlans(machines: Machines, random: Random): readonly FaultPlan[] {
  const isWild = random.chance(0.4);
  const faults = Array.from({ length: random.between(0, 10) }, () => faultPlan(machines, random));
  return [...faults, ...(isWild ? wildPlans(machines, random) : [])].toSorted((a, b) => a.at - b.at);
}

function wildPlans({ coordinators, workers }: Machines, random: Random): readonly FaultPlan[] {
  const links = coordinators.flatMap((coordinator) => workers.map((worker) => ({ coordinator, worker })));
  return links
    .filter(() => random.chance(0.6))
    .map((link) => ({
      kind: 'wild',
      at: random.between(0, 2_000),
      forMs: BUSY_MS,
      ...link,
      faults: wildFaults(random),
    }));
}

/** Each kind with its weight. */
const KINDS: readonly (readonly [kind: Exclude<FaultPlan['kind'], 'wild'>, weight: number])[] = [
  ['cut', 4],
  ['reset', 2],
  ['worker-dies', 4],
  ['worker-pauses', 5],
  ['owner-is-back', 1],
  ['bad-engine', 4],
  ['coordinator-dies', 4],
  ['coordinator-pauses', 2],
  ['run-taken-over', 1],
];

function faultPlan({ coordinators, workers }: Machines, random: Random): FaultPlan {
  const kinds = KINDS.flatMap(([kind, weight]) => Array.from({ length: weight }, () => kind));
  const kind = random.pick(kinds);
  const at = random.between(0, BUSY_MS);
  const forMs = random.pick([random.between(1, 300), random.between(300, 3_000), random.between(3_000, 7_000)]);
  const worker = random.pick(workers);
  const coordinator = random.pick(coordinators);
  const isKernelAlive = random.chance(0.7);
  switch (kind) {
    case 'cut':
      return { kind, at, forMs, coordinator, worker, ways: random.pick(['both', 'both', 'there', 'back']) };
    case 'reset':
      return { kind, at, forMs: 0, coordinator, worker };
    case 'worker-dies':
      return { kind, at, forMs, worker, isKernelAlive };
    case 'worker-pauses':
      return { kind, at, forMs, worker };
    case 'owner-is-back':
      return { kind, at, forMs, worker, running: random.pick(['finish', 'hand-back']) };
    case 'bad-engine':
      return { kind, at, forMs: Math.max(2_000, forMs), worker, faults: engineFaults(random) };
    case 'coordinator-dies':
      return { kind, at, forMs: Math.min(forMs, 4_000), coordinator, isKernelAlive, ...deathPoint(random) };
    case 'coordinator-pauses':
    case 'run-taken-over':
      return { kind, at, forMs, coordinator };
  }
}

/** Anywhere, or right after somebody was told that a task has ended. */
function deathPoint(random: Random): { readonly afterSteps: number; readonly afterKind: Step } {
  if (random.chance(0.3)) return { afterSteps: 1, afterKind: 'told' };
  return { afterSteps: random.between(1, 40), afterKind: 'something' };
}

function wildFaults(random: Random): WildFaults {
  const some = (): number => (random.chance(0.6) ? random.next() * 0.1 : 0);
  return { drop: some(), duplicate: some(), reorder: some() };
}

function engineFaults(random: Random): EngineFaults {
  return {
    fail: random.next() * 0.4,
    hang: random.next() * 0.3,
    stall: random.next() * 0.3,
    slowness: random.pick([1, 1, 4, 8]),
  };
}
