import { HanzoError, type Clock } from '@hanzo/contracts';

/** How long a server may produce nothing, in milliseconds. */
export interface SilenceLimits {
  /** Until the first token: waiting in the server's queue, loading, reading the prompt. 1,000..290,000. @default 120_000 */
  readonly firstTokenMs: number;
  /** Between two tokens. 1,000..290,000. @default 30_000 */
  readonly betweenTokensMs: number;
}

export interface SilenceWatchParts {
  readonly clock: Clock;
  readonly limits: SilenceLimits;
  readonly host: string;
  /** Called each second within the limits. */
  readonly onAlive: () => void;
  /** Called once, when a limit is passed. */
  readonly onSilent: (error: HanzoError) => void;
}

/** Well below any lease, and above the cost of a frame. */
const TICK_MS = 1_000;

/**
 * Vouches for a request while its connection is open, but not for ever: a live socket says nothing of the engine behind
 * it, and keep-alive comments come even when it hangs. So only chunks of the answer count as signs of life, and silence
 * beyond the limits ends the request.
 *
 * It counts ticks, not time: while our own process is stopped or busy, no tick comes, and nobody is blamed.
 */
export class SilenceWatch implements Disposable {
  readonly #parts: SilenceWatchParts;
  readonly #timer: Disposable;
  #silentMs = 0;
  #begun = false;

  constructor(parts: SilenceWatchParts) {
    this.#parts = parts;
    this.#timer = parts.clock.every(TICK_MS, () => this.#tick());
  }

  /** Something of the work came, such as how much of the prompt is read. */
  stirred(): void {
    this.#silentMs = 0;
  }

  /** A token came. */
  heard(): void {
    this.#begun = true;
    this.#silentMs = 0;
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #tick(): void {
    const { limits, host, onAlive, onSilent } = this.#parts;
    const limit = this.#begun ? limits.betweenTokensMs : limits.firstTokenMs;
    this.#silentMs += TICK_MS;
    if (this.#silentMs < limit) {
      onAlive();
      return;
    }
    this.#timer[Symbol.dispose]();
    const when = this.#begun ? 'in the middle of its answer' : 'before its first token';
    onSilent(
      new HanzoError('ENGINE_FAILED', `${host} was silent for ${limit / 1000} s ${when}.`, {
        details: { host, silentMs: limit },
        mend: 'See its log. If it only had too much to do, lend fewer slots or allow longer silence.',
      }),
    );
  }
}
