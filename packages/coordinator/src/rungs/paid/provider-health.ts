import { HanzoError, type Clock } from '@hanzo/contracts';
import { Breaker } from '@hanzo/router';
import { faultOf } from './call-fault.ts';
import { seconds } from './in-words.ts';

/** A provider that fails so often in a row is left alone: for 5 s at first, then for up to 5 minutes. */
const LIMITS = { failuresInARow: 5, firstRestMs: 5_000, longestRestMs: 300_000 };

/** One call that may be made: say how it ended, once. */
export interface Admission {
  succeeded(): void;
  /** Only what is the provider's own fault counts against it. */
  failed(error: HanzoError): void;
  /** It was cancelled, or never made: that says nothing. */
  ended(): void;
}

/** A host that is not asked now. */
export interface Rest {
  /** Until it may be asked; 0 while one call finds out whether it is well again. Milliseconds. */
  readonly leftMs: number;
  /** Counted from 1, from the last success on. */
  readonly number: number;
  /** PROVIDER_DOWN, which says until when. */
  readonly error: HanzoError;
  /** Ends when more is known of the host. */
  readonly changed: Promise<void>;
}

/** Circuit breaking by endpoint: who is down is not asked by everybody again and again. */
export class ProviderHealth {
  readonly #clock: Clock;
  readonly #states = new Map<string, State>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined when it may be asked: then `admit` in the same turn does not throw. */
  rest(host: string): Rest | undefined {
    const state = this.#stateOf(host);
    const { breaker, changed } = state;
    if (breaker.allows(this.#clock.elapsed())) return undefined;
    const leftMs = this.#restMs(state);
    return { leftMs, number: breaker.rests, error: this.#down(host, state), changed: changed.promise };
  }

  /** @throws HanzoError PROVIDER_DOWN, which says until when */
  admit(host: string): Admission {
    const state = this.#stateOf(host);
    const { breaker } = state;
    const start = this.#clock.elapsed();
    if (!breaker.allows(start)) throw this.#down(host, state);
    const isTrial = breaker.begin(start);
    const ended = (): void => {
      if (isTrial) breaker.ended();
    };
    return {
      succeeded: () => this.#learn(state, () => breaker.succeeded(this.#clock.elapsed())),
      failed: (error) => this.#learn(state, () => this.#failed(state, error, ended)),
      ended: () => this.#learn(state, ended),
    };
  }

  #failed(state: State, error: HanzoError, ended: () => void): void {
    const now = this.#clock.elapsed();
    switch (verdictOf(error)) {
      case 'own-fault':
        state.last = error.message;
        state.breaker.failed(now);
        return;
      case 'alive':
        state.breaker.succeeded(now);
        return;
      case 'nothing':
        ended();
    }
  }

  #learn(state: State, learn: () => void): void {
    learn();
    state.changed.resolve();
    state.changed = Promise.withResolvers();
  }

  #restMs({ breaker }: State): number {
    return Math.max(0, (breaker.openUntil ?? 0) - this.#clock.elapsed());
  }

  #stateOf(host: string): State {
    const known = this.#states.get(host) ?? {
      breaker: new Breaker(LIMITS),
      last: '',
      changed: Promise.withResolvers<void>(),
    };
    this.#states.set(host, known);
    return known;
  }

  #down(host: string, state: State): HanzoError {
    const { breaker, last } = state;
    const restMs = this.#restMs(state);
    const until = new Date(this.#clock.now() + restMs).toISOString();
    const what = `${host} failed ${breaker.failures} times in a row`;
    const when =
      restMs > 0
        ? `and is not asked before ${until}, in ${seconds(restMs)}`
        : 'and one call is finding out whether it is well again';
    return new HanzoError('PROVIDER_DOWN', `${what} ${when}. The last failure: ${last}`, {
      details: { charged: 'no', host, failures: breaker.failures, retryAfterMs: restMs },
      mend: 'Wait, or use another endpoint, another orchestrator or a local model.',
    });
  }
}

interface State {
  readonly breaker: Breaker;
  /** What the provider failed with last. */
  last: string;
  /** Ends when a call to it has ended. */
  changed: PromiseWithResolvers<void>;
}

/** What a failed call says about the provider: an answer with a status below 500 is a sign of life. */
function verdictOf(error: HanzoError): 'own-fault' | 'alive' | 'nothing' {
  const { status } = faultOf(error);
  switch (error.code) {
    case 'ENDPOINT_UNREACHABLE':
    case 'TIMED_OUT':
      return 'own-fault';
    case 'API_FAILED':
      return status === undefined || status >= 500 ? 'own-fault' : 'alive';
    case 'RATE_LIMITED':
    case 'QUOTA_EXHAUSTED':
    case 'CREDENTIALS_REJECTED':
    case 'MODEL_UNAVAILABLE':
    case 'API_REFUSED':
    case 'PROMPT_TOO_LONG':
      return 'alive';
    default:
      return 'nothing';
  }
}
