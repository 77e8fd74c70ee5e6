import { HanzoError, systemClock, toHanzoError, type EngineState, type Logger } from '@hanzo/contracts';
import { crashError, loadCrashError, loadError, tooLarge, tooSlow } from './child-exit.ts';
import type { FromChild, LoadCommand, ToChild } from './child-protocol.ts';
import type { JobQueue } from './job-queue.ts';
import { LoadGuard } from './load-guard.ts';
import { ModelFile } from './model-file.ts';
import type { EnginePolicy } from './options.ts';
import { makeSnapshotFolder, removeSnapshotFolder } from './snapshot-folder.ts';
import type { SnapshotFolder } from './snapshots.ts';
import { poolThreads } from './pool-threads.ts';
import { spawnChild, type Child as AnyChild, type ChildExit } from './spawn-child.ts';
import { Watchdog } from './watchdog.ts';

type Child = AnyChild<ToChild>;

export type Ready = Extract<FromChild, { kind: 'ready' }>;

export interface SupervisorParts {
  readonly childUrl: URL;
  /** Flags of a child that may write to one folder, or to none. */
  readonly permissionFlags: (writable: string | undefined) => readonly string[];
  /** Without what is made anew for each child. */
  readonly load: Omit<LoadCommand, 'snapshots'>;
  readonly jobs: JobQueue;
  readonly policy: EnginePolicy;
  /** How long a child may load. */
  readonly startTimeoutMs: number;
  /** How much memory it may have taken by then. */
  readonly mostLoadBytes: number;
  readonly priority: 'low' | 'normal';
  /** 0 for none. */
  readonly prefixCacheBytes: number;
  readonly log: Logger;
  readonly onState: (state: EngineState) => void;
}

/**
 * Keeps one child alive: starts it, watches it, replaces it after a crash with growing pauses, and gives up when five in
 * a row fail. `starting → ready → (crashed → waiting → starting → ready)* → closed`
 */
export class Supervisor implements AsyncDisposable {
  readonly #parts: SupervisorParts;
  readonly #stop = new AbortController();
  readonly #closed = Promise.withResolvers<void>();
  #child: Child | undefined;
  #state: EngineState = 'ready';
  #threads: number;
  #threadsInUse: number;
  #readyAt: number | undefined;
  #failures = 0;
  #watchdog: Watchdog | undefined;
  #keeping: Promise<void> | undefined;
  /** When nothing is left of the last child. */
  #cleaned: Promise<void> | undefined;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#threads = parts.load.threads;
    this.#threadsInUse = parts.load.threads;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** As the child last reported it. */
  get threadsInUse(): number {
    return this.#threadsInUse;
  }

  /** Remembered for children to come. */
  setThreads(threads: number): void {
    this.#threads = Math.min(threads, this.#parts.load.mostThreads);
    this.#child?.send({ kind: 'threads', threads: this.#threads });
  }

  /** Starts the first child. Rejects when it does not get ready: whoever asked decides whether to try again. */
  async start(signal: AbortSignal | undefined): Promise<Ready> {
    const signals = signal === undefined ? [this.#stop.signal] : [this.#stop.signal, signal];
    try {
      const { ready } = await this.#startChild(AbortSignal.any(signals));
      this.#keeping = this.#keep();
      return ready;
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#parts.jobs.close(new HanzoError('ENGINE_FAILED', 'The llama engine was stopped.'));
    this.#stop.abort();
    await this.#child?.stop(this.#parts.policy.graceMs);
    await this.#keeping;
    await this.#cleaned;
    this.#close();
  }

  #close(): void {
    this.#setState('closed');
    this.#closed.resolve();
  }

  #setState(state: EngineState): void {
    if (this.#state === state || this.#state === 'closed') return;
    this.#state = state;
    this.#parts.onState(state);
  }

  /** Waits for the child's end and replaces it, for as long as that makes sense. */
  async #keep(): Promise<void> {
    const { jobs, log, policy } = this.#parts;
    while (!this.#stop.signal.aborted) {
      const error = await this.#untilLost();
      if (this.#stop.signal.aborted) return;
      this.#setState('restarting');
      jobs.detach(error);
      if (this.#readyAt !== undefined && performance.now() - this.#readyAt >= policy.healthyMs) this.#failures = 0;
      this.#failures += 1;
      if (this.#failures >= policy.mostFailures) {
        log.warn('llama engine given up', { failures: this.#failures, reason: error.message });
        jobs.close(error);
        await this.#cleaned;
        this.#close();
        return;
      }
      const pauseMs = Math.min(policy.longestBackOffMs, policy.firstBackOffMs * 2 ** (this.#failures - 1));
      log.warn('llama engine lost, restarting', { failures: this.#failures, pauseMs, reason: error.message });
      await systemClock.sleep(pauseMs, this.#stop.signal).catch(() => undefined);
    }
  }

  /** The running child's end, or the reason why there is none. */
  async #untilLost(): Promise<HanzoError> {
    try {
      return await this.#watch(this.#child ?? (await this.#restart()));
    } catch (error) {
      return toHanzoError(error);
    } finally {
      this.#child = undefined;
      this.#watchdog = undefined;
    }
  }

  async #restart(): Promise<Child> {
    const { child, ready } = await this.#startChild(this.#stop.signal);
    this.#parts.log.info('llama engine restarted', { pid: child.pid, loadMs: ready.loadMs });
    this.#setState('ready');
    return child;
  }

  async #watch(child: Child): Promise<HanzoError> {
    using watchdog = new Watchdog(this.#parts.policy, this.#parts.jobs, () => child.kill());
    this.#watchdog = watchdog;
    const exit = await child.exited;
    return crashError(exit, watchdog.verdict);
  }

  /** Starts a child with a snapshot folder of its own and waits until it has the model. */
  async #startChild(signal: AbortSignal): Promise<{ child: Child; ready: Ready }> {
    signal.throwIfAborted();
    this.#readyAt = undefined;
    const { childUrl, load, prefixCacheBytes, priority, permissionFlags } = this.#parts;
    // It may have been replaced since the last child loaded it.
    const file = await ModelFile.at(load.modelPath);
    const snapshots = await makeSnapshotFolder(prefixCacheBytes);
    const { promise, resolve, reject } = Promise.withResolvers<Ready>();
    const onMessage = (message: FromChild): void => {
      this.#watchdog?.heard(message);
      if (message.kind === 'ready') resolve(message);
      else if (message.kind === 'load-failed') reject(loadError(file, message.problem, message.message));
      else if (child === this.#child) this.#receive(message);
    };
    const child = spawnChild<ToChild, FromChild>({
      url: childUrl,
      onMessage,
      priority,
      flags: permissionFlags(snapshots?.directory),
      environment: load.gpu === 'off' ? [] : GPU_ENVIRONMENT,
      variables: { UV_THREADPOOL_SIZE: String(poolThreads(load.gpu)) },
    });
    this.#child = child;
    void child.exited.then((exit: ChildExit) => {
      reject(loadCrashError(file, exit));
    });
    this.#cleaned = child.exited.then(() => removeSnapshotFolder(snapshots));
    try {
      const ready = await this.#load(child, { file, snapshots }, { promise, reject }, signal);
      file.noteLoaded();
      return { child, ready };
    } catch (error) {
      this.#child = undefined;
      child.kill();
      await this.#cleaned;
      throw error;
    }
  }

  /** Has the child load the model, within limits of time and memory. */
  async #load(
    child: Child,
    { file, snapshots }: { readonly file: ModelFile; readonly snapshots: SnapshotFolder | undefined },
    { promise, reject }: Pick<PromiseWithResolvers<Ready>, 'promise' | 'reject'>,
    signal: AbortSignal,
  ): Promise<Ready> {
    const { load, jobs, startTimeoutMs: mostMs, mostLoadBytes: mostBytes, policy } = this.#parts;
    using _guard = new LoadGuard(
      child.pid,
      { mostMs, mostBytes, checkMs: policy.memoryCheckMs },
      {
        tooSlow: () => reject(tooSlow(load.modelPath, mostMs)),
        tooLarge: (bytes) => reject(tooLarge(file, bytes, mostBytes)),
      },
    );
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    child.send({ ...load, threads: this.#threads, snapshots });
    try {
      const ready = await promise;
      this.#readyAt = performance.now();
      // It may have been changed while the child loaded.
      if (ready.threads !== this.#threads) child.send({ kind: 'threads', threads: this.#threads });
      this.#threadsInUse = this.#threads;
      jobs.attach((message) => child.send(message));
      return ready;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #receive(message: Exclude<FromChild, { kind: 'ready' | 'load-failed' }>): void {
    if (message.kind === 'done') this.#threadsInUse = message.result.threads;
    this.#parts.jobs.receive(message);
  }
}

/** What drivers look at: which devices to show, where their libraries are, and where compiled kernels are kept. */
const GPU_ENVIRONMENT: readonly string[] = [
  'LD_LIBRARY_PATH',
  'CUDA_VISIBLE_DEVICES',
  'CUDA_CACHE_PATH',
  'GGML_VK_VISIBLE_DEVICES',
  'VK_ICD_FILENAMES',
  'VK_DRIVER_FILES',
];
