import { HanzoError, systemClock, toHanzoError, type Logger } from '@hanzo/contracts';
import { crashError, loadCrashError, loadError } from './child-exit.ts';
import type { FromChild, LoadCommand, ToChild } from './child-protocol.ts';
import type { JobQueue } from './job-queue.ts';
import type { EnginePolicy } from './options.ts';
import { spawnChild, type Child as AnyChild, type ChildExit } from './spawn-child.ts';
import { Watchdog } from './watchdog.ts';

type Child = AnyChild<ToChild>;

export type Ready = Extract<FromChild, { kind: 'ready' }>;

export interface SupervisorParts {
  readonly childUrl: URL;
  readonly load: LoadCommand;
  readonly jobs: JobQueue;
  readonly policy: EnginePolicy;
  readonly startTimeoutMs: number;
  readonly log: Logger;
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
  #readyAt: number | undefined;
  #failures = 0;
  #watchdog: Watchdog | undefined;
  #keeping: Promise<void> | undefined;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** Starts the first child. Rejects when it does not get ready: a model that fails once fails every time. */
  async start(signal: AbortSignal | undefined): Promise<Ready> {
    const signals = signal === undefined ? [this.#stop.signal] : [this.#stop.signal, signal];
    try {
      const { ready } = await this.#startChild(AbortSignal.any(signals));
      this.#keeping = this.#keep();
      return ready;
    } catch (error) {
      this.#closed.resolve();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#parts.jobs.close(new HanzoError('ENGINE_FAILED', 'The llama engine was stopped.'));
    this.#stop.abort();
    await this.#child?.stop(this.#parts.policy.graceMs);
    await this.#keeping;
    this.#closed.resolve();
  }

  /** Waits for the child's end and replaces it, for as long as that makes sense. */
  async #keep(): Promise<void> {
    const { jobs, log, policy } = this.#parts;
    while (!this.#stop.signal.aborted) {
      const error = await this.#untilLost();
      if (this.#stop.signal.aborted) return;
      jobs.detach(error);
      if (this.#readyAt !== undefined && performance.now() - this.#readyAt >= policy.healthyMs) this.#failures = 0;
      this.#failures += 1;
      if (this.#failures >= policy.mostFailures) {
        log.warn('llama engine given up', { failures: this.#failures, reason: error.message });
        jobs.close(error);
        this.#closed.resolve();
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
    return child;
  }

  async #watch(child: Child): Promise<HanzoError> {
    using watchdog = new Watchdog(this.#parts.policy, this.#parts.jobs, () => child.kill());
    this.#watchdog = watchdog;
    const exit = await child.exited;
    return crashError(exit, watchdog.verdict);
  }

  /** Starts a child and waits until it has the model. A child that does not is killed. */
  async #startChild(signal: AbortSignal): Promise<{ child: Child; ready: Ready }> {
    const { load, childUrl, startTimeoutMs, jobs } = this.#parts;
    const { promise, resolve, reject } = Promise.withResolvers<Ready>();
    this.#readyAt = undefined;
    signal.throwIfAborted();
    const onMessage = (message: FromChild): void => {
      this.#watchdog?.heard(message);
      if (message.kind === 'ready') resolve(message);
      else if (message.kind === 'load-failed') reject(loadError(load.modelPath, message.problem, message.message));
      else if (child === this.#child) jobs.receive(message);
    };
    const child = spawnChild<ToChild, FromChild>({ url: childUrl, onMessage });
    this.#child = child;
    void child.exited.then((exit: ChildExit) => reject(loadCrashError(load.modelPath, exit)));
    const timer = setTimeout(() => reject(tooSlow(load.modelPath, startTimeoutMs)), startTimeoutMs);
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    child.send(load);
    try {
      const ready = await promise;
      this.#readyAt = performance.now();
      jobs.attach((message) => child.send(message));
      return { child, ready };
    } catch (error) {
      this.#child = undefined;
      child.kill();
      await child.exited;
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }
}

function tooSlow(modelPath: string, startTimeoutMs: number): HanzoError {
  return new HanzoError('ENGINE_FAILED', `${modelPath} was not loaded within ${Math.round(startTimeoutMs / 1000)} s.`, {
    details: { path: modelPath, startTimeoutMs },
    mend: 'Use a smaller model, a faster disk, or a longer start timeout. A damaged file can also hang: pull it again.',
  });
}
