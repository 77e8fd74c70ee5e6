import type { Clock, RungName, Who } from '@hanzo/contracts';

/** Between two checkpoints of an attempt's text. */
const CHECKPOINT_MS = 1_000;

/** An attempt that has not ended. */
export class OpenAttempt {
  readonly number: number;
  readonly rung: RungName;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  who: Who | undefined;
  /** Hex, or empty when the engine does not tell; undefined: its text cannot be gone on from. */
  modelSha256: string | undefined;
  readonly #clock: Clock;
  #text = '';
  #keptAt: number;
  #keptLength = 0;

  constructor(number: number, rung: RungName, clock: Clock) {
    this.number = number;
    this.rung = rung;
    this.#clock = clock;
    this.startedAt = clock.now();
    this.#keptAt = clock.elapsed();
  }

  /** All text so far. */
  get text(): string {
    return this.#text;
  }

  /** There is text that could be gone on from and that is in no checkpoint. */
  get hasUnkept(): boolean {
    return this.modelSha256 !== undefined && this.#text.length > this.#keptLength;
  }

  /** True when it is time for a checkpoint; then it is taken for made. */
  add(piece: string): boolean {
    this.#text += piece;
    const now = this.#clock.elapsed();
    if (!this.hasUnkept || now - this.#keptAt < CHECKPOINT_MS) return false;
    this.#keptAt = now;
    this.#keptLength = this.#text.length;
    return true;
  }
}
