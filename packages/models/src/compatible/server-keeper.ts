import { HanzoError, toHanzoError, type Clock, type EngineState, type Logger } from '@hanzo/contracts';
import { probeLine } from './probe-http.ts';
import type { ServerKind } from './probed-server.ts';
import { readServerUrl } from './server-url.ts';

export interface ServerKeeperParts {
  readonly address: string;
  readonly kind: ServerKind;
  readonly apiKey: string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** The server is away: whatever ran there is lost. */
  readonly onLost: (error: HanzoError) => void;
  /** It answers again. Looks whether it has what we need; a rejection means "not yet". */
  readonly comeBack: (signal: AbortSignal) => Promise<void>;
  readonly onState: (state: EngineState) => void;
}

/** How often an idle server is asked whether it is there, in milliseconds. */
const LOOK_MS = 10_000;
const FIRST_BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;

/**
 * Knows whether the server is there: `ready ⇄ restarting → closed`. A server that goes away is asked with growing pauses
 * for as long as it takes, because its owner restarts and updates it as he likes. It is never given up.
 */
export class ServerKeeper implements AsyncDisposable {
  readonly #parts: ServerKeeperParts;
  readonly #stop = new AbortController();
  readonly #looking: Disposable;
  #state: EngineState = 'ready';
  #check: Promise<void> | undefined;
  #recovery: Promise<void> | undefined;

  constructor(parts: ServerKeeperParts) {
    this.#parts = parts;
    this.#looking = parts.clock.every(LOOK_MS, () => void this.suspect());
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Something went wrong: looks at once whether the server is still there. Resolves when `state` says so. */
  suspect(): Promise<void> {
    if (this.#state !== 'ready') return Promise.resolve();
    this.#check ??= this.#look()
      .then((lost) => (lost === undefined ? undefined : this.#lose(lost)))
      .finally(() => (this.#check = undefined));
    return this.#check;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === 'closed') return;
    this.#looking[Symbol.dispose]();
    this.#stop.abort();
    this.#enter('closed');
    await Promise.all([this.#check, this.#recovery]);
  }

  /**
   * Why it counts as lost, if it does. A slow answer does not count: a busy server may be slow, and requests have limits
   * of their own. While llama-server loads, its list of models is open already; only `/health` tells.
   */
  async #look(): Promise<HanzoError | undefined> {
    const { address, kind, apiKey } = this.#parts;
    const line = probeLine(readServerUrl(address), { signal: this.#stop.signal, apiKey });
    try {
      const { status, complaint } = await line.ask(kind === 'llama-server' ? '/health' : '/v1/models');
      return status < 500
        ? undefined
        : new HanzoError('ENGINE_CRASHED', `${line.url.host} answers ${status}: ${complaint}.`);
    } catch (thrown) {
      const error = toHanzoError(thrown);
      return error.code === 'ENDPOINT_UNREACHABLE' && error.details['timeoutMs'] === undefined ? error : undefined;
    }
  }

  #lose(cause: HanzoError): void {
    if (this.#state !== 'ready') return;
    const { log, onLost } = this.#parts;
    log.warn('the engine is away', { reason: cause.message });
    this.#enter('restarting');
    onLost(
      new HanzoError('ENGINE_CRASHED', `The engine went away: ${cause.message}`, { cause, details: cause.details }),
    );
    this.#recovery = this.#recover();
  }

  async #recover(): Promise<void> {
    const { clock, comeBack, log } = this.#parts;
    const { signal } = this.#stop;
    for (let pauseMs = FIRST_BACK_OFF_MS; !signal.aborted; pauseMs = Math.min(LONGEST_BACK_OFF_MS, pauseMs * 2)) {
      try {
        await clock.sleep(pauseMs, signal);
        const lost = await this.#look();
        if (lost !== undefined) continue;
        await comeBack(signal);
        signal.throwIfAborted();
        log.info('the engine is back');
        this.#enter('ready');
        return;
      } catch (error) {
        if (!signal.aborted) log.debug('the engine is not back yet', { reason: toHanzoError(error).message });
      }
    }
  }

  #enter(state: EngineState): void {
    this.#state = state;
    this.#parts.onState(state);
  }
}
