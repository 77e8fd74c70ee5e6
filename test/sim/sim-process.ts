import type { Clock } from '@hanzo/contracts';
import type { ManualClock } from '@hanzo/testkit';

/** What a process does; `told`: it has told somebody that a task has ended. */
export type Step = 'something' | 'told';

/**
 * A process of the simulation. Paused (SIGSTOP), nothing of it runs, and what came due meanwhile runs when it goes on, as
 * late as it is. Dead, nothing of it ever runs again: its promises stay open for ever.
 */
export class SimProcess {
  readonly name: string;
  readonly clock: Clock;
  readonly #time: ManualClock;
  readonly #timers = new Set<Disposable>();
  #state: 'running' | 'paused' | 'dead' = 'running';
  #late: (() => void)[] = [];
  #stepsLeft = Number.POSITIVE_INFINITY;
  #stepKind: Step = 'something';
  #onLastStep: () => void = () => undefined;

  constructor(name: string, time: ManualClock) {
    this.name = name;
    this.#time = time;
    this.clock = {
      now: () => time.now(),
      elapsed: () => time.elapsed(),
      sleep: (ms, signal) => this.#sleep(ms, signal),
      every: (ms, callback) => this.#every(ms, callback),
    };
  }

  get isDead(): boolean {
    return this.#state === 'dead';
  }

  get isPaused(): boolean {
    return this.#state === 'paused';
  }

  /** Does the work now, when it goes on, or never. */
  run(work: () => void): void {
    if (this.#state === 'running') work();
    else if (this.#state === 'paused') this.#late.push(work);
  }

  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    // Each in a turn of its own, as an event loop does it.
    for (const work of this.#late.splice(0)) this.#time.after(0, () => this.run(work));
  }

  kill(): void {
    this.#state = 'dead';
    this.#late = [];
    for (const timer of this.#timers) timer[Symbol.dispose]();
    this.#timers.clear();
  }

  /** It does something that the outside can see or the disk keeps: a place where it may die. */
  step(kind: Step = 'something'): void {
    if (this.#stepKind !== 'something' && this.#stepKind !== kind) return;
    this.#stepsLeft -= 1;
    if (this.#stepsLeft === 0 && !this.isDead) this.#onLastStep();
  }

  /**
   * @param kind `something`: steps of each kind count
   * @param die called in the middle of the step
   */
  dieAfter(steps: number, kind: Step, die: () => void): void {
    this.#stepsLeft = steps;
    this.#stepKind = kind;
    this.#onLastStep = die;
  }

  #sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        this.#forget(timer);
        reject(signal?.reason);
      };
      const timer = this.#time.after(ms, () => {
        this.#timers.delete(timer);
        this.run(() => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        });
      });
      this.#timers.add(timer);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  #every(ms: number, callback: () => void): Disposable {
    let isDue = false;
    let isOver = false;
    const timer = this.#time.every(ms, () => {
      // However long the pause was, it comes once.
      if (isDue) return;
      isDue = true;
      this.run(() => {
        isDue = false;
        if (!isOver) callback();
      });
    });
    this.#timers.add(timer);
    return {
      [Symbol.dispose]: () => {
        isOver = true;
        this.#forget(timer);
      },
    };
  }

  #forget(timer: Disposable): void {
    timer[Symbol.dispose]();
    this.#timers.delete(timer);
  }
}
