import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type HanzoError, toHanzoError } from '@hanzo/contracts';
import { storeUnusable } from '@hanzo/store';
import { LEDGER } from './ledger-store.ts';
import type { Hold, Recovered } from './model.ts';
import type { FromThread, ToThread } from './ledger-thread.ts';
import { fromPlain, type Opening, type Order, type Result } from './orders.ts';

/** The module of the thread, from source or built. */
export function threadModule(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './ledger-thread.ts' : './ledger-thread.js', import.meta.url);
}

/**
 * Our end of the line to the thread. Orders of one turn of the event loop travel together. The thread keeps the process
 * alive only while somebody waits for it.
 */
export class ThreadLink {
  readonly #path: string;
  readonly #thread: Worker;
  readonly #opened: PromiseWithResolvers<Recovered> = Promise.withResolvers();
  readonly #exited: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #waiting = new Map<number, PromiseWithResolvers<Hold | undefined>>();
  #outbox: { number: number; order: Order }[] = [];
  #lastNumber = 0;
  /** Why nothing more can be done. */
  #end: HanzoError | undefined;
  #closeFault: HanzoError | undefined;
  #closing: Promise<void> | undefined;

  private constructor(opening: Opening, module: URL) {
    this.#path = opening.path;
    const isSource = module.href.endsWith('.ts');
    this.#thread = new Worker(module, {
      workerData: opening,
      // It needs nothing of the environment, which may hold keys. Types of sources are stripped once: that takes most of a second.
      env: isSource ? { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') } : {},
      execArgv: ['--disable-warning=ExperimentalWarning', ...(isSource ? ['--conditions=@hanzo/source'] : [])],
    });
    this.#thread.on('message', (message: FromThread) => this.#hear(message));
    this.#thread.on('error', (cause) => this.#finish(cause));
    this.#thread.on('exit', () => this.#finish());
  }

  /** Starts the thread. @throws HanzoError STORE_UNUSABLE or DISK_FULL */
  static async open(
    opening: Opening,
    module: URL = threadModule(),
  ): Promise<{ readonly link: ThreadLink; readonly recovered: Recovered }> {
    const link = new ThreadLink(opening, module);
    const recovered = await link.#opened.promise;
    link.#thread.unref();
    return { link, recovered };
  }

  ask(order: Order): Promise<Hold | undefined> {
    if (this.#closing !== undefined || this.#end !== undefined) return Promise.reject(this.#end ?? this.#isClosed());
    const number = ++this.#lastNumber;
    const waiter = Promise.withResolvers<Hold | undefined>();
    if (this.#waiting.size === 0) this.#thread.ref();
    this.#waiting.set(number, waiter);
    // After everything that the current turn resolves: its other callers' orders go along.
    if (this.#outbox.length === 0) process.nextTick(() => this.#post());
    this.#outbox.push({ number, order });
    return waiter.promise;
  }

  /** Whether it can still be asked. @throws HanzoError STORE_UNUSABLE */
  throwIfEnded(): void {
    if (this.#closing !== undefined || this.#end !== undefined) throw this.#end ?? this.#isClosed();
  }

  /** After everything that was asked before. Closing twice is harmless. */
  close(at: number): Promise<void> {
    this.#closing ??= this.#close(at);
    return this.#closing;
  }

  async #close(at: number): Promise<void> {
    if (this.#end !== undefined) return;
    this.#thread.ref();
    this.#post();
    this.#send({ kind: 'close', at });
    await this.#exited.promise;
    if (this.#closeFault !== undefined) throw this.#closeFault;
  }

  #post(): void {
    const orders = this.#outbox;
    this.#outbox = [];
    if (orders.length === 0) return;
    try {
      this.#send({ kind: 'orders', orders });
    } catch (error) {
      if (orders.length === 1) this.#refuseAll(orders, toHanzoError(error));
      else this.#postEach(orders);
    }
  }

  #refuseAll(orders: readonly { number: number }[], error: HanzoError): void {
    for (const { number } of orders) this.#refuse(number, error);
    // No answer will come that does so.
    this.#rest();
  }

  /** One of them holds what no message can carry, e.g. a function: it fails alone. */
  #postEach(orders: readonly { number: number; order: Order }[]): void {
    for (const order of orders) {
      this.#outbox = [order];
      this.#post();
    }
  }

  #send(message: ToThread): void {
    this.#thread.postMessage(message);
  }

  #hear(message: FromThread): void {
    switch (message.kind) {
      case 'opened':
        this.#opened.resolve(message.recovered);
        return;
      case 'results':
        for (const { number, result } of message.results) this.#tell(number, result);
        this.#rest();
        return;
      case 'closed':
        this.#end = this.#isClosed();
        return;
      case 'failed':
        this.#closeFault = fromPlain(message.error);
        this.#opened.reject(this.#closeFault);
        this.#end = this.#closeFault;
    }
  }

  #rest(): void {
    if (this.#waiting.size === 0 && this.#closing === undefined) this.#thread.unref();
  }

  #tell(number: number, result: Result): void {
    if (!result.ok) {
      this.#refuse(number, fromPlain(result.error));
      return;
    }
    this.#waiting.get(number)?.resolve(result.hold);
    this.#waiting.delete(number);
  }

  #refuse(number: number, error: HanzoError): void {
    this.#waiting.get(number)?.reject(error);
    this.#waiting.delete(number);
  }

  /** The thread is gone: whoever waits will get no answer, and what was asked may or may not be on disk. */
  #finish(cause?: unknown): void {
    this.#end ??= storeUnusable(
      this.#path,
      LEDGER,
      'cannot be written: its thread has died',
      'Start again; calls that were on their way are then charged in full.',
      cause,
    );
    this.#opened.reject(this.#end);
    for (const waiter of this.#waiting.values()) waiter.reject(this.#end);
    this.#waiting.clear();
    this.#exited.resolve();
  }

  #isClosed(): HanzoError {
    return storeUnusable(this.#path, LEDGER, 'is closed', 'Open it again.');
  }
}
