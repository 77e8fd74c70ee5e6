import { HanzoError, toHanzoError, type Clock, type Engine, type Logger } from '@hanzo/contracts';
import { alreadyRunning, type RunningModel, type ServedModel } from './served-model.ts';
import { ShelfModel } from './shelf-model.ts';

export interface EngineShelfParts {
  readonly clock: Clock;
  readonly log: Logger;
}

/** A loaded model that stays loaded until this is disposed. */
export interface ModelLease extends Disposable {
  readonly engine: Engine;
  /** Attempts that use the model right now, this one included. */
  readonly users: number;
}

interface Waiter {
  readonly model: ShelfModel;
  readonly lease: PromiseWithResolvers<ModelLease>;
  /** It is counted among the model's users, though the model is still being loaded. */
  counted: boolean;
  /** It does not wait any more. */
  left: boolean;
}

/** How long a model that did not load is left alone, doubling each time, in milliseconds. */
const FIRST_REST_MS = 15_000;
const LONGEST_REST_MS = 600_000;
/** An engine that gave up so often will not do better. */
const MOST_COLLAPSES = 3;

/**
 * The models of one machine: loaded when asked for, and unloaded, the least recently used first, when another one needs
 * the memory. A model in use is never unloaded. Who asked first is served first, so that a busy model cannot keep
 * another one out for ever.
 */
export class EngineShelf implements AsyncDisposable {
  /** Resolves when no model here will ever answer again. */
  readonly exhausted: Promise<void>;
  readonly #parts: EngineShelfParts;
  readonly #models: readonly ShelfModel[];
  readonly #line: Waiter[] = [];
  readonly #stop = new AbortController();
  readonly #exhaustion: PromiseWithResolvers<void> = Promise.withResolvers<void>();
  readonly #unloading = new Set<Promise<unknown>>();
  readonly #listeners = new Set<() => void>();
  #budget: number;
  /** CPU threads of all engines together; undefined: nobody has said. */
  #threads: number | undefined;
  #resting = false;

  /** @param budget bytes that all loaded models may take together */
  constructor(models: readonly ServedModel[], parts: EngineShelfParts, budget: number = Number.POSITIVE_INFINITY) {
    this.#models = models.map((served) => new ShelfModel(served));
    this.#parts = parts;
    this.#budget = budget;
    this.exhausted = this.#exhaustion.promise;
  }

  /** A shelf with one model on it, which runs already. */
  static of(model: RunningModel, parts: EngineShelfParts): EngineShelf {
    return new EngineShelf([alreadyRunning(model)], parts);
  }

  /** What can be asked for now: models that fit, and are not broken. */
  usable(): readonly ShelfModel[] {
    const now = this.#parts.clock.elapsed();
    return this.#models.filter((model) => this.#problemOf(model, now) === undefined);
  }

  all(): readonly ShelfModel[] {
    return this.#models;
  }

  get budget(): number {
    return this.#budget;
  }

  /** Bytes of the models that are loaded, or being loaded. */
  get used(): number {
    return this.#models.reduce((sum, model) => sum + (model.takesMemory ? model.served.memoryBytes : 0), 0);
  }

  /** Called when a model was loaded, unloaded, or broke. Returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes effect at once for models that nobody uses, for the others when they are let go. */
  setBudget(bytes: number): void {
    this.#budget = bytes;
    this.#trim(0);
    this.#serve();
    this.#changed();
  }

  /** CPU threads of all engines together: those in use share them, each with one at least. */
  setThreads(threads: number): void {
    this.#threads = threads;
    this.#shareThreads();
  }

  /** From now on keeps nothing in memory that nobody uses, and loads nothing that nobody waits for. */
  rest(): void {
    this.#resting = true;
    for (const model of this.#models) this.#settle(model);
  }

  /** Keeps models in memory again. */
  wake(): void {
    this.#resting = false;
  }

  /** Every model that is loaded now is loaded anew before its next use: what it was started with does not hold any more. */
  renew(): void {
    for (const model of this.#models) {
      model.isStale = model.takesMemory;
      this.#settle(model);
    }
    this.#serve();
  }

  /**
   * The model, loaded; waits for memory if need be.
   *
   * @throws HanzoError MODEL_UNAVAILABLE, what loading it throws, or the signal's reason
   */
  async acquire(name: string, signal: AbortSignal): Promise<ModelLease> {
    signal.throwIfAborted();
    const model = this.#models.find(({ served }) => served.name === name);
    if (model === undefined) throw new HanzoError('MODEL_UNAVAILABLE', `This worker does not have ${name}.`);
    const waiter: Waiter = { model, lease: Promise.withResolvers<ModelLease>(), counted: false, left: false };
    const onAbort = (): void => {
      waiter.left = true;
      waiter.lease.reject(signal.reason);
      this.#leave(waiter);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#line.push(waiter);
    this.#serve();
    try {
      return await waiter.lease.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const stopped = new HanzoError('WORKER_STOPPED', 'The worker was stopped by its owner.');
    this.#stop.abort(stopped);
    for (const { lease } of this.#line.splice(0)) lease.reject(stopped);
    await Promise.all(this.#models.map(async ({ loading }) => await loading?.catch(() => undefined)));
    await Promise.all(this.#models.map(async ({ engine }) => await engine?.[Symbol.asyncDispose]()));
    await Promise.all(this.#unloading);
    this.#exhaustion.resolve();
  }

  #leave(waiter: Waiter): void {
    const place = this.#line.indexOf(waiter);
    if (place >= 0) this.#line.splice(place, 1);
    if (waiter.counted) this.#letGo(waiter.model);
    this.#serve();
  }

  #serve(): void {
    for (let waiter = this.#line[0]; waiter !== undefined; waiter = this.#line[0]) {
      if (!this.#tryServe(waiter)) return;
      if (this.#line[0] === waiter) this.#line.shift();
    }
  }

  /** False when the waiter must stay first in line: the memory it needs is in use. */
  #tryServe(waiter: Waiter): boolean {
    const { model, lease } = waiter;
    const problem = this.#problemOf(model, this.#parts.clock.elapsed());
    if (problem !== undefined) {
      lease.reject(problem);
      return true;
    }
    // What does not hold any more is given to nobody new: it would never be let go of otherwise.
    if (model.isStale && model.users > 0) return false;
    if (model.engine !== undefined) {
      this.#take(model);
      lease.resolve(this.#leaseOf(model, model.engine));
      return true;
    }
    if (model.loading === undefined) {
      this.#trim(model.served.memoryBytes);
      if (this.used + model.served.memoryBytes > this.#budget) return false;
      model.loading = this.#load(model);
    }
    // Counted before it is loaded: nobody may unload it between the two.
    this.#take(model);
    waiter.counted = true;
    model.loading.then(
      (engine) => {
        if (waiter.left) return;
        waiter.counted = false;
        lease.resolve(this.#leaseOf(model, engine));
      },
      (error: unknown) => {
        if (!waiter.left) this.#letGo(model);
        waiter.counted = false;
        lease.reject(error);
      },
    );
    return true;
  }

  async #load(model: ShelfModel): Promise<Engine> {
    const { clock, log } = this.#parts;
    const startedAt = clock.elapsed();
    const abandon = model.beginLoading();
    try {
      // What was unloaded to make room must really be gone.
      await Promise.all(this.#unloading);
      const signal = AbortSignal.any([this.#stop.signal, abandon]);
      const engine = await model.served.start(signal, () => this.#changed());
      model.loaded(engine, clock.elapsed() - startedAt);
      void engine.closed.then(() => this.#onClosed(model, engine));
      log.debug('model loaded', { model: model.served.name, ms: Math.round(clock.elapsed() - startedAt) });
      return engine;
    } catch (thrown) {
      const error = toHanzoError(thrown);
      if (abandon.aborted) model.notLoaded();
      else this.#onFailure(model, error);
      throw error;
    } finally {
      this.#shareThreads();
      this.#changed();
      // Whoever waits for this model has been told by then; others may have waited for memory.
      queueMicrotask(() => {
        this.#settle(model);
        this.#serve();
      });
    }
  }

  #onFailure(model: ShelfModel, error: HanzoError): void {
    const { clock, log } = this.#parts;
    const pauseMs = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** model.failures);
    model.failed(error, clock.elapsed() + pauseMs);
    if (this.#stop.signal.aborted) return;
    log.warn('model not usable', {
      model: model.served.name,
      reason: error.message,
      ...(!model.isGone && { pauseMs }),
    });
    if (model.isGone) this.#checkExhausted();
    else void this.#tryAgainAfter(pauseMs);
  }

  /** Without this, nobody would hear that the model can be asked for again. */
  async #tryAgainAfter(ms: number): Promise<void> {
    try {
      await this.#parts.clock.sleep(ms, this.#stop.signal);
    } catch {
      return;
    }
    this.#changed();
    this.#serve();
  }

  #onClosed(model: ShelfModel, engine: Engine): void {
    if (model.engine !== engine || this.#stop.signal.aborted) return;
    model.engine = undefined;
    model.collapses += 1;
    const error = new HanzoError('ENGINE_CRASHED', `The engine of ${model.served.name} has given up.`);
    if (model.collapses >= MOST_COLLAPSES) model.gone(error);
    this.#onFailure(model, error);
    this.#changed();
    this.#serve();
  }

  #checkExhausted(): void {
    if (this.#models.every(({ isGone }) => isGone)) this.#exhaustion.resolve();
  }

  #take(model: ShelfModel): void {
    model.users += 1;
    if (model.users === 1) this.#shareThreads();
  }

  #letGo(model: ShelfModel): void {
    model.users -= 1;
    model.usedAt = this.#parts.clock.elapsed();
    if (model.users > 0) return;
    this.#shareThreads();
    this.#settle(model);
    this.#trim(0);
  }

  /** A model that nobody uses goes when the owner wants the memory, or when it has to be loaded anew. */
  #settle(model: ShelfModel): void {
    if (model.users > 0 || (!this.#resting && !model.isStale)) return;
    if (model.isIdle) this.#unload(model);
    else if (model.loading !== undefined && this.#resting) model.abandon();
  }

  #shareThreads(): void {
    if (this.#threads === undefined) return;
    const inUse = this.#models.filter(({ users, engine }) => users > 0 && engine !== undefined).length;
    const share = Math.max(1, Math.floor(this.#threads / Math.max(1, inUse)));
    for (const model of this.#models) model.setThreads(share);
  }

  #leaseOf(model: ShelfModel, engine: Engine): ModelLease {
    let held = true;
    return {
      engine,
      get users() {
        return model.users;
      },
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        this.#letGo(model);
        this.#serve();
      },
    };
  }

  /** Unloads until `wanted` more bytes fit, as far as unused models go. */
  #trim(wanted: number): void {
    const idle = this.#models.filter(({ isIdle }) => isIdle).toSorted((a, b) => a.usedAt - b.usedAt);
    for (const model of idle) {
      if (this.used + wanted <= this.#budget) return;
      this.#unload(model);
    }
  }

  #unload(model: ShelfModel): void {
    const engine = model.unload();
    if (engine === undefined) return;
    const { log } = this.#parts;
    log.info('model unloaded', { model: model.served.name });
    const ending: Promise<void> = Promise.resolve(engine[Symbol.asyncDispose]())
      .catch((error: unknown) => log.warn('an engine did not end well', { reason: toHanzoError(error).message }))
      .finally(() => this.#unloading.delete(ending));
    this.#unloading.add(ending);
    this.#changed();
  }

  #problemOf(model: ShelfModel, now: number): HanzoError | undefined {
    const { name, memoryBytes } = model.served;
    if (memoryBytes > this.#budget) {
      return new HanzoError('MODEL_UNAVAILABLE', `${name} does not fit into the memory that this worker may use.`);
    }
    return model.problem(now);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
