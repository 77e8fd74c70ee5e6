import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  Joining,
  parseInvite,
  type InviteInit,
  type Membership,
  type ParsedInvite,
  type RedeemRequest,
} from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { DAY_MS, errorOf, facts, homes, meet, ONCE, type Homes } from './homes.ts';

describe('invites', () => {
  let all: Homes;
  let owner: Membership;

  beforeEach(() => {
    all = homes();
    owner = all.found('owner');
  });
  afterEach(() => all[Symbol.dispose]());

  let joiners = 0;

  /** What a home sends to redeem an invite. Every call is a new home. */
  function asking(invite: ParsedInvite, name = `joiner ${++joiners}`): { joining: Joining; request: RedeemRequest } {
    const joining = Joining.start(all.parts(`home-${++joiners}`), invite, name);
    return { joining, request: joining.request(joining.signCard(facts('p'))) };
  }

  function invite(changes: Partial<InviteInit> = {}): ParsedInvite {
    return parseInvite(owner.createInvite({ ...ONCE, ...changes }).text);
  }

  it('lets in as many as it says, with the role it says', () => {
    const parsed = invite({ uses: 2, role: 'coordinator' });
    for (let n = 0; n < 2; n++) {
      const { joining, request } = asking(parsed);
      using joined = joining.complete(owner.redeem(request));
      expect(joined.self).toMatchObject({ role: 'coordinator', standing: 'member', id: joining.memberId });
    }
    expect(errorOf(() => owner.redeem(asking(parsed).request))).toMatchObject({ code: 'INVITE_REFUSED' });
    expect(owner.invites()).toMatchObject([{ id: parsed.inviteId, uses: 2, used: 2, cancelled: false }]);
  });

  it(
    verifies('membership.invite-refused', '1,000 tries'),
    () => {
      const used = invite();
      owner.redeem(asking(used).request);
      const cancelled = invite();
      owner.cancelInvite(cancelled.inviteId);
      const early = invite({ ttlMs: 1_000 });
      const wasEarly = asking(early).request;
      const elsewhere = all.found('elsewhere');
      const foreign = parseInvite(elsewhere.createInvite(ONCE).text);
      const good = invite();
      void all.clock.advance(2_000);
      all.clock.stepWallClock(2_000);

      const flip = (bytes: Uint8Array, at: number): Uint8Array =>
        bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
      const kinds: [why: string, attempt: (n: number) => RedeemRequest][] = [
        ['used', () => asking(used).request],
        ['cancelled', () => asking(cancelled).request],
        ['expired', () => wasEarly],
        ['no such invite', () => asking(foreign).request],
        ['no such invite', (n) => asking({ ...good, secret: flip(good.secret, n % 16) }).request],
        [
          'does not hold the key',
          (n) => ({ ...asking(good).request, proof: Uint8Array.from({ length: 64 }, () => n) }),
        ],
        ['does not hold the key', () => ({ ...asking(good).request, memberName: 'another' })],
        ['does not hold the key', () => ({ ...asking(good).request, memberKey: asking(good).request.memberKey })],
        ['does not hold the key', (n) => ({ ...asking(good).request, memberKey: new Uint8Array(n % 32) })],
        [
          'card is not its own',
          () => {
            const { joining } = asking(good);
            return joining.request(asking(good).request.card);
          },
        ],
        ['card is not its own', () => asking(good).joining.request(new Uint8Array(9))],
        [
          'card is not its own',
          () => {
            const { joining, request } = asking(good);
            return joining.request(flip(request.card, request.card.length - 1));
          },
        ],
        [
          'card is not its own',
          () => asking({ ...good, meshId: elsewhere.meshId }).joining.request(asking(good).request.card),
        ],
      ];
      const before = owner.members();
      for (let n = 0; n < 1_000; n++) {
        const [why, attempt] = kinds[n % kinds.length] ?? ['', () => wasEarly];
        const { code, message } = errorOf(() => owner.redeem(attempt(n)));
        expect(code).toBe('INVITE_REFUSED');
        // A request for another mesh is signed for that mesh: its proof fails first.
        expect(message).toMatch(why === 'card is not its own' ? /card is not its own|does not hold the key/ : why);
      }
      expect(owner.members()).toEqual(before);
      expect(owner.invites().find(({ id }) => id === good.inviteId)).toMatchObject({ used: 0 });
      // And the one that was tried with wrong secrets, keys and cards still is what it was.
      owner.redeem(asking(good).request);
      expect(owner.members()).toHaveLength(before.length + 1);
    },
    60_000,
  );

  it(verifies('membership.lost-reply'), () => {
    const parsed = invite();
    const folder = all.parts('lost');
    const ask = (): RedeemRequest => {
      const joining = Joining.start(folder, parsed, 'lost');
      return joining.request(joining.signCard(facts('p')));
    };
    const first = ask();
    owner.redeem(first);
    owner.cancelInvite(parsed.inviteId);
    all.clock.stepWallClock(2 * DAY_MS);
    // The process died with the reply; a new one begins again, when the invite is over.
    const again = ask();
    expect(again.memberKey).toEqual(first.memberKey);
    const welcome = owner.redeem(again);
    expect(owner.invites()).toMatchObject([{ used: 1 }]);
    expect(owner.members()).toHaveLength(2);
    using joined = Joining.start(folder, parsed, 'lost').complete(welcome);
    expect(joined.self).toMatchObject({ name: 'lost', standing: 'member' });
    // Once it is in, the key of the attempt is gone, and the next invite brings another.
    expect(readdirSync(all.folder('lost')).toSorted()).toEqual(['member.key', 'mesh.db', 'mesh.db-shm', 'mesh.db-wal']);
  });

  it('refuses a revoked member that asks again by the invite that brought it', () => {
    const parsed = invite({ uses: 5 });
    const { joining, request } = asking(parsed);
    owner.redeem(request);
    owner.revoke(joining.memberId, 'test');
    expect(errorOf(() => owner.redeem(request))).toMatchObject({
      code: 'INVITE_REFUSED',
      message: expect.stringContaining('revoked'),
    });
  });

  it(verifies('membership.approval'), () => {
    const parsed = invite({ uses: 2, approve: true });
    const [ada, bob] = [asking(parsed, 'ada'), asking(parsed, 'bob')];
    for (const { request } of [ada, bob, ada])
      expect(errorOf(() => owner.redeem(request)).code).toBe('APPROVAL_PENDING');
    expect(owner.members()).toHaveLength(1);
    expect(owner.requests().map(({ name, role, id }) => [name, role, id])).toEqual([
      ['ada', 'worker', ada.joining.memberId],
      ['bob', 'worker', bob.joining.memberId],
    ]);
    // Asked in time: an owner may take a night over it.
    all.clock.stepWallClock(3 * DAY_MS);
    expect(owner.approve('ada')).toMatchObject({ name: 'ada', standing: 'member' });
    using joined = ada.joining.complete(owner.redeem(ada.request));
    expect(joined.self.standing).toBe('member');
    owner.refuse(bob.joining.memberId.slice(0, 8));
    expect(errorOf(() => owner.redeem(bob.request))).toMatchObject({
      code: 'INVITE_REFUSED',
      message: expect.stringContaining('said no'),
    });
    expect(owner.requests()).toEqual([]);
    expect(errorOf(() => owner.approve('bob')).code).toBe('MEMBER_UNKNOWN');
    expect(owner.invites()).toMatchObject([{ used: 1 }]);
  });

  it('approves no more than an invite has uses, and nobody of a cancelled one', () => {
    const single = invite({ approve: true });
    for (const name of ['first', 'second']) errorOf(() => owner.redeem(asking(single, name).request));
    owner.approve('first');
    expect(errorOf(() => owner.approve('second')).code).toBe('INVITE_REFUSED');
    const gone = invite({ approve: true });
    errorOf(() => owner.redeem(asking(gone, 'third').request));
    owner.cancelInvite(gone.inviteId);
    expect(errorOf(() => owner.approve('third')).code).toBe('MEMBER_UNKNOWN');
    expect(owner.members()).toHaveLength(2);
  });

  it(verifies('membership.secret-not-kept'), () => {
    const { text } = owner.createInvite(ONCE);
    const { secret, inviteId } = parseInvite(text);
    const files = readdirSync(all.folder('owner')).map((name) => readFileSync(join(all.folder('owner'), name)));
    const has = (needle: Uint8Array | string): boolean =>
      files.some((bytes) => bytes.includes(typeof needle === 'string' ? needle : Buffer.from(needle)));
    expect(has(secret)).toBe(false);
    expect(has(Buffer.from(secret).toString('hex'))).toBe(false);
    expect(has(text.slice(-20))).toBe(false);
    // The files are where it would be: its id is in them.
    expect(has(inviteId)).toBe(true);
  });

  it(verifies('membership.powerless', 'no invites, revocations, keys and approvals of a worker or coordinator'), () => {
    for (const role of ['worker', 'coordinator'] as const) {
      const member = all.join(role, owner, role);
      const acts = [
        () => member.createInvite(ONCE),
        () => member.revoke(owner.self.id, ''),
        () => member.rotate({ graceMs: 0 }),
        () => member.approve('x'),
        () => member.refuse('x'),
      ];
      for (const act of acts)
        expect(errorOf(act)).toMatchObject({ code: 'NOT_ALLOWED', mend: expect.stringContaining('owner') });
      expect(member.digest()).toBe(all.open(role).digest());
    }
    const second = all.join('second', owner, 'owner');
    expect(second.createInvite(ONCE).text).toMatch(/^hanzo1-/);
  });

  it('is over with the power of who made it', () => {
    const second = all.join('second', owner, 'owner');
    const parsed = parseInvite(second.createInvite(ONCE).text);
    owner.revoke(second.self.id, 'test');
    meet(owner, second);
    expect(errorOf(() => second.redeem(asking(parsed).request))).toMatchObject({
      code: 'INVITE_REFUSED',
      message: expect.stringContaining('no owner any more'),
    });
  });

  it('knows which invites are its own', () => {
    const { inviteId } = invite();
    expect(owner.knowsInvite(inviteId)).toBe(true);
    owner.cancelInvite(inviteId);
    expect(owner.knowsInvite(inviteId)).toBe(true);
    expect(owner.knowsInvite('0'.repeat(16))).toBe(false);
    expect(errorOf(() => owner.cancelInvite('0'.repeat(16))).code).toBe('INVITE_REFUSED');
    for (const uses of [0, 1.5, 1_001]) expect(errorOf(() => owner.createInvite({ ...ONCE, uses })).code).toBe('USAGE');
    expect(errorOf(() => owner.createInvite({ ...ONCE, ttlMs: 0 })).code).toBe('USAGE');
  });
});
