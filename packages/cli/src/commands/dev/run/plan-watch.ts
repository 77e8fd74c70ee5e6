import { systemClock, type Clock } from '@hanzo/contracts';
import type { RunListener } from '@hanzo/orchestrator';
import type { Terminal } from '../../../terminal/terminal.ts';
import { formatMs } from '../../../terminal/units.ts';

/** Milliseconds. */
const REMIND_MS = 15_000;

/**
 * Says now and then that the planner is still at it: nothing else is heard until its plan is whole. Where lines can be
 * replaced the live view says so.
 */
export class PlanWatch implements Disposable {
  readonly #terminal: Terminal;
  readonly #clock: Clock;
  #over: AbortController | undefined;

  constructor(terminal: Terminal, clock: Clock = systemClock) {
    this.#terminal = terminal;
    this.#clock = clock;
  }

  /** The same listener, watched. */
  over(listener: RunListener): RunListener {
    return (event) => {
      listener(event);
      // It is still at it.
      if (event.kind === 'tool-call') return;
      this.#over?.abort();
      this.#over = undefined;
      if (event.kind === 'plan-start' && event.model !== undefined && !this.#terminal.live) this.#watch(event.model);
    };
  }

  [Symbol.dispose](): void {
    this.#over?.abort();
  }

  #watch(model: string): void {
    const over = new AbortController();
    this.#over = over;
    this.#tick(model, over.signal).catch(() => undefined);
  }

  /** Rejects when it is over. */
  async #tick(model: string, signal: AbortSignal): Promise<never> {
    const since = this.#clock.elapsed();
    for (;;) {
      await this.#clock.sleep(REMIND_MS, signal);
      this.#terminal.err(`${model} plans, ${formatMs(this.#clock.elapsed() - since)}`);
    }
  }
}
