import { type Clock, HanzoError } from '@hanzo/contracts';
import { type Timer, TimerHeap } from './timer-heap.ts';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Calls back once after `ms`, unless it is disposed before. */
  after(ms: number, callback: () => void): Disposable;
  /**
   * Moves time forward by `ms`, running due timers in order of their time (ties: oldest first). After each timer,
   * promises that it woke get to run, so timers that they start inside the window run too.
   */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock forward or back, as a person or NTP would: `now` jumps, `elapsed` and timers do not. */
  stepWallClock(ms: number): void;
  /** Timers that wait. */
  readonly pending: number;
}

/** As on the system's clock, `elapsed` is no whole number: what stores it as one is found. Milliseconds. */
const BEGINNING = 0.25;

/**
 * A clock for tests and the simulator.
 *
 * @param start in milliseconds since the epoch
 * @param drift by how much `elapsed` runs ahead of timers and `now`, e.g. 1e-6: then no time between two looks at it is
 *   a whole number either, as on the system's clock
 */
export function manualClock(start: number = Date.UTC(2026, 0, 1), drift = 0): ManualClock {
  return new HeapClock(start, drift);
}

class HeapClock implements ManualClock {
  readonly #timers = new TimerHeap();
  readonly #drift: number;
  #wall: number;
  #now = 0;
  #order = 0;

  constructor(start: number, drift: number) {
    this.#wall = start;
    this.#drift = drift;
  }

  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    // As the system's: whole, whatever timers were set to.
    return Math.floor(this.#wall + this.#now);
  }

  elapsed(): number {
    return BEGINNING + this.#now * (1 + this.#drift);
  }

  stepWallClock(ms: number): void {
    this.#wall += ms;
  }

  after(ms: number, callback: () => void): Disposable {
    return this.#disposable(this.#add(ms, callback));
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        this.#timers.delete(timer);
        reject(signal?.reason);
      };
      const timer = this.#add(ms, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  every(ms: number, callback: () => void): Disposable {
    if (!(ms > 0)) throw new HanzoError('INTERNAL', `every(${ms}) would never let time pass.`);
    const timer = this.#add(ms, () => {
      timer.at += ms;
      this.#timers.add(timer);
      callback();
    });
    return this.#disposable(timer);
  }

  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await nextTurn();
    for (let timer = this.#timers.first(); timer && timer.at <= until; timer = this.#timers.first()) {
      this.#now = Math.max(this.#now, timer.at);
      this.#timers.delete(timer);
      timer.fire();
      await nextTurn();
    }
    this.#now = until;
  }

  #add(ms: number, fire: () => void): Timer {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order++, fire, place: -1 };
    this.#timers.add(timer);
    return timer;
  }

  #disposable(timer: Timer): Disposable {
    return { [Symbol.dispose]: () => this.#timers.delete(timer) };
  }
}

/** Everything that was woken has run by then, and what it left for the end of the turn too. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
