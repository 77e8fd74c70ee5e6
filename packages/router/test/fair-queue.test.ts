import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue } from '@hanzo/router';
import { verifies } from '../../../test/support/verifies.ts';

const one = { weight: 1, cost: 1 };

describe('the fair queue', () => {
  it(verifies('worker.fair'), () => {
    const queue = new FairQueue<string>();
    for (let i = 0; i < 100; i++) queue.push('flood', `flood-${i}`, one);
    queue.push('occasional', 'mine', one);
    queue.push('other', 'theirs', one);
    const order = [queue.shift(), queue.shift(), queue.shift(), queue.shift()];
    expect(order).toEqual(['flood-0', 'mine', 'theirs', 'flood-1']);
    expect(queue.size).toBe(98);
  });

  it('keeps the order of each owner, loses nothing and doubles nothing', () => {
    const step = fc.record({ owner: fc.constantFrom('a', 'b', 'c'), take: fc.boolean(), drop: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = new FairQueue<number>();
        const waiting = new Map<string, number[]>();
        for (const [number, { owner, take, drop }] of steps.entries()) {
          const line = waiting.get(owner) ?? [];
          waiting.set(owner, line);
          if (drop && line.length > 0) {
            expect(queue.remove((item) => item === line[0])).toEqual([line.shift()]);
          } else if (take) {
            const item = queue.shift();
            const fronts = [...waiting.values()].map((numbers) => numbers[0]);
            expect(fronts).toContain(item);
            waiting
              .values()
              .find((numbers) => item !== undefined && numbers[0] === item)
              ?.shift();
          } else {
            queue.push(owner, number, one);
            line.push(number);
          }
          expect(queue.size).toBe([...waiting.values()].reduce((sum, numbers) => sum + numbers.length, 0));
        }
      }),
    );
  });
});

describe('fairness by weight', () => {
  it(verifies('worker.weighted'), () => {
    const queue = new FairQueue<string>();
    const weights = { double: 2, single: 1, heavy: 1 };
    for (let i = 0; i < 200; i++) {
      queue.push('double', 'double', { weight: 2, cost: 10 });
      queue.push('single', 'single', { weight: 1, cost: 10 });
      // Asks for ten times as much at once: gets a tenth of the turns, and the same share of the machine.
      queue.push('heavy', 'heavy', { weight: 1, cost: 100 });
    }
    const work = { double: 0, single: 0, heavy: 0 };
    for (let i = 0; i < 150; i++) {
      const owner = queue.shift() as keyof typeof work;
      work[owner] += owner === 'heavy' ? 100 : 10;
    }
    const perWeight = Object.entries(work).map(([owner, done]) => done / weights[owner as keyof typeof work]);
    expect(Math.max(...perWeight) - Math.min(...perWeight)).toBeLessThanOrEqual(100);
  });

  it('does not let anybody save up a claim while away', () => {
    const queue = new FairQueue<string>();
    for (let i = 0; i < 100; i++) queue.push('busy', 'busy', one);
    for (let i = 0; i < 90; i++) queue.shift();
    for (let i = 0; i < 10; i++) queue.push('back', 'back', one);
    const next = Array.from({ length: 10 }, () => queue.shift());
    expect(next.filter((owner) => owner === 'busy')).toHaveLength(5);
  });
});
