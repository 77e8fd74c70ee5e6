import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, HanzoError } from '@hanzo/contracts';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
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

interface Timer {
  at: number;
  readonly order: number;
  readonly fire: (timer: Timer) => void;
}

/** A clock for tests and the simulator. `start` is in milliseconds since the epoch. */
export function manualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  const timers = new Set<Timer>();
  let now = 0;
  let wall = start;
  let order = 0;

  const add = (ms: number, fire: (timer: Timer) => void): Timer => {
    const timer: Timer = { at: now + Math.max(0, ms), order: order++, fire };
    timers.add(timer);
    return timer;
  };

  const nextDue = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.at > until) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  };

  return {
    now: () => wall + now,
    elapsed: () => now,
    stepWallClock(ms) {
      wall += ms;
    },
    get pending() {
      return timers.size;
    },
    sleep: (ms, signal) => sleepOn(timers, add, ms, signal),
    every(ms, callback) {
      if (!(ms > 0)) throw new HanzoError('INTERNAL', `every(${ms}) would never let time pass.`);
      const timer = add(ms, (self) => {
        self.at += ms;
        callback();
      });
      return { [Symbol.dispose]: () => void timers.delete(timer) };
    },
    async advance(ms) {
      const until = now + ms;
      await nextTurn();
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        now = Math.max(now, timer.at);
        timer.fire(timer);
        await nextTurn();
      }
      now = until;
    },
  };
}

function sleepOn(
  timers: Set<Timer>,
  add: (ms: number, fire: (timer: Timer) => void) => Timer,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      timers.delete(timer);
      reject(signal?.reason);
    };
    const timer = add(ms, (self) => {
      timers.delete(self);
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
