import { HanzoError, type Engine, type ErrorCode, type OutputShape } from '@hanzo/contracts';
import type { Resuming, ServedModel } from './served-model.ts';

/** Loading again would end the same way. */
const FOR_GOOD: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['MODEL_INVALID', 'MODEL_NOT_INSTALLED', 'ENGINE_MISSING']);

/** One model on the shelf: what it is, whether it is loaded, and by how many it is used. */
export class ShelfModel {
  readonly served: ServedModel;
  engine: Engine | undefined;
  /** While it is being loaded. */
  loading: Promise<Engine> | undefined;
  users = 0;
  /** By the clock that only goes forward, in milliseconds. */
  usedAt = 0;
  /** How long loading took the last time; undefined before the first. */
  loadMs: number | undefined;
  failures = 0;
  /** How often its engine gave up by itself. */
  collapses = 0;
  /** It was started with what does not hold any more. */
  isStale = false;
  #resuming: Resuming;
  #abandon = new AbortController();
  #threads: number | undefined;
  #problem: { readonly error: HanzoError; readonly until: number } | undefined;

  constructor(served: ServedModel) {
    this.served = served;
    this.#resuming = served;
  }

  /** Whether it goes on from the beginning of an answer of this kind, as far as it is known before its first start. */
  resumes(kind: OutputShape['kind']): boolean {
    const { resumes = false, resumesJson = resumes } = this.engine?.info ?? this.#resuming;
    return kind === 'json' ? resumesJson : resumes;
  }

  get takesMemory(): boolean {
    return this.engine !== undefined || this.loading !== undefined;
  }

  get isIdle(): boolean {
    return this.engine !== undefined && this.users === 0;
  }

  /** It will never answer again. */
  get isGone(): boolean {
    return this.#problem?.until === Number.POSITIVE_INFINITY;
  }

  /** Why it cannot be used at the moment. */
  problem(now: number): HanzoError | undefined {
    if (this.#problem !== undefined && this.#problem.until > now) return this.#problem.error;
    if (this.engine?.state === 'restarting') {
      return new HanzoError('ENGINE_CRASHED', `The engine of ${this.served.name} is being restarted.`);
    }
    return undefined;
  }

  /** The signal is aborted when nobody wants it any more. */
  beginLoading(): AbortSignal {
    this.#abandon = new AbortController();
    this.isStale = false;
    this.#threads = undefined;
    return this.#abandon.signal;
  }

  abandon(): void {
    this.#abandon.abort(new HanzoError('CANCELLED', `Nobody waits for ${this.served.name} any more.`));
  }

  notLoaded(): void {
    this.loading = undefined;
  }

  /** Told once for each number. */
  setThreads(threads: number): void {
    if (this.engine === undefined || this.#threads === threads) return;
    this.#threads = threads;
    this.engine.setThreads?.(threads);
  }

  loaded(engine: Engine, loadMs: number): void {
    this.engine = engine;
    this.#resuming = engine.info;
    this.loading = undefined;
    this.loadMs = loadMs;
    this.failures = 0;
    this.#problem = undefined;
  }

  failed(error: HanzoError, restUntil: number): void {
    this.loading = undefined;
    this.failures += 1;
    if (this.isGone) return;
    // What was loaded once can be loaded again: then it is the machine that has no room, and not the file that is bad.
    const isFinal = FOR_GOOD.has(error.code) && this.loadMs === undefined;
    this.#problem = { error, until: isFinal ? Number.POSITIVE_INFINITY : restUntil };
  }

  gone(error: HanzoError): void {
    this.engine = undefined;
    this.#problem = { error, until: Number.POSITIVE_INFINITY };
  }

  /** Takes the engine off; undefined when there was none. */
  unload(): Engine | undefined {
    const { engine } = this;
    this.engine = undefined;
    this.isStale = false;
    return engine;
  }
}
