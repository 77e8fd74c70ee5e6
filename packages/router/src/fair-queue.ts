interface Item<T> {
  readonly item: T;
  /** Work, in any unit that is the same for all. */
  readonly cost: number;
}

interface Line<T> {
  readonly items: Item<T>[];
  /** When its next item begins, in virtual time. */
  start: number;
  weight: number;
}

/**
 * Start-time fair queueing: each owner gets the machine in proportion to its weight, measured in work and not in items,
 * whatever it asks for. First in, first out per owner. One that was away does not save up a claim, and one that floods
 * the queue delays the others by at most one of its items (Goyal, Vin, Cheng: "Start-Time Fair Queueing", 1996).
 */
export class FairQueue<T> {
  readonly #lines = new Map<string, Line<T>>();
  /** The start of the item that was taken last. */
  #now = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  sizeOf(owner: string): number {
    return this.#lines.get(owner)?.items.length ?? 0;
  }

  /**
   * @param weight above 0; the newest one counts for all that the owner has here
   * @param cost above 0
   */
  push(owner: string, item: T, { weight, cost }: { readonly weight: number; readonly cost: number }): void {
    const line = this.#lines.get(owner) ?? { items: [], start: this.#now, weight };
    if (line.items.length === 0) line.start = Math.max(line.start, this.#now);
    line.weight = weight;
    line.items.push({ item, cost });
    this.#lines.set(owner, line);
    this.#size++;
  }

  /** The next item, of the owner who has had least of what is its due. */
  shift(): T | undefined {
    return this.take(() => true)?.item;
  }

  /** The next item that is accepted; those before it keep their places. */
  take(accepts: (item: T) => boolean): { readonly item: T; readonly cost: number } | undefined {
    const passedOver: Line<T>[] = [];
    for (const line of this.#inOrder()) {
      const at = line.items.findIndex(({ item }) => accepts(item));
      const [taken] = at < 0 ? [] : line.items.splice(at, 1);
      if (taken === undefined) {
        passedOver.push(line);
        continue;
      }
      this.#size--;
      this.#now = Math.max(this.#now, line.start);
      line.start += taken.cost / line.weight;
      for (const other of passedOver) this.#keepClaimSmall(other);
      this.#forget();
      return taken;
    }
    return undefined;
  }

  /** Who could use nothing of what there was is owed one item, and not all that others got meanwhile. */
  #keepClaimSmall(line: Line<T>): void {
    const [first] = line.items;
    if (first !== undefined) line.start = Math.max(line.start, this.#now - first.cost / line.weight);
  }

  #inOrder(): Line<T>[] {
    const lines = [...this.#lines.values()].filter(({ items }) => items.length > 0);
    return lines.length === 1 ? lines : lines.sort((a, b) => a.start - b.start);
  }

  /** Takes out all that match; returns them. */
  remove(matches: (item: T) => boolean): T[] {
    const removed: T[] = [];
    for (const line of this.#lines.values()) {
      const kept = line.items.filter(({ item }) => !matches(item));
      if (kept.length === line.items.length) continue;
      for (const { item } of line.items) if (matches(item)) removed.push(item);
      line.items.splice(0, line.items.length, ...kept);
    }
    this.#size -= removed.length;
    this.#forget();
    return removed;
  }

  /** Owners without items whose due is not ahead of anybody's are like new ones. */
  #forget(): void {
    for (const [owner, line] of this.#lines) {
      if (line.items.length === 0 && line.start <= this.#now) this.#lines.delete(owner);
    }
  }
}
