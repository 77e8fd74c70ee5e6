import type { FromChild } from './child-protocol.ts';
import type { EnginePolicy } from './options.ts';

/** How often silence is looked for. */
const MOST_TICK_MS = 1000;

/**
 * Ends a child that works but makes no sound or no progress.
 *
 * Silence is counted in ticks of our own timer, not by the clock: when it is our event loop that was blocked, the ticks
 * stop with it and nobody is suspected.
 */
export class Watchdog implements Disposable {
  readonly #policy: EnginePolicy;
  readonly #jobs: { readonly busy: boolean };
  readonly #kill: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly #tickMs: number;
  #silentMs = 0;
  #verdict: string | undefined;

  constructor(policy: EnginePolicy, jobs: { readonly busy: boolean }, kill: () => void) {
    this.#policy = policy;
    this.#jobs = jobs;
    this.#kill = kill;
    this.#tickMs = Math.min(MOST_TICK_MS, policy.silenceMs / 4);
    this.#timer = setInterval(() => this.#tick(), this.#tickMs);
    this.#timer.unref();
  }

  /** Why the child was killed, if it was. */
  get verdict(): string | undefined {
    return this.#verdict;
  }

  heard(message: FromChild): void {
    this.#silentMs = 0;
    if (message.kind !== 'alive' || message.stalledMs < this.#policy.stallMs) return;
    this.#condemn(`no progress for ${Math.round(message.stalledMs / 1000)} s`);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#silentMs = this.#jobs.busy ? this.#silentMs + this.#tickMs : 0;
    if (this.#silentMs >= this.#policy.silenceMs) this.#condemn(`hung: no sign of life for ${this.#silentMs} ms`);
  }

  #condemn(verdict: string): void {
    this.#verdict ??= verdict;
    this.#kill();
  }
}
