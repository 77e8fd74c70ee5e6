import { HanzoError, type Clock } from '@hanzo/contracts';

/** All the reasons for which one task stops before it is done: its run's, its deadline, somebody's wish. */
export class Stop implements Disposable {
  readonly #controller = new AbortController();
  /** Ends the waiting for the deadline. */
  readonly #over = new AbortController();
  readonly #run: AbortSignal;
  readonly #onRunAbort = (): void => this.#controller.abort(this.#run.reason);
  #cancelled = false;
  #deadline: HanzoError | undefined;

  constructor(run: AbortSignal) {
    this.#run = run;
    if (run.aborted) this.#onRunAbort();
    else run.addEventListener('abort', this.#onRunAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Somebody wanted this very task cancelled, before anything else stopped it. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** The deadline that has passed, if that is what stopped it. */
  get deadline(): HanzoError | undefined {
    return this.#deadline;
  }

  /** Stops it for any other reason. The first reason stands. */
  abort(reason: HanzoError): void {
    this.#controller.abort(reason);
  }

  cancel(): void {
    if (this.signal.aborted) return;
    this.#cancelled = true;
    this.abort(new HanzoError('CANCELLED', 'The task was cancelled.'));
  }

  /**
   * @param leftMs until the deadline; it may have passed
   * @param wholeMs what was allowed in all
   */
  within(leftMs: number, wholeMs: number, clock: Clock): void {
    const late = (): void => {
      if (this.signal.aborted) return;
      this.#deadline = new HanzoError('TIMED_OUT', `The task was not done within its ${wholeMs} ms, waiting included.`);
      this.abort(this.#deadline);
    };
    if (leftMs <= 0) late();
    else void clock.sleep(leftMs, this.#over.signal).then(late, () => undefined);
  }

  [Symbol.dispose](): void {
    this.#over.abort();
    this.#run.removeEventListener('abort', this.#onRunAbort);
  }
}
