import { formatDollars, type Clock } from '@hanzo/contracts';
import type { RunEvent } from '@hanzo/orchestrator';
import { shortRunId } from '../../../tasks/task-id.ts';
import { RunFigures } from '../../../dev/live/run-figures.ts';

/** What a client is told while its call goes on. */
export interface ProgressNote {
  /** Higher each time, as the protocol wants it: tasks that have ended, and a little for each note in between. */
  readonly progress: number;
  /** Tasks, once they are known. */
  readonly total?: number;
  readonly message: string;
}

/** Clients that give up after a silence hear something before. Milliseconds. */
const HEARTBEAT_MS = 10_000;
/** No client needs to hear of each of a thousand tasks. Milliseconds. */
const LEAST_MS = 250;
const STEP = 0.001;
const ALWAYS_TOLD: ReadonlySet<RunEvent['kind']> = new Set<RunEvent['kind']>(['plan-start', 'plan-ready', 'run-end']);

/** Tells a client how far its call is: tasks done of all, findings, and what it cost so far. */
export class CallProgress implements Disposable {
  readonly #send: (note: ProgressNote) => void;
  readonly #clock: Clock;
  readonly #figures: RunFigures;
  readonly #beat: Disposable;
  #runId: string | undefined;
  #last = -STEP;
  #lastAt = Number.NEGATIVE_INFINITY;
  #doing = 'starting';

  /** @param send never throws; does nothing for a client that wants no progress */
  constructor(send: (note: ProgressNote) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
    this.#figures = new RunFigures(() => clock.elapsed());
    this.#beat = clock.every(HEARTBEAT_MS, () => this.#tell());
  }

  /** From now on the run can be taken up again. */
  begun(runId: string): void {
    this.#runId = runId;
    this.#tell();
  }

  /** What is done now, where no event says so. */
  say(doing: string): void {
    this.#doing = doing;
    this.#tell();
  }

  hear(event: RunEvent): void {
    this.#figures.hear(event);
    if (event.kind === 'text-delta') return;
    if (event.kind === 'plan-start') this.#doing = 'planning';
    if (event.kind === 'plan-ready') this.#doing = 'working';
    const isSoon = this.#clock.elapsed() - this.#lastAt < LEAST_MS;
    if (ALWAYS_TOLD.has(event.kind) || !isSoon) this.#tell();
  }

  [Symbol.dispose](): void {
    this.#beat[Symbol.dispose]();
  }

  #tell(): void {
    const { ended, total } = this.#figures;
    this.#last = Math.max(ended, this.#last + STEP);
    this.#lastAt = this.#clock.elapsed();
    this.#send({ progress: this.#last, ...(total > 0 && { total }), message: this.#message() });
  }

  #message(): string {
    const { ended, total, findings, spentMicros } = this.#figures;
    const parts = [
      total > 0 ? `${ended} of ${total} tasks ended` : this.#doing,
      ...(findings > 0 ? [`${findings} ${findings === 1 ? 'finding' : 'findings'}`] : []),
      `${formatDollars(spentMicros)} so far`,
      ...(this.#runId === undefined ? [] : [`run ${shortRunId(this.#runId)}`]),
    ];
    return parts.join(' · ');
  }
}
