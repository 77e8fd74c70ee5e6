/**
 * First in, first out per owner, round robin between owners: one coordinator that floods the queue
 * delays the others by at most one of its tasks per turn.
 */
export class FairQueue<T> {
  readonly #lines = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(owner: string, item: T): void {
    const line = this.#lines.get(owner);
    if (line === undefined) this.#lines.set(owner, [item]);
    else line.push(item);
    this.#size++;
  }

  /** The next item; its owner goes to the end of the round. */
  shift(): T | undefined {
    for (const [owner, line] of this.#lines) {
      const item = line.shift();
      this.#lines.delete(owner);
      if (line.length > 0) this.#lines.set(owner, line);
      if (item === undefined) continue;
      this.#size--;
      return item;
    }
    return undefined;
  }

  /** Takes items out that match; returns them. */
  remove(owner: string, matches: (item: T) => boolean): T[] {
    const line = this.#lines.get(owner) ?? [];
    const removed = line.filter(matches);
    const kept = line.filter((item) => !removed.includes(item));
    if (kept.length > 0) this.#lines.set(owner, kept);
    else this.#lines.delete(owner);
    this.#size -= removed.length;
    return removed;
  }
}
