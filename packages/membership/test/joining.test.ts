import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Joining, openMembership, parseInvite, type Membership } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { DAY_MS, errorOf, facts, homes, meet, ONCE, type Homes } from './homes.ts';

function begin(all: Homes, home: string, owner: Membership): Joining {
  return Joining.start(all.parts(home), parseInvite(owner.createInvite(ONCE).text), home);
}

describe('joining', () => {
  it(verifies('membership.inviter-proved'), () => {
    using all = homes();
    const owner = all.found('owner');
    const second = all.join('second', owner, 'owner');
    meet(owner, second);
    const other = all.found('other');
    const joining = begin(all, 'joiner', owner);
    const card = owner.signCard(facts('p'));
    joining.checkInviter('p', owner.chain(), card);

    const failing: [string, () => void][] = [
      // Another owner of the same mesh has not made this invite, and somebody's recorded card is for another peer.
      ['NOT_A_MEMBER', () => joining.checkInviter('p', second.chain(), second.signCard(facts('p')))],
      ['NOT_A_MEMBER', () => joining.checkInviter('thief', owner.chain(), card)],
      ['NOT_A_MEMBER', () => joining.checkInviter('p', owner.chain(), other.signCard(facts('p')))],
      ['NOT_A_MEMBER', () => joining.checkInviter('p', owner.chain(), new Uint8Array())],
      ['NOT_A_MEMBER', () => joining.checkInviter('p', owner.chain(), owner.chain()[0] ?? card)],
      ['WRONG_MESH', () => joining.checkInviter('p', other.chain(), other.signCard(facts('p')))],
      ['WRONG_MESH', () => joining.checkInviter('p', [], card)],
    ];
    for (const [code, check] of failing) expect(errorOf(check).code).toBe(code);
    const forged = card.map((byte, at) => (at === card.length - 1 ? byte ^ 1 : byte));
    expect(errorOf(() => joining.checkInviter('p', owner.chain(), forged)).code).toBe('NOT_A_MEMBER');
    all.clock.stepWallClock(2 * DAY_MS);
    expect(errorOf(() => joining.checkInviter('p', owner.chain(), card)).code).toBe('NOT_A_MEMBER');
  });

  it('takes no welcome that does not make it a member', () => {
    using all = homes();
    const owner = all.found('owner');
    const joining = begin(all, 'joiner', owner);
    const { statements } = owner.redeem(joining.request(joining.signCard(facts('p'))));
    expect(errorOf(() => joining.complete({ statements: [] })).code).toBe('WRONG_MESH');
    expect(errorOf(() => joining.complete({ statements: all.found('other').statements() })).code).toBe('WRONG_MESH');
    expect(errorOf(() => joining.complete({ statements: statements.slice(0, 1) })).code).toBe('NOT_A_MEMBER');
    const forged = statements.map((bytes) => bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)));
    expect(errorOf(() => joining.complete({ statements: forged })).code).toBe('WRONG_MESH');
    expect(openMembership(all.parts('joiner'))).toBeUndefined();
    using joined = joining.complete({ statements });
    expect(joined.fenceKeys()).toEqual(owner.fenceKeys());
    expect(joined.meshName).toBe('team');
    expect(joined.grantTtlMs).toBe(owner.grantTtlMs);
  });

  it(verifies('membership.own-mesh-aside'), () => {
    using all = homes();
    const owner = all.found('owner');
    const own = all.found('joiner');
    const { meshId } = own;
    own[Symbol.dispose]();
    const joining = begin(all, 'joiner', owner);
    // Until it is in, its own mesh is where it was.
    expect(all.open('joiner').meshId).toBe(meshId);
    using joined = joining.complete(owner.redeem(joining.request(joining.signCard(facts('p')))));
    expect(joined.meshId).toBe(owner.meshId);
    const [aside = ''] = readdirSync(all.folder('joiner')).filter((name) => name.startsWith('left-'));
    expect(readdirSync(`${all.folder('joiner')}/${aside}`)).toEqual(expect.arrayContaining(['member.key', 'mesh.db']));
  });

  it('does not take a home out of a mesh that has others in it', () => {
    using all = homes();
    const owner = all.found('owner');
    const other = all.found('other');
    const member = all.join('member', other);
    const invite = parseInvite(owner.createInvite(ONCE).text);
    for (const home of ['other', 'member']) {
      expect(errorOf(() => Joining.start(all.parts(home), invite, home))).toMatchObject({
        code: 'ALREADY_MEMBER',
        mend: expect.stringContaining('hanzo net leave'),
      });
    }
    // One that was put out is in no mesh any more.
    other.revoke(member.self.id, 'test');
    meet(other, member);
    const joining = Joining.start(all.parts('member'), invite, 'member');
    using joined = joining.complete(owner.redeem(joining.request(joining.signCard(facts('p')))));
    expect(joined.meshId).toBe(owner.meshId);
  });

  it('says at once that an invite has expired, unless it has asked by it before', () => {
    using all = homes();
    const owner = all.found('owner');
    const invite = parseInvite(owner.createInvite({ ...ONCE, ttlMs: 1_000 }).text);
    const asked = Joining.start(all.parts('early'), invite, 'early');
    all.clock.stepWallClock(DAY_MS);
    expect(errorOf(() => Joining.start(all.parts('late'), invite, 'late')).code).toBe('INVITE_REFUSED');
    expect(Joining.start(all.parts('early'), invite, 'early').memberId).toBe(asked.memberId);
  });
});
