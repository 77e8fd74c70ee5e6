import { systemClock, type Clock } from '@hanzo/contracts';
import type { RunListener } from '@hanzo/orchestrator';
import type { Terminal } from '../../../terminal/terminal.ts';
import { formatMs } from '../../../terminal/units.ts';

const SECOND_MS = 1_000;
/** Where nobody watches a line that changes. Milliseconds. */
const REMIND_MS = 15_000;

/** Says that the planner is still at it: nothing else is heard until its plan is whole. */
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
      this.#over?.abort();
      this.#over = undefined;
      if (event.kind === 'plan-start' && event.model !== undefined) this.#watch(event.model);
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
      await this.#clock.sleep(this.#terminal.watched ? SECOND_MS : REMIND_MS, signal);
      const line = `${model} plans, ${formatMs(this.#clock.elapsed() - since)}`;
      if (this.#terminal.watched) this.#terminal.status(line);
      else this.#terminal.err(line);
    }
  }
}
