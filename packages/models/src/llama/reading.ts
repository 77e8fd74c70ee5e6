import type { Token } from 'node-llama-cpp';

interface Stop {
  readonly at: number;
  readonly saved: PromiseWithResolvers<boolean>;
}

/** A prompt that is being evaluated, and the places on its way where its state is to be saved. */
export class Reading {
  readonly tokens: readonly Token[];
  /** Tokens evaluated or taken over so far. */
  done: number;
  readonly #near: number;
  #stops: readonly Stop[] = [];

  /** @param near a stop that is at most so many tokens earlier than a wanted one does as well */
  constructor(tokens: readonly Token[], done: number, near: number) {
    this.tokens = tokens;
    this.done = done;
    this.#near = near;
  }

  /** Asks for a snapshot after `at` tokens, or soon after when that is past. Resolves with whether there is one; never rejects. */
  snapshotAt(at: number): Promise<boolean> {
    const known = this.#stops.find((stop) => stop.at <= at && stop.at > at - this.#near);
    if (known !== undefined) return known.saved.promise;
    const stop: Stop = { at, saved: Promise.withResolvers<boolean>() };
    this.#stops = [...this.#stops, stop];
    return stop.saved.promise;
  }

  /** Where to pause next. */
  get nextStop(): number {
    const ahead = this.#stops.map(({ at }) => at).filter((at) => at > this.done);
    return Math.min(this.tokens.length, ...ahead);
  }

  /** Whether a snapshot is to be made now. */
  get isDue(): boolean {
    return this.#stops.some(({ at }) => at <= this.done);
  }

  /** Tells those whose stops are reached. */
  settle(saved: boolean): void {
    const due = this.#stops.filter(({ at }) => at <= this.done);
    this.#stops = this.#stops.filter(({ at }) => at > this.done);
    for (const stop of due) stop.saved.resolve(saved);
  }

  /** The evaluation is over, well or not: nobody waits any longer. */
  end(): void {
    for (const stop of this.#stops) stop.saved.resolve(false);
    this.#stops = [];
  }
}
