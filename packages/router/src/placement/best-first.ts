import { type HeapMember, IndexedHeap } from './indexed-heap.ts';

interface Step<T extends HeapMember> extends HeapMember {
  readonly heap: IndexedHeap<T>;
  readonly member: T;
}

/**
 * The members of several heaps in one order, best first, without changing the heaps: reading k of them costs
 * O(heaps + k · log k), however many there are. The heaps must not change meanwhile.
 *
 * @param before the order of the heaps
 */
export function* bestFirst<T extends HeapMember>(
  heaps: Iterable<IndexedHeap<T>>,
  before: (a: T, b: T) => boolean,
): Generator<T, void, undefined> {
  const front = new IndexedHeap<Step<T>>((a, b) => before(a.member, b.member));
  const show = (heap: IndexedHeap<T>, at: number): void => {
    const member = heap.at(at);
    if (member !== undefined) front.add({ heap, member, position: -1 });
  };
  for (const heap of heaps) show(heap, 0);
  for (let next = front.shift(); next !== undefined; next = front.shift()) {
    const { heap, member } = next;
    show(heap, 2 * member.position + 1);
    show(heap, 2 * member.position + 2);
    yield member;
  }
}
