import { HanzoError } from '@hanzo/contracts';
import { decodeHandshake, encodeHandshake, HANDSHAKE_BYTES, LENGTH_BYTES, type Handshake } from '@hanzo/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** Recorded when version 1 was made: steps of that build must read the same for ever. */
const RECORDED: readonly (readonly [string, Handshake])[] = [
  [
    '0a100a01670a01681201631880d8c1a28c34',
    { kind: 'credentials', chain: [bytes('g'), bytes('h')], card: bytes('c'), sentAt: 1_790_000_000_000 },
  ],
  ['12120a1030303131323233333434353536363737', { kind: 'knock', inviteId: '0011223344556677' }],
  [
    '1a1a0a124d454d424552534849505f4558504952454412046f766572',
    { kind: 'refusal', code: 'MEMBERSHIP_EXPIRED', message: 'over' },
  ],
  ['2200', { kind: 'accepted' }],
  [
    '2a1f0a0673656372657412036b65791a03626f62220570726f6f662a0463617264',
    {
      kind: 'redeem',
      secret: bytes('secret'),
      memberKey: bytes('key'),
      memberName: 'bob',
      proof: bytes('proof'),
      card: bytes('card'),
    },
  ],
  ['32030a0173', { kind: 'welcome', statements: [bytes('s')] }],
];

describe('the handshake of two nodes', () => {
  it.each(RECORDED.map(([hex, step]) => [step.kind, hex, step] as const))(
    verifies('wire.handshake-v1', '%s'),
    (_, hex, step) => {
      expect(decodeHandshake(Buffer.from(hex, 'hex'))).toEqual(step);
      expect(Buffer.from(encodeHandshake(step)).subarray(LENGTH_BYTES).toString('hex')).toBe(hex);
    },
  );

  it('reads only steps, and throws nothing but HanzoErrors', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        try {
          decodeHandshake(noise);
        } catch (error) {
          expect(error).toBeInstanceOf(HanzoError);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(() => decodeHandshake(new Uint8Array())).toThrow(expect.objectContaining({ code: 'WIRE_INVALID' }));
  });

  it('is never larger than what the other side reads', () => {
    const statements = Array.from({ length: 20 }, () => new Uint8Array(HANDSHAKE_BYTES / 16));
    expect(() => encodeHandshake({ kind: 'welcome', statements })).toThrow(
      expect.objectContaining({ code: 'WIRE_TOO_LARGE' }),
    );
  });

  it('takes a reason that it does not know for a plain no', () => {
    const unknown = Buffer.concat([Buffer.from([0x1a, 0x06, 0x0a, 0x04]), Buffer.from('NEWS')]);
    expect(decodeHandshake(unknown)).toEqual({ kind: 'refusal', code: 'NOT_A_MEMBER', message: '' });
  });
});
