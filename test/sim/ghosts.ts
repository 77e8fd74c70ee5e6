import type { Network } from './network.ts';
import type { CoordinatorMachine } from './sim-coordinator.ts';
import type { WorkerMachine } from './sim-worker.ts';

/** A worker that can hear its coordinators may hold what nobody waits for no longer than this. Milliseconds. */
const MOST_GHOST_MS = 7_000;

/** Looks for attempts that workers hold although nobody waits for them any more. */
export class GhostHunt {
  readonly #workers: readonly WorkerMachine[];
  readonly #coordinators: readonly CoordinatorMachine[];
  readonly #network: Network;
  /** How long each has been a ghost while its worker could have known. Milliseconds. */
  readonly #ages = new Map<string, number>();

  constructor(workers: readonly WorkerMachine[], coordinators: readonly CoordinatorMachine[], network: Network) {
    this.#workers = workers;
    this.#coordinators = coordinators;
    this.#network = network;
  }

  /** Attempts that workers hold, whoever waits for them. */
  held(): readonly string[] {
    return this.#workers.flatMap(({ attemptIds }) => attemptIds).filter((id) => !this.#network.isTampered(id));
  }

  /** @returns what is wrong, when it is asked every `ms` */
  look(ms: number): readonly string[] {
    const wanted = new Set(this.#coordinators.flatMap(({ attemptIds }) => attemptIds));
    const problems: string[] = [];
    for (const worker of this.#workers) {
      if (worker.process.isPaused || !this.#isReachable(worker)) continue;
      for (const id of worker.attemptIds) {
        if (wanted.has(id) || this.#network.isTampered(id)) continue;
        const age = (this.#ages.get(id) ?? 0) + ms;
        this.#ages.set(id, age);
        if (age === MOST_GHOST_MS)
          problems.push(`${worker.name} works on an attempt that nobody has wanted for ${age} ms`);
      }
    }
    return problems;
  }

  #isReachable({ name }: WorkerMachine): boolean {
    return this.#coordinators.every((coordinator) => {
      if (coordinator.processes.some(({ process }) => process.isPaused)) return false;
      const { there, back } = this.#network.link(coordinator.name, name);
      return !there.isCut && !back.isCut;
    });
  }
}
