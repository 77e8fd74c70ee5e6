import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Membership, openMembership, createMesh } from '../src/index.ts';
import { readKeyFile } from '../src/key-file.ts';
import { memberKey } from '../src/keys.ts';
import { signStatement } from '../src/signed-statement.ts';
import { verifies } from '../../../test/support/verifies.ts';
import {
  DAY_MS,
  errorOf,
  facts,
  GRANT_TTL_MS,
  homes,
  manyJoiners,
  meet,
  named,
  ONCE,
  picture,
  type Homes,
} from './homes.ts';

describe('membership', () => {
  let all: Homes;
  let owner: Membership;

  beforeEach(() => {
    all = homes();
    owner = all.found('owner');
  });
  afterEach(() => all[Symbol.dispose]());

  it('begins with its founder', () => {
    expect(owner.meshId).toMatch(/^[0-9a-f]{64}$/);
    expect(owner.self).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'owner',
      role: 'owner',
      standing: 'member',
      isSelf: true,
      isFounder: true,
      grantedAt: all.clock.now(),
    });
    expect(owner.members()).toEqual([owner.self]);
    expect(openMembership(all.parts('nobody'))).toBeUndefined();
    const init = { meshName: 'x', memberName: 'x', grantTtlMs: DAY_MS, fence: true };
    expect(errorOf(() => createMesh(all.parts('owner'), init))).toMatchObject({
      code: 'ALREADY_MEMBER',
      mend: expect.stringContaining('hanzo net leave'),
    });
    expect(errorOf(() => createMesh(all.parts('y'), { ...init, grantTtlMs: 0 })).code).toBe('USAGE');
    using odd = createMesh(all.parts('odd'), { ...init, meshName: '\u001b[31mred', memberName: '🙂'.repeat(50) });
    expect([odd.meshName, odd.self.name]).toEqual(['[31mred', '🙂'.repeat(32)]);
  });

  it('lists members by age, with who let them in', () => {
    const a = all.join('a', owner, 'owner');
    all.clock.stepWallClock(1);
    const b = all.join('b', a, 'coordinator');
    meet(owner, a);
    expect(owner.members()).toMatchObject([
      { name: 'owner', isFounder: true, isSelf: true },
      { name: 'a', role: 'owner', grantedBy: owner.self.id },
      { name: 'b', role: 'coordinator', grantedBy: a.self.id, expiresAt: all.clock.now() + GRANT_TTL_MS },
    ]);
    // What b was told when it joined is enough to know who let it in.
    expect(picture(b)).toEqual(picture(owner));
  });

  it(verifies('membership.expiry'), async () => {
    const member = all.join('m', owner);
    await all.clock.advance(GRANT_TTL_MS - 1);
    expect(owner.standing(member.self.id)).toBe('member');
    const card = member.signCard(facts('p'));
    await all.clock.advance(1);
    expect(owner.standing(member.self.id)).toBe('expired');
    expect(member.self).toMatchObject({ standing: 'expired', expiresAt: all.clock.now() });
    expect(errorOf(() => owner.admit('p', member.chain(), card)).code).toBe('MEMBERSHIP_EXPIRED');
    expect(owner.cards()).toEqual([]);
    // An expired member cannot ask for a renewal either.
    expect(member.renew()).toBe(false);
    expect(owner.self.standing).toBe('member');
  });

  it(verifies('membership.renewal'), async () => {
    const member = all.join('m', owner, 'coordinator');
    const second = all.join('second', owner, 'owner');
    meet(owner, member, second);
    const joined = owner.find('m').grantedAt;
    await all.clock.advance(GRANT_TTL_MS / 3);
    expect(member.renew()).toBe(false);
    await all.clock.advance(1);
    expect([member.renew(), member.renew()]).toEqual([true, false]);
    // Nobody is connected to the member: its word travels by somebody else, and so does the answer.
    const carrier = all.join('carrier', owner);
    meet(member, carrier);
    meet(carrier, second);
    expect([second.renew(), second.renew()]).toEqual([true, false]);
    meet(second, carrier);
    meet(carrier, member);
    expect(member.self).toMatchObject({ role: 'coordinator', standing: 'member' });
    expect(member.self.expiresAt).toBeGreaterThanOrEqual(all.clock.now() + GRANT_TTL_MS);
    expect(second.find('m').grantedAt).toBe(joined);
    // The other owner, told of both, has nothing left to do; and all agree.
    meet(owner, second, member, carrier);
    expect(owner.renew()).toBe(false);
    expect(new Set([owner, second, member, carrier].map((one) => one.digest())).size).toBe(1);
  });

  it('renews nobody who is out, or who asks again and again', async () => {
    const [gone, eager] = [all.join('gone', owner), all.join('eager', owner)];
    await all.clock.advance(GRANT_TTL_MS / 2);
    for (const member of [gone, eager]) expect(member.renew()).toBe(true);
    owner.revoke(gone.self.id, 'test');
    meet(owner, eager);
    owner.merge(gone.statements());
    expect(owner.renew()).toBe(true);
    expect(owner.standing(gone.self.id)).toBe('revoked');
    meet(owner, eager);
    const { expiresAt } = eager.self;
    expect([eager.renew(), owner.renew()]).toEqual([false, false]);
    expect(owner.find('eager').expiresAt).toBe(expiresAt);
  });

  it('renews by an owner whose clock is behind', async () => {
    const member = all.join('m', owner);
    await all.clock.advance(GRANT_TTL_MS / 2);
    expect(member.renew()).toBe(true);
    all.clock.stepWallClock(-DAY_MS / 2);
    owner.merge(member.statements());
    expect(owner.renew()).toBe(true);
    // The answer is dated after the question, so that all take it for one.
    expect(owner.renew()).toBe(false);
    meet(owner, member);
    expect(member.self.expiresAt).toBeGreaterThan(all.clock.now() + GRANT_TTL_MS);
  });

  it('renews nobody too early, or too late', async () => {
    const [early, late] = [all.join('early', owner), all.join('late', owner)];
    const key = readKeyFile(all.parts('early').paths.memberKey)?.key ?? memberKey();
    await all.clock.advance(GRANT_TTL_MS / 5);
    owner.merge([signStatement(key, owner.meshId, all.clock.now(), { kind: 'renewal' }).bytes]);
    expect(owner.renew()).toBe(false);
    await all.clock.advance(GRANT_TTL_MS / 2);
    // The same word later on is good.
    expect(owner.renew()).toBe(true);
    expect(late.renew()).toBe(true);
    const asked = late.statements();
    await all.clock.advance(GRANT_TTL_MS / 2);
    owner.merge(asked);
    expect(owner.renew()).toBe(false);
    expect([early, late].map(({ self }) => owner.standing(self.id))).toEqual(['member', 'expired']);
  });

  it(verifies('membership.revocation'), () => {
    const second = all.join('second', owner, 'owner');
    const [worker, coordinator] = [all.join('w', owner), all.join('c', second, 'coordinator')];
    meet(owner, second, worker, coordinator);
    // An owner who has not let it in; then the founder itself.
    expect(second.revoke(worker.self.id, 'lost laptop')).toMatchObject({
      standing: 'revoked',
      revokedBy: second.self.id,
      revokeReason: 'lost laptop',
      revokedAt: all.clock.now(),
    });
    second.revoke(owner.self.id, 'stolen');
    meet(owner, second, worker, coordinator);
    for (const home of [owner, second, worker, coordinator]) {
      expect(picture(home)).toEqual([
        'c: coordinator, member',
        'owner: owner, revoked',
        'second: owner, member',
        'w: worker, revoked',
      ]);
    }
    expect(errorOf(() => owner.revoke(second.self.id, 'back'))).toMatchObject({ code: 'NOT_ALLOWED' });
    // What the founder had signed stays: the second owner and everybody by it.
    expect(second.createInvite(ONCE).text).toBeDefined();
    // For ever: a new membership is another member, and the name means the one that is in.
    const again = all.join('w-again', second);
    expect(again.self.id).not.toBe(worker.self.id);
    expect(second.revoke(worker.self.id, 'twice').revokeReason).toBe('lost laptop');
  });

  it(verifies('membership.kept-acts', 'of an owner that let hundreds in'), () => {
    const big = all.join('big', owner, 'owner');
    const { text } = big.createInvite({ ...ONCE, uses: 450 });
    const ids = manyJoiners(big, text, 450);
    meet(owner, big);
    owner.revoke(big.self.id, 'test');
    const standings = ids.map((id) => owner.standing(id));
    expect(new Set(standings)).toEqual(new Set(['member']));
    // Another owner's view, from the statements alone.
    const second = all.join('second', owner, 'owner');
    meet(owner, second);
    expect(new Set(ids.map((id) => second.standing(id)))).toEqual(new Set(['member']));
    expect(second.standing(big.self.id)).toBe('revoked');
  });

  it('proves to a member that it is out, to nobody else, and without secrets', () => {
    const member = all.join('m', owner);
    expect(owner.proofOfRevocation(member.self.id)).toEqual([]);
    owner.revoke(member.self.id, 'test');
    const proof = owner.proofOfRevocation(member.self.id);
    expect(member.merge(proof)).toMatchObject({ refused: 0 });
    expect(member.self).toMatchObject({ standing: 'revoked', revokeReason: 'test' });
    const secrets = owner.fenceKeys().map(({ key }) => Buffer.from(key));
    for (const bytes of [...proof, ...owner.chain()]) {
      for (const secret of secrets) expect(Buffer.from(bytes).includes(secret)).toBe(false);
    }
    expect(owner.statements().some((bytes) => Buffer.from(bytes).includes(secrets[0] ?? ''))).toBe(true);
  });

  it(verifies('membership.leaving'), () => {
    const [worker, second] = [all.join('w', owner), all.join('second', owner, 'owner')];
    const bySecond = all.join('by-second', second);
    meet(owner, worker, second, bySecond);
    worker.leave();
    worker.leave();
    second.leave();
    meet(owner, worker, second, bySecond);
    expect(picture(owner)).toEqual([
      'by-second: worker, member',
      'owner: owner, member',
      'second: owner, revoked',
      'w: worker, revoked',
    ]);
    expect(picture(bySecond)).toEqual(picture(owner));
    expect(errorOf(() => owner.leave())).toMatchObject({
      code: 'NOT_ALLOWED',
      mend: expect.stringContaining('--role owner'),
    });
    expect(owner.self.standing).toBe('member');
    owner.revoke(bySecond.self.id, 'end');
    owner.leave();
    owner[Symbol.dispose]();
    Membership.forget(all.parts('owner').paths);
    expect(openMembership(all.parts('owner'))).toBeUndefined();
  });

  it(verifies('membership.shared-home'), () => {
    const other = all.open('owner');
    let told = 0;
    using _listening = other.onChange(() => told++);
    expect(other.refresh()).toBe(false);
    const { text, id } = owner.createInvite(ONCE);
    const member = all.join('m', owner);
    expect(other.knowsInvite(id)).toBe(true);
    expect(other.standing(member.self.id)).toBe('unknown');
    expect([other.refresh(), other.refresh(), told]).toEqual([true, false, 1]);
    expect(other.standing(member.self.id)).toBe('member');
    // An act does not need the refresh: it sees everything by itself.
    owner.revoke(member.self.id, 'here');
    expect(other.revoke(member.self.id, 'there').revokeReason).toBe('here');
    expect(told).toBe(2);
    other.cancelInvite(id);
    expect(owner.invites().find((invite) => invite.id === id)?.cancelled).toBe(true);
    expect(text).toBeDefined();
    expect(owner.digest()).toBe(other.digest());
  });

  it('tells listeners what changed something, and only that', () => {
    const member = all.join('m', owner);
    let told = 0;
    const listening = owner.onChange(() => told++);
    owner.merge(member.statements());
    expect(told).toBe(0);
    member.signCard(facts('p'));
    owner.merge(member.statements());
    expect(told).toBe(1);
    owner.rotate({ graceMs: 0 });
    expect(told).toBe(2);
    let own = 0;
    using _own = member.onChange(() => own++);
    member.signCard(facts('c', { role: 'coordinator' }));
    expect(own).toBe(0);
    listening[Symbol.dispose]();
    owner.rotate({ graceMs: 0 });
    expect(told).toBe(2);
  });

  it(verifies('membership.fence-key'), async () => {
    const member = all.join('m', owner);
    const [first] = owner.fenceKeys();
    expect(first).toMatchObject({ generation: 1 });
    const second = owner.rotate({ graceMs: 60_000 });
    meet(owner, member);
    expect(member.fenceKeys()).toEqual([second, { ...first, goodUntil: all.clock.now() + 60_000 }]);
    await all.clock.advance(60_000);
    expect(member.fenceKeys()).toEqual([second]);
    // A change without grace ends all earlier ones, whatever was said of them.
    owner.rotate({ graceMs: DAY_MS });
    const last = owner.rotate({ graceMs: 0 });
    expect(owner.fenceKeys()).toEqual([last]);
    // Two owners at once: all agree on one, and the other still opens.
    const other = all.join('other', owner, 'owner');
    const both = [owner.rotate({ graceMs: DAY_MS }), other.rotate({ graceMs: DAY_MS })];
    meet(owner, other);
    expect(owner.fenceKeys()).toEqual(other.fenceKeys());
    expect(owner.fenceKeys().map(({ generation }) => generation)).toEqual([4 + 1, 4 + 1, 4]);
    for (const { key } of both)
      expect(owner.fenceKeys().map((usable) => Buffer.from(usable.key))).toContainEqual(Buffer.from(key));
  });

  it('has a key of its own without a fence', () => {
    const [open, another] = [all.found('open', false), all.found('another', false)];
    expect(open.fenceKeys()).toMatchObject([{ generation: 0 }]);
    expect(open.fenceKeys()).not.toEqual(another.fenceKeys());
    expect(errorOf(() => open.rotate({ graceMs: 0 })).code).toBe('NOT_ALLOWED');
  });

  it(verifies('membership.names'), () => {
    const ada = all.join('ada', owner);
    all.join('bob', owner);
    const { id } = ada.self;
    for (const text of ['ada', ' ada ', 'ADA', id, id.slice(0, 4)]) expect(owner.find(text).id).toBe(id);
    expect(errorOf(() => owner.find('adda'))).toMatchObject({
      code: 'MEMBER_UNKNOWN',
      message: expect.stringContaining('ada'),
      mend: expect.stringContaining('hanzo net members'),
    });
    expect(errorOf(() => owner.find('zzzzzzzz')).message).not.toContain('Did you mean');
    expect(errorOf(() => owner.find(id.slice(0, 3))).code).toBe('MEMBER_UNKNOWN');
    expect(errorOf(() => owner.find('')).code).toBe('MEMBER_UNKNOWN');
    expect(errorOf(() => owner.revoke('00'.repeat(16), '')).code).toBe('MEMBER_UNKNOWN');
  });

  it(verifies('membership.names', 'two of one name'), () => {
    const first = all.join('ada', owner);
    owner.revoke(first.self.id, 'test');
    const { joining, request } = named(all, owner, 'ada-2', 'ada');
    owner.redeem(request);
    // Of a revoked one and one that is in, the latter is meant.
    expect(owner.find('ada').id).toBe(joining.memberId);
    const third = named(all, owner, 'ada-3', 'ada');
    owner.redeem(third.request);
    const ambiguous = errorOf(() => owner.find('ada'));
    expect(ambiguous.code).toBe('MEMBER_UNKNOWN');
    for (const { memberId } of [joining, third.joining]) expect(ambiguous.message).toContain(memberId.slice(0, 8));
  });
});
