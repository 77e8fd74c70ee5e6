import { manualClock, type ManualClock } from '@hanzo/testkit';
import type { Plant } from './coordinator-process.ts';
import { readTasks, type Disk, type DiskRoom } from './disk.ts';
import { checkJournal, checkRest } from './end-checks.ts';
import { GhostHunt } from './ghosts.ts';
import { inflict, type Victims } from './inflict.ts';
import { Network } from './network.ts';
import { isWild, planOf, type FaultPlan, type Plan } from './plan.ts';
import { Random } from './random.ts';
import { CoordinatorMachine } from './sim-coordinator.ts';
import { Trace } from './trace.ts';
import { Watch } from './watch.ts';
import { WorkerMachine } from './sim-worker.ts';

export interface Simulated {
  readonly plan: Plan;
  /** What must not have happened. Empty: the seed holds. */
  readonly problems: readonly string[];
  /** Empty unless asked for. */
  readonly trace: readonly string[];
  readonly states: ReadonlyMap<string, string>;
  /** Simulated milliseconds. */
  readonly tookMs: number;
}

export interface SimulateOptions {
  readonly room: DiskRoom;
  /** @default false */
  readonly isTraced?: boolean;
  /** @default the code as it is */
  readonly plant?: Plant;
}

const STEP_MS = 250;
/** Within so much after the last fault every task must have ended. Milliseconds. */
const MOST_CALM_MS = 60_000;
/** Within so much after the last task everything must be at rest. Milliseconds. */
const MOST_REST_MS = 10_000;

/** Plays one seed through: the same seed, the same events. */
export async function simulate(
  seed: number,
  { room, isTraced = false, plant = {} }: SimulateOptions,
): Promise<Simulated> {
  const chance = Math.random;
  // Workers must not foresee when they are checked; whoever plays a seed again must.
  const random = new Random(seed);
  Math.random = () => random.next();
  try {
    return await new World(planOf(seed), room, isTraced, plant).play();
  } finally {
    Math.random = chance;
  }
}

class World {
  readonly #plan: Plan;
  readonly #time: ManualClock = manualClock();
  readonly #trace: Trace;
  readonly #watch: Watch;
  readonly #network: Network;
  readonly #workers: ReadonlyMap<string, WorkerMachine>;
  readonly #coordinators: ReadonlyMap<string, CoordinatorMachine>;
  readonly #disks = new Map<string, Disk>();
  readonly #ghosts: GhostHunt;
  /** What ends the faults that have begun. */
  readonly #open: (() => void)[] = [];
  #isCalm = false;

  constructor(plan: Plan, room: DiskRoom, isTraced: boolean, plant: Plant) {
    const time = this.#time;
    const random = new Random(plan.seed).fork();
    const trace = new Trace(isTraced, () => time.elapsed());
    const watch = new Watch({ ...plan, isLossy: isWild(plan) });
    const network = new Network({ time, random: random.fork(), trace });
    for (const node of plan.coordinators.flatMap(CoordinatorMachine.nodesOf)) {
      for (const worker of plan.workers) network.addLink(node, worker.name, worker);
    }
    const failsWith = plan.isPatient ? 'ENGINE_FAILED' : 'ENGINE_CRASHED';
    const onProblem = (problem: string): void => watch.problem(problem);
    this.#workers = new Map(
      plan.workers.map((worker) => [
        worker.name,
        new WorkerMachine({ plan: worker, failsWith, time, random: random.fork(), network, trace, onProblem }),
      ]),
    );
    this.#coordinators = new Map(
      plan.coordinators.map((name) => {
        const disk = room.disk();
        this.#disks.set(name, disk);
        return [name, new CoordinatorMachine({ name, plan, plant, time, network, trace, watch, disk })];
      }),
    );
    this.#plan = plan;
    this.#trace = trace;
    this.#watch = watch;
    this.#network = network;
    this.#ghosts = new GhostHunt([...this.#workers.values()], [...this.#coordinators.values()], network);
  }

  async play(): Promise<Simulated> {
    for (const fault of this.#plan.faults) this.#time.after(fault.at, () => this.#begin(fault));
    await this.#until(() => this.#isDone(), this.#plan.calmAt + MOST_CALM_MS);
    this.#calm();
    for (const coordinator of this.#coordinators.values()) coordinator.rest();
    await this.#until(() => this.#isAtRest(), this.#time.elapsed() + MOST_REST_MS);
    const world = {
      plan: this.#plan,
      watch: this.#watch,
      workers: [...this.#workers.values()],
      coordinators: [...this.#coordinators.values()],
      network: this.#network,
    };
    checkRest(world, this.#time.elapsed());
    if (this.#isDone()) for (const coordinator of this.#coordinators.values()) await coordinator.stop();
    for (const [name, disk] of this.#disks) checkJournal(world, name, readTasks(disk.journal));
    for (const disk of this.#disks.values()) disk[Symbol.dispose]();
    return {
      plan: this.#plan,
      problems: this.#watch.problems,
      trace: this.#trace.lines,
      states: this.#watch.ended,
      tookMs: this.#time.elapsed(),
    };
  }

  async #until(isReached: () => boolean, limitMs: number): Promise<void> {
    while (!isReached() && this.#watch.problems.length === 0 && this.#time.elapsed() < limitMs) {
      await this.#time.advance(STEP_MS);
      for (const problem of this.#ghosts.look(STEP_MS)) this.#watch.problem(problem);
    }
  }

  #isDone(): boolean {
    return [...this.#coordinators.values()].every(({ isDone }) => isDone);
  }

  #isAtRest(): boolean {
    const coordinators = [...this.#coordinators.values()];
    return this.#ghosts.held().length === 0 && coordinators.every(({ load }) => load === 0);
  }

  #begin(fault: FaultPlan): void {
    if (this.#isCalm) return;
    const end = inflict(fault, this.#victims());
    if (fault.forMs > 0) this.#time.after(fault.forMs, end);
    this.#open.push(end);
  }

  /** Ends every fault, also those that would have gone on. */
  #calm(): void {
    this.#isCalm = true;
    for (const end of this.#open.splice(0)) end();
  }

  #victims(): Victims {
    return {
      time: this.#time,
      network: this.#network,
      worker: (name) => required(this.#workers, name),
      coordinator: (name) => required(this.#coordinators, name),
    };
  }
}

function required<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new RangeError(`There is no ${name}.`);
  return found;
}
