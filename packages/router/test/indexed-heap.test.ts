import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestFirst } from '../src/placement/best-first.ts';
import { type HeapMember, IndexedHeap } from '../src/placement/indexed-heap.ts';

interface Numbered extends HeapMember {
  value: number;
}

const isBefore = (a: Numbered, b: Numbered): boolean => a.value < b.value;
const step = fc.record({ what: fc.constantFrom('add', 'add', 'move', 'delete'), at: fc.nat(30), value: fc.nat(50) });

/** A heap after these steps, and what should be in it. */
function after(steps: readonly { what: string; at: number; value: number }[]): {
  readonly heap: IndexedHeap<Numbered>;
  readonly members: readonly Numbered[];
} {
  const heap = new IndexedHeap<Numbered>(isBefore);
  const members: Numbered[] = [];
  for (const { what, at, value } of steps) {
    const member = members[at % Math.max(1, members.length)];
    if (what === 'add' || member === undefined) {
      const added = { value, position: -1 };
      members.push(added);
      heap.add(added);
    } else if (what === 'move') {
      member.value = value;
      heap.moved(member);
    } else {
      members.splice(members.indexOf(member), 1);
      heap.delete(member);
      heap.delete(member);
    }
  }
  return { heap, members };
}

const sorted = (members: readonly Numbered[]): number[] => members.map(({ value }) => value).toSorted((a, b) => a - b);

describe('a heap whose members know their places', () => {
  it('gives them in order, whatever was added, moved and taken out', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { heap, members } = after(steps);
        expect(heap.size).toBe(members.length);
        const given: number[] = [];
        for (let next = heap.shift(); next !== undefined; next = heap.shift()) given.push(next.value);
        expect(given).toEqual(sorted(members));
      }),
    );
  });

  it('is read best first together with others, and stays as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.array(step, { maxLength: 40 }), { maxLength: 4 }), (all) => {
        const made = all.map(after);
        const expected = sorted(made.flatMap(({ members }) => members));
        for (let round = 0; round < 2; round += 1) {
          const read = [
            ...bestFirst(
              made.map(({ heap }) => heap),
              isBefore,
            ),
          ];
          expect(read.map(({ value }) => value)).toEqual(expected);
        }
      }),
    );
  });
});
