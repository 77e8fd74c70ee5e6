import {
  HanzoError,
  toHanzoError,
  type ApiGeneration,
  type BatchApi,
  type BatchResult,
  type Clock,
} from '@hanzo/contracts';
import { restated } from '../call-fault.ts';
import { seconds } from '../in-words.ts';
import type { PaidListener } from '../paid-event.ts';
import type { BatchRecord } from './batch-book.ts';
import { answeredOf, outcomesInWords } from './batch-words.ts';

export interface RunningBatchParts {
  readonly api: BatchApi;
  readonly record: BatchRecord;
  readonly clock: Clock;
  readonly tell: PaidListener;
}

/** Small batches may be done at once. Milliseconds. */
const FIRST_LOOK_MS = 2_000;
const SECOND_LOOK_MS = 30_000;
const LONGEST_LOOK_MS = 300_000;
/** Providers promise 24 hours. Milliseconds. */
const GIVE_UP_MS = 26 * 3_600_000;
/** How long somebody who stopped waits to hear what was done by then. Milliseconds. */
const GRACE_MS = 20_000;
const GRACE_LOOK_MS = 1_000;
/** So long without news, and it is said that there is none. Milliseconds. */
const REMIND_MS = 240_000;

interface Waiter {
  readonly signal: AbortSignal;
  readonly answered: PromiseWithResolvers<ApiGeneration>;
}

/** A batch that a provider works on: looked at now and then until it ends, or until nobody waits for it any more. */
export class RunningBatch {
  readonly #parts: RunningBatchParts;
  readonly #waiters = new Map<string, Waiter>();
  /** Aborted when nobody waits any more. */
  readonly #unwanted = new AbortController();
  #results: ReadonlyMap<string, BatchResult> | undefined;
  #end: HanzoError | undefined;
  #isFollowed = false;
  #told = 0;
  #toldAt: number;
  readonly #since: number;

  constructor(parts: RunningBatchParts) {
    this.#parts = parts;
    this.#since = parts.clock.elapsed();
    this.#toldAt = this.#since;
  }

  get id(): string {
    return this.#parts.record.batchId;
  }

  /** What became of each request of it is known. */
  get hasEnded(): boolean {
    return this.#results !== undefined;
  }

  /** The answer to one request of it. An abort of all who wait cancels the batch, and reads what was done by then. */
  async answer(itemId: string, signal: AbortSignal): Promise<ApiGeneration> {
    const waiter: Waiter = { signal, answered: Promise.withResolvers() };
    this.#waiters.set(itemId, waiter);
    // A turn later: those who wait for the same batch come one after the other.
    const onAbort = (): void => void setImmediate(() => this.#left());
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      if (this.#results !== undefined) this.#deliver(this.#results);
      else if (this.#end !== undefined) this.#fail(this.#end);
      else this.#follow();
      return await waiter.answered.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #left(): void {
    const waiting = [...this.#waiters.values()];
    if (waiting.length === 0) return;
    if (waiting.every(({ signal }) => signal.aborted)) this.#unwanted.abort();
    else for (const [id, { signal }] of this.#waiters) if (signal.aborted) this.#abandon(id);
  }

  /** The others are still waited for, so this one is done and charged as well. */
  #abandon(itemId: string): void {
    const waiter = this.#waiters.get(itemId);
    this.#waiters.delete(itemId);
    if (waiter === undefined) return;
    const reason = toHanzoError(waiter.signal.reason);
    waiter.answered.reject(restated(reason, { details: { charged: 'unknown' } }));
  }

  #follow(): void {
    if (this.#isFollowed) return;
    this.#isFollowed = true;
    this.#untilEnded().then(
      (results) => {
        this.#results = results;
        this.#deliver(results);
      },
      (thrown: unknown) => {
        this.#end = toHanzoError(thrown);
        this.#fail(this.#end);
      },
    );
  }

  async #untilEnded(): Promise<ReadonlyMap<string, BatchResult>> {
    const { clock, record } = this.#parts;
    const until = clock.elapsed() + GIVE_UP_MS;
    let waitMs = FIRST_LOOK_MS;
    let next = SECOND_LOOK_MS;
    while (!this.#unwanted.signal.aborted) {
      await this.#pause(waitMs);
      if (this.#unwanted.signal.aborted) break;
      const results = await this.#look(this.#unwanted.signal);
      if (results !== undefined) return results;
      if (clock.elapsed() > until) throw lost(`Batch ${record.batchId} did not end within 26 hours.`, 'TIMED_OUT');
      waitMs = next;
      next = Math.min(LONGEST_LOOK_MS, next * 2);
    }
    return await this.#cancel();
  }

  /** Ends early when nobody waits any more. */
  async #pause(ms: number): Promise<void> {
    await this.#parts.clock.sleep(ms, this.#unwanted.signal).catch(() => undefined);
  }

  /** Undefined while it is not over, or when that could not be found out this time. */
  async #look(signal: AbortSignal): Promise<ReadonlyMap<string, BatchResult> | undefined> {
    const { api, record } = this.#parts;
    try {
      const state = await api.look(record.batchId, signal);
      if (state.kind === 'ended') {
        this.#tellEnd(state.results);
        return state.results;
      }
      const isQuiet = this.#parts.clock.elapsed() - this.#toldAt >= REMIND_MS;
      if (state.ended !== this.#told || isQuiet) this.#tell('working', state.ended, state.total);
      this.#told = state.ended;
      return undefined;
    } catch (thrown) {
      const error = toHanzoError(thrown);
      if (signal.aborted) return undefined;
      if (error.retryable) {
        const how = `cannot be looked at (${error.message}); it is looked at again`;
        if (this.#parts.clock.elapsed() - this.#toldAt >= REMIND_MS)
          this.#tell('working', this.#told, record.entries.length, how);
        return undefined;
      }
      throw restated(error, { details: { charged: 'unknown' } });
    }
  }

  /** What was done before it stopped is charged, so it is read. */
  async #cancel(): Promise<ReadonlyMap<string, BatchResult>> {
    const { api, clock, record } = this.#parts;
    const over = new AbortController();
    const timer = clock.sleep(GRACE_MS, over.signal).then(
      () => over.abort(),
      () => undefined,
    );
    try {
      await api.cancel(record.batchId, over.signal).catch(() => undefined);
      this.#tell('cancelled', this.#told, record.entries.length);
      while (!over.signal.aborted) {
        const results = await this.#look(over.signal);
        if (results !== undefined) return results;
        await clock.sleep(GRACE_LOOK_MS, over.signal).catch(() => undefined);
      }
    } finally {
      over.abort();
      await timer;
    }
    throw lost(
      `Batch ${record.batchId} was cancelled, and its provider has not said yet what was done by then: charged in full until the run is taken up again.`,
      'CANCELLED',
    );
  }

  #deliver(results: ReadonlyMap<string, BatchResult>): void {
    const { record } = this.#parts;
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const [itemId, { answered, signal }] of waiters) {
      const result = results.get(itemId);
      if (result?.kind === 'done') answered.resolve(result.generation);
      else answered.reject(notDone(result, signal, record.batchId));
    }
  }

  #fail(error: HanzoError): void {
    for (const { answered } of this.#waiters.values()) answered.reject(error);
    this.#waiters.clear();
  }

  #tell(state: 'working' | 'cancelled', ended: number, total: number, how = this.#how(state, ended, total)): void {
    const { clock, record } = this.#parts;
    const { batchId, endpoint, model } = record;
    this.#toldAt = clock.elapsed();
    const why = `batch ${batchId} at ${endpoint} ${how}`;
    this.#parts.tell({ kind: 'api-batch', batchId, endpoint, model, state, ended, total, why });
  }

  #how(state: 'working' | 'cancelled', ended: number, total: number): string {
    if (state === 'cancelled') return 'is cancelled';
    const waited = seconds(this.#parts.clock.elapsed() - this.#since);
    return `works, ${ended} of ${total} ended after ${waited} of up to 24 h`;
  }

  #tellEnd(results: ReadonlyMap<string, BatchResult>): void {
    const { batchId, endpoint, model } = this.#parts.record;
    const why = `batch ${batchId} at ${endpoint} has ended: ${outcomesInWords(results)}`;
    const counts = { ended: results.size, total: results.size, done: answeredOf(results) };
    this.#parts.tell({ kind: 'api-batch', batchId, endpoint, model, state: 'ended', ...counts, why });
  }
}

function notDone(
  result: (BatchResult & { kind: 'failed' }) | undefined,
  signal: AbortSignal,
  batchId: string,
): HanzoError {
  if (result === undefined) return lost(`Batch ${batchId} ended without a word on a request.`);
  const { error } = result;
  // Cancelled by an earlier process: it may be asked again.
  return error.code === 'CANCELLED' && !signal.aborted ? restated(error, { code: 'API_FAILED' }) : error;
}

function lost(message: string, code: 'API_FAILED' | 'TIMED_OUT' | 'CANCELLED' = 'API_FAILED'): HanzoError {
  return new HanzoError(code, message, { details: { charged: 'unknown' } });
}
