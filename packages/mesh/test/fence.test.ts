import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { makePreamble, PREAMBLE_BYTES, prologueOf, readPreamble } from '../src/fence.ts';

const older = { generation: 1, key: new Uint8Array(randomBytes(32)) };
const newer = { generation: 2, key: new Uint8Array(randomBytes(32)) };

describe('the fence', () => {
  it(verifies('mesh.fence-code'), () => {
    const preamble = makePreamble(newer);
    expect(preamble).toHaveLength(PREAMBLE_BYTES);
    expect(readPreamble(preamble, [newer, older])).toBe(newer);
    expect(readPreamble(makePreamble(older), [newer, older])).toBe(older);
    expect(readPreamble(preamble, [older])).toBeUndefined();
    expect(readPreamble(preamble, [])).toBeUndefined();
  });

  it('takes no preamble of which any byte was changed, and no shorter or longer one', () => {
    const preamble = makePreamble(newer);
    for (let at = 0; at < preamble.length; at++) {
      const changed = Uint8Array.from(preamble);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(readPreamble(changed, [newer])).toBeUndefined();
    }
    expect(readPreamble(preamble.subarray(1), [newer])).toBeUndefined();
    expect(readPreamble(Buffer.concat([preamble, Uint8Array.of(0)]), [newer])).toBeUndefined();
  });

  it('never shows the key, neither in the preamble nor in the prologue', () => {
    const hex = Buffer.from(newer.key).toString('hex');
    expect(Buffer.from(makePreamble(newer)).toString('hex')).not.toContain(hex.slice(0, 16));
    expect(Buffer.from(prologueOf(newer)).toString('hex')).not.toContain(hex.slice(0, 16));
    expect(prologueOf(newer)).not.toEqual(prologueOf(older));
  });
});
