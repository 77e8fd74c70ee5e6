import { systemClock, type Clock } from '@hanzo/contracts';
import { WaitingBeat } from '../waiting-beat.ts';

/** One place among those that run. Disposing gives it to the next one that waits. */
export type Turn = Disposable;

interface Waiting {
  readonly onAlive: () => void;
  readonly start: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Lets `slots` run at once; the rest waits, first come first served, and is vouched for unless all is paused. */
export class Turns {
  #slots: number;
  readonly #waiting: Waiting[] = [];
  readonly #beat: WaitingBeat;
  #running = 0;
  #paused = false;
  #closedBy: Error | undefined;

  constructor(slots: number, clock: Clock = systemClock) {
    this.#slots = slots;
    this.#beat = new WaitingBeat(clock, () => {
      for (const waiting of this.#waiting.slice()) waiting.onAlive();
    });
  }

  /**
   * Rejects with the signal's reason, or with the reason of {@link close}.
   *
   * @param onAlive called each second of waiting, unless paused; must not throw
   */
  async take(signal: AbortSignal, onAlive: () => void = () => undefined): Promise<Turn> {
    signal.throwIfAborted();
    if (this.#closedBy !== undefined) throw this.#closedBy;
    const { promise, resolve, reject } = Promise.withResolvers<Turn>();
    const waiting: Waiting = { start: () => resolve(this.#turn()), reject, onAlive };
    const onAbort = (): void => {
      const place = this.#waiting.indexOf(waiting);
      if (place >= 0) this.#waiting.splice(place, 1);
      this.#keepBeat();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.push(waiting);
    this.#fill();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Nobody starts until {@link resume}. */
  pause(): void {
    this.#paused = true;
    this.#keepBeat();
  }

  /** @param slots from now on */
  resume(slots: number): void {
    this.#slots = slots;
    this.#paused = false;
    this.#fill();
  }

  /** Whoever waits, or comes later, is rejected. */
  close(reason: Error): void {
    this.#closedBy = reason;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(reason);
    this.#keepBeat();
  }

  #fill(): void {
    while (!this.#paused && this.#running < this.#slots) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#running += 1;
      next.start();
    }
    this.#keepBeat();
  }

  #keepBeat(): void {
    this.#beat.keep(!this.#paused && this.#waiting.length > 0);
  }

  #turn(): Turn {
    let over = false;
    return {
      [Symbol.dispose]: () => {
        if (over) return;
        over = true;
        this.#running -= 1;
        this.#fill();
      },
    };
  }
}
