import {
  HanzoError,
  toHanzoError,
  type ApiGeneration,
  type ApiRequest,
  type BackgroundApi,
  type BackgroundState,
  type Clock,
} from '@hanzo/contracts';
import { faultOf, restated } from '../call-fault.ts';
import { seconds } from '../in-words.ts';
import type { BackgroundStage } from '../paid-event.ts';
import type { AnswerRecord } from './answer-book.ts';

export interface RunningAnswerParts {
  readonly api: BackgroundApi;
  readonly record: AnswerRecord;
  /** Undefined: nobody knows it any more. */
  readonly request: ApiRequest | undefined;
  readonly clock: Clock;
  readonly tell: (state: BackgroundStage, how: string) => void;
  /** An earlier process had asked for it. */
  readonly isEarlier: boolean;
}

/** How it ended, as its provider says. */
export type AnswerEnd =
  | { readonly kind: 'done'; readonly generation: ApiGeneration }
  | { readonly kind: 'failed' | 'gone'; readonly error: HanzoError };

/** Some are done at once; the others take minutes. Milliseconds. */
const FIRST_LOOK_MS = 500;
const LONGEST_LOOK_MS = 5_000;
const LOOKS_GROW = 1.5;
/** A provider that asks us to wait is asked again after this long at the latest. Milliseconds. */
const LONGEST_WAIT_MS = 60_000;
/** So long without any word on it, and it is given up for now. Milliseconds. */
const MOST_SILENCE_MS = 600_000;
/** No answer takes so long. Milliseconds. */
const GIVE_UP_MS = 2 * 3_600_000;
/** What was made a moment ago may not be known everywhere. */
const MOST_MISSES = 3;
/** How long somebody who stopped waits to hear what was done by then. Milliseconds. */
const GRACE_MS = 20_000;
const GRACE_LOOK_MS = 1_000;
/** So long without news, and it is said that there is none. Milliseconds. */
const REMIND_MS = 60_000;

/** An answer that a provider works on: looked at now and then until it has ended, or until nobody waits for it any more. */
export class RunningAnswer {
  readonly #parts: RunningAnswerParts;
  readonly #since: number;
  #heardAt: number;
  #toldAt: number;
  #misses = 0;

  constructor(parts: RunningAnswerParts) {
    this.#parts = parts;
    this.#since = parts.clock.elapsed();
    this.#heardAt = this.#since;
    this.#toldAt = this.#since;
  }

  /**
   * Waits until it has ended. An abort cancels it, and reads what was done by then.
   *
   * @param onAlive its provider works on it
   * @throws HanzoError when nobody can tell how it ended: it may be asked for again
   */
  async end(signal: AbortSignal, onAlive?: () => void): Promise<AnswerEnd> {
    const { clock, isEarlier } = this.#parts;
    let waitMs = isEarlier ? 0 : FIRST_LOOK_MS;
    let next = FIRST_LOOK_MS;
    while (!signal.aborted) {
      await this.#pause(waitMs, signal);
      if (signal.aborted) break;
      const seen = await this.#look(signal);
      if (seen.end !== undefined) return seen.end;
      if (signal.aborted) break;
      this.#refuseSilence();
      onAlive?.();
      this.#remind();
      if (clock.elapsed() - this.#since > GIVE_UP_MS)
        return await this.#cancel(new HanzoError('TIMED_OUT', `${this.#name} was not done within 2 hours.`));
      waitMs = Math.max(next, seen.waitMs);
      next = Math.min(LONGEST_LOOK_MS, next * LOOKS_GROW);
    }
    return await this.#cancel(toHanzoError(signal.reason));
  }

  get #name(): string {
    const { answerId, endpoint } = this.#parts.record;
    return `answer ${answerId} at ${endpoint}`;
  }

  /** Ends early when nobody waits any more. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    if (ms > 0) await this.#parts.clock.sleep(ms, signal).catch(() => undefined);
  }

  /** @returns `waitMs`: how long its provider asks us to wait before the next look */
  async #look(signal: AbortSignal): Promise<{ readonly end?: AnswerEnd; readonly waitMs: number }> {
    const { api, record, request, clock } = this.#parts;
    try {
      const end = this.#endOf(await api.look(record.answerId, request, signal));
      this.#heardAt = clock.elapsed();
      return { ...(end && { end }), waitMs: 0 };
    } catch (thrown) {
      if (signal.aborted) return { waitMs: 0 };
      const error = toHanzoError(thrown);
      if (!error.retryable) throw this.#lost(error);
      return { waitMs: Math.min(LONGEST_WAIT_MS, faultOf(error).retryAfterMs ?? 0) };
    }
  }

  /** Undefined: not yet. */
  #endOf(state: BackgroundState): AnswerEnd | undefined {
    const { isEarlier, tell } = this.#parts;
    this.#misses = state.kind === 'gone' ? this.#misses + 1 : 0;
    switch (state.kind) {
      case 'working':
        return undefined;
      case 'done':
        tell('ended', `${this.#name} is there`);
        return { kind: 'done', generation: state.generation };
      case 'failed':
        tell('ended', `${this.#name} has ended: ${state.error.message}`);
        return { kind: 'failed', error: ofEarlier(state.error, isEarlier) };
      case 'gone':
        return this.#misses < MOST_MISSES ? undefined : { kind: 'gone', error: this.#gone() };
    }
  }

  /** Not again by itself: that would be paid once more. */
  #gone(): HanzoError {
    const message = `${upperFirst(this.#name)} is gone: nobody can tell what became of it, so it stays charged in full.`;
    this.#parts.tell('gone', message);
    return new HanzoError('API_REFUSED', message, {
      details: { charged: 'unknown', answerId: this.#parts.record.answerId },
      mend: 'Its provider keeps answers for a while, and shows them only to the project that asked. Ask anew: that is paid anew.',
    });
  }

  #refuseSilence(): void {
    const silentMs = this.#parts.clock.elapsed() - this.#heardAt;
    if (silentMs <= MOST_SILENCE_MS) return;
    throw this.#lost(new HanzoError('TIMED_OUT', `Nothing was heard of it for ${seconds(silentMs)}.`));
  }

  #lost(error: HanzoError): HanzoError {
    const message = `${upperFirst(this.#name)} cannot be asked for: ${error.message} It stays charged in full until the run is taken up again.`;
    return restated(error, { message, details: { charged: 'unknown' } });
  }

  /** What was done before it stopped may be charged, so it is read. */
  async #cancel(reason: HanzoError): Promise<AnswerEnd> {
    const { api, clock, record, request, tell } = this.#parts;
    const over = new AbortController();
    const timer = clock.sleep(GRACE_MS, over.signal).then(
      () => over.abort(),
      () => undefined,
    );
    try {
      tell('cancelled', `${this.#name} is cancelled`);
      const state = await api.cancel(record.answerId, request, over.signal).catch(() => undefined);
      let end = state && this.#endOf(state);
      while (end === undefined && !over.signal.aborted) {
        end = (await this.#lookOnce(over.signal)) ?? undefined;
        if (end === undefined) await clock.sleep(GRACE_LOOK_MS, over.signal).catch(() => undefined);
      }
      if (end !== undefined) return stoppedBy(reason, end);
    } finally {
      over.abort();
      await timer;
    }
    throw restated(reason, {
      message: `${reason.message} ${upperFirst(this.#name)} was cancelled, and its provider has not said yet what was done by then: charged in full until the run is taken up again.`,
      details: { charged: 'unknown' },
    });
  }

  async #lookOnce(signal: AbortSignal): Promise<AnswerEnd | undefined> {
    const { api, record, request } = this.#parts;
    const state = await api.look(record.answerId, request, signal).catch(() => undefined);
    return state && this.#endOf(state);
  }

  #remind(): void {
    const { clock, tell } = this.#parts;
    if (clock.elapsed() - this.#toldAt < REMIND_MS) return;
    this.#toldAt = clock.elapsed();
    tell('working', `${this.#name} is worked on, ${seconds(this.#toldAt - this.#since)} so far`);
  }
}

/** Cancelled by an earlier process: it may be asked again. */
function ofEarlier(error: HanzoError, isEarlier: boolean): HanzoError {
  return isEarlier && error.code === 'CANCELLED' ? restated(error, { code: 'API_FAILED' }) : error;
}

/** Why it was stopped, and what it cost. An answer that was there already is one all the same. */
function stoppedBy(reason: HanzoError, end: AnswerEnd): AnswerEnd {
  if (end.kind === 'done') return end;
  return { kind: end.kind, error: restated(reason, { details: { ...end.error.details } }) };
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
