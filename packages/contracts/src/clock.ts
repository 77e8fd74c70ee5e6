/** Time as a dependency, so that tests and the simulator own it. */
export interface Clock {
  /** Milliseconds since the epoch. For what is stored or shown; it can jump. */
  now(): number;
  /** Milliseconds since some start, only ever forwards. For durations, deadlines and silence: the wall clock may be set. */
  elapsed(): number;
  /** Resolves after `ms`, of any length, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back every `ms`, at most 2^31 - 1, until disposed. */
  every(ms: number, callback: () => void): Disposable;
}

/** What a timer can wait, in milliseconds; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      let timer: ReturnType<typeof setTimeout>;
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const wait = (left: number): void => {
        timer = setTimeout(
          () => {
            if (left > LONGEST_TIMER_MS) {
              wait(left - LONGEST_TIMER_MS);
              return;
            }
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
          Math.min(left, LONGEST_TIMER_MS),
        );
      };
      wait(ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  },
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    return { [Symbol.dispose]: () => clearInterval(timer) };
  },
};
