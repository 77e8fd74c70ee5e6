/** The calls under way, of all clients: each ends with its own client's word, and all of them with the server. */
export class Calls {
  readonly #running = new Set<Promise<unknown>>();
  readonly #end = new AbortController();

  get running(): number {
    return this.#running.size;
  }

  /** @param signal of this call alone */
  async run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const running = work(AbortSignal.any([signal, this.#end.signal]));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** No call goes on; what they have done is kept. */
  end(reason: Error): void {
    this.#end.abort(reason);
  }

  /** Resolves when all have ended, however they did. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
