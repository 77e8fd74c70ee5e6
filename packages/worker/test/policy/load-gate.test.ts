import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { LoadGate } from '../../src/policy/load-gate.ts';

describe('the gate for other programs', () => {
  it(verifies('policy.load-calm'), () => {
    const gate = new LoadGate();
    let now = 0;
    const read = (others: number): boolean => gate.read(others, 0.6, (now += 2_000));
    // One busy sample is no busy machine; a few are.
    expect([read(0.1), read(0.9), read(0.9)]).toEqual([false, false, true]);
    // Just under the limit is not calm, however long.
    expect(Array.from({ length: 60 }, () => read(0.55)).every((over) => over)).toBe(true);
    // Calm for half a minute, and a rest that is interrupted starts anew.
    expect(Array.from({ length: 12 }, () => read(0.1)).every((over) => over)).toBe(true);
    expect([read(0.95), read(0.95)]).toEqual([true, true]);
    const after = Array.from({ length: 25 }, () => read(0.1));
    const freeAt = after.indexOf(false);
    expect(freeAt).toBeGreaterThanOrEqual(15);
    expect(freeAt).toBeLessThan(20);
    expect(after.slice(freeAt).some((over) => over)).toBe(false);
  });

  it('holds nobody up without a limit or a reading', () => {
    const gate = new LoadGate();
    expect([gate.read(1, undefined, 0), gate.read(1, 0.5, 1), gate.read(undefined, 0.5, 2)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
