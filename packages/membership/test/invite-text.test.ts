import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInvite } from '../src/index.ts';
import { inviteText } from '../src/invite-text.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { errorOf, homes, ONCE } from './homes.ts';

const PEER = '12D3KooWGzBXWNvHpLTPaVSuvdRMZPPJqvBmF5nuZAVfrBCW1gYP';
const BODY = {
  meshId: 'ab'.repeat(32),
  meshName: 'Team Zürich 🙂',
  ownerKey: new Uint8Array(32).fill(7),
  secret: new Uint8Array(16).fill(9),
  role: 'coordinator',
  expiresAt: 1_800_000_000_000,
  fence: { generation: 3, key: new Uint8Array(32).fill(1) },
  addresses: [`/ip4/10.0.0.7/tcp/4001/p2p/${PEER}`, `/ip6/fd00::7/tcp/4001/p2p/${PEER}`],
} as const;
const TEXT = inviteText(BODY);

describe('the text of an invite', () => {
  it('says everything a joiner needs', () => {
    const { fence, ...rest } = BODY;
    expect(parseInvite(TEXT)).toEqual({ ...rest, fenceKey: fence, inviteId: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(TEXT.length).toBeLessThan(500);
    // Addresses that end in different peers are whole, too.
    const addresses = ['/ip4/1.2.3.4/tcp/1/p2p/a', '/ip4/1.2.3.4/tcp/1/p2p/b', '/dns4/x/tcp/1'];
    expect(parseInvite(inviteText({ ...BODY, addresses })).addresses).toEqual(addresses);
    expect(parseInvite(inviteText({ ...BODY, addresses: [] })).addresses).toEqual([]);
  });

  it('has the key of an open mesh, too', () => {
    using all = homes();
    const open = all.found('open', false);
    const { fenceKey } = parseInvite(open.createInvite(ONCE).text);
    expect(fenceKey.generation).toBe(0);
    expect(open.fenceKeys()).toEqual([fenceKey]);
  });

  it(verifies('membership.invite-text', 'broken, quoted and double-clicked'), () => {
    const whole = parseInvite(TEXT);
    expect(TEXT).toMatch(/^hanzo1-[0-9A-Za-z]+$/);
    const lines = TEXT.match(/.{1,60}/g) ?? [];
    const mailed = [
      lines.join('\n'),
      lines.map((line) => `> ${line}  `).join('\r\n'),
      ` "${TEXT}" `,
      lines.join('\u200b'),
    ];
    for (const text of [...mailed, `Run: hanzo net join ${TEXT}`, TEXT.slice('hanzo1-'.length)]) {
      expect(parseInvite(text)).toEqual(whole);
    }
  });

  it(verifies('membership.invite-text', 'damaged'), () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 7, max: TEXT.length - 1 }),
        fc.constantFrom('0', 'a', 'Z', '9', 'k'),
        (at, letter) => {
          fc.pre(TEXT[at] !== letter);
          const changed = TEXT.slice(0, at) + letter + TEXT.slice(at + 1);
          expect(errorOf(() => parseInvite(changed))).toMatchObject({
            code: 'INVITE_INVALID',
            message: expect.stringContaining('cut short or changed'),
          });
          expect(errorOf(() => parseInvite(TEXT.slice(0, at))).message).toContain('cut short or changed');
        },
      ),
    );
    expect(errorOf(() => parseInvite(`${TEXT} and more`)).message).toContain('cut short or changed');
    expect(errorOf(() => parseInvite(`${TEXT.slice(0, 40)}!%${TEXT.slice(42)}`)).message).toContain('characters in it');
  });

  it(verifies('membership.invite-text', 'not an invite, or of a newer version'), () => {
    for (const text of ['', 'hello', 'abc123', '-', 'hanzo-abc', 'https://example.org/x', 'x'.repeat(9_000)]) {
      expect(errorOf(() => parseInvite(text))).toMatchObject({
        code: 'INVITE_INVALID',
        message: expect.stringContaining('no invite'),
        mend: expect.stringContaining('hanzo net invite'),
      });
    }
    const newer = errorOf(() => parseInvite(TEXT.replace('hanzo1-', 'hanzo2-')));
    expect(newer).toMatchObject({
      code: 'INVITE_INVALID',
      message: expect.stringContaining('version 2'),
      mend: 'Update hanzo.',
    });
  });

  it('reads anything without another kind of error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `hanzo1-${text}`),
        ),
        (text) => {
          expect(errorOf(() => parseInvite(text)).code).toBe('INVITE_INVALID');
        },
      ),
    );
  });
});
