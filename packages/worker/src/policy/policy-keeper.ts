import type { Clock, Logger } from '@hanzo/contracts';
import type { Terms } from '../terms.ts';
import { LoadGate } from './load-gate.ts';
import type { MachineReadings, MachineSensors, MachineState, OwnerPause } from './machine.ts';
import type { OwnerPolicy } from './owner-policy.ts';
import { sensorsOf, unmetWishes } from './needed-sensors.ts';
import { readNeeded } from './preview-policy.ts';
import { sameTerms, type KeptTerms } from './same-terms.ts';
import { termsOf, type TimedTerms } from './terms-of.ts';
import { systemZone, type Zone } from './wall-clock.ts';

export interface PolicyKeeperParts {
  readonly policy: OwnerPolicy;
  readonly sensors: MachineSensors;
  /** See `OwnersSideParts`. @default false */
  readonly engineIsForeign?: boolean | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** The owner's own pause, asked for at every look. */
  readonly ownerPause: () => OwnerPause | undefined;
  /** Called with the first terms, and whenever they change. */
  readonly apply: (terms: Terms) => void;
  /** @default the time zone of this process */
  readonly zone?: Zone | undefined;
}

/** How often sensors are read, when the policy needs any. Milliseconds. */
const POLL_MS = 2_000;
/** Longest time between two looks at the clock: a suspended or newly set one must not hold terms up for hours. */
const LOOK_MS = 30_000;
/** Shortest time between two looks: a sensor that gives its last reading again promises a change that does not come. */
const LEAST_MS = 250;

/** Holds a policy against the machine and the clock, and says what follows from it as soon as that changes. */
export class PolicyKeeper implements AsyncDisposable {
  readonly #parts: PolicyKeeperParts;
  readonly #zone: Zone;
  readonly #gate = new LoadGate();
  readonly #stop = new AbortController();
  #policy: OwnerPolicy;
  #readings: MachineReadings = {};
  #terms: TimedTerms | undefined;
  #applied: KeptTerms | undefined;
  #wake = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  private constructor(parts: PolicyKeeperParts) {
    this.#parts = parts;
    this.#policy = parts.policy;
    this.#zone = parts.zone ?? systemZone;
  }

  /** Resolves when the first terms have been applied. */
  static async start(parts: PolicyKeeperParts): Promise<PolicyKeeper> {
    const keeper = new PolicyKeeper(parts);
    await keeper.#read();
    keeper.refresh();
    keeper.#warn();
    keeper.#loop = keeper.#run();
    return keeper;
  }

  get policy(): OwnerPolicy {
    return this.#policy;
  }

  get readings(): MachineReadings {
    return this.#readings;
  }

  /** In force now. */
  get terms(): TimedTerms {
    return this.#terms ?? this.#compute();
  }

  /** Obeys another policy. Resolves when its terms are in force. */
  async setPolicy(policy: OwnerPolicy): Promise<void> {
    this.#policy = policy;
    await this.#read();
    this.refresh();
    this.#warn();
  }

  /** Looks at the clock and the owner's pause now. Applies the terms when they have changed. */
  refresh(): void {
    const terms = this.#compute();
    const kept = { policy: this.#policy, terms };
    const before = this.#applied;
    this.#terms = terms;
    this.#wake.abort();
    if (before !== undefined && sameTerms(before, kept)) return;
    this.#applied = kept;
    this.#say(before?.terms, terms);
    this.#parts.apply(terms);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#wake = new AbortController();
      const signal = AbortSignal.any([this.#stop.signal, this.#wake.signal]);
      await this.#parts.clock.sleep(this.#pauseMs(), signal).catch(() => undefined);
      if (this.#stop.signal.aborted) return;
      // Woken up: whoever did has looked already, and only the time to the next look may be another.
      if (this.#wake.signal.aborted) continue;
      await this.#read();
      this.refresh();
    }
  }

  #pauseMs(): number {
    const look = sensorsOf(this.#policy, this.#parts.engineIsForeign).length > 0 ? POLL_MS : LOOK_MS;
    const { nextChangeAt } = this.terms;
    const left = nextChangeAt === undefined ? look : nextChangeAt - this.#parts.clock.now();
    // A look shortly before a change would make the next one late.
    return left < look + LEAST_MS ? Math.max(LEAST_MS, left) : look;
  }

  async #read(): Promise<void> {
    const { sensors, clock, engineIsForeign } = this.#parts;
    const readings = await readNeeded(this.#policy, sensors, engineIsForeign);
    this.#readings = readings;
    const { load } = readings;
    const others = load?.kind === 'load' ? load.others : undefined;
    this.#gate.read(others, this.#policy.maxLoad, clock.elapsed());
  }

  #compute(): TimedTerms {
    const { ownerPause, clock } = this.#parts;
    const state: MachineState = { ...this.#readings, ownerPause: ownerPause(), overloaded: this.#gate.overloaded };
    return termsOf(this.#policy, state, clock.now(), this.#zone);
  }

  #say(before: TimedTerms | undefined, after: TimedTerms): void {
    const { log } = this.#parts;
    if (before?.pause?.reason === after.pause?.reason) return;
    log.info(after.pause === undefined ? 'takes work again' : `takes no work: ${after.pause.reason}`);
  }

  #warn(): void {
    const { log, engineIsForeign } = this.#parts;
    for (const { wish, why } of unmetWishes(this.#policy, this.#readings, engineIsForeign))
      log.warn(`the owner's policy cannot be kept: ${wish}`, { why });
  }
}
