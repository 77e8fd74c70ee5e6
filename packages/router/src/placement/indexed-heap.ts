/** A member of an `IndexedHeap`. It belongs to one heap at a time, which alone writes `position`. */
export interface HeapMember {
  /** -1 outside of a heap. */
  position: number;
}

/** A binary heap whose members know their places, so that each can be moved or taken out in O(log n). */
export class IndexedHeap<T extends HeapMember> {
  readonly #members: T[] = [];
  readonly #before: (a: T, b: T) => boolean;

  /** @param before a strict order */
  constructor(before: (a: T, b: T) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#members.length;
  }

  has(member: T): boolean {
    return this.#members[member.position] === member;
  }

  /** The first one at 0, and the children of `at` at `2 * at + 1` and `2 * at + 2`: none of them comes before it. */
  at(position: number): T | undefined {
    return this.#members[position];
  }

  add(member: T): void {
    member.position = this.#members.length;
    this.#members.push(member);
    this.#rise(member);
  }

  /** To be called when what orders it has changed, before anything else is done with the heap. */
  moved(member: T): void {
    this.#rise(member);
    this.#sink(member);
  }

  delete(member: T): void {
    if (!this.has(member)) return;
    const last = this.#members.pop();
    if (last !== undefined && last !== member) {
      this.#put(last, member.position);
      this.moved(last);
    }
    member.position = -1;
  }

  shift(): T | undefined {
    const [first] = this.#members;
    if (first !== undefined) this.delete(first);
    return first;
  }

  #put(member: T, position: number): void {
    this.#members[position] = member;
    member.position = position;
  }

  #rise(member: T): void {
    while (member.position > 0) {
      const parent = this.#members[(member.position - 1) >> 1];
      if (parent === undefined || !this.#before(member, parent)) return;
      this.#swap(member, parent);
    }
  }

  #sink(member: T): void {
    for (;;) {
      const left = this.#members[2 * member.position + 1];
      if (left === undefined) return;
      const right = this.#members[2 * member.position + 2];
      const child = right !== undefined && this.#before(right, left) ? right : left;
      if (!this.#before(child, member)) return;
      this.#swap(member, child);
    }
  }

  #swap(a: T, b: T): void {
    const { position } = a;
    this.#put(a, b.position);
    this.#put(b, position);
  }
}
