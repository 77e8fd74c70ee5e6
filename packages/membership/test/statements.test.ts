import { decodeSigned, encodeSigned, encodeStatement, type StatementBody } from '@hanzo/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accept } from '../src/accept.ts';
import { Joining, parseInvite } from '../src/index.ts';
import { memberKey } from '../src/keys.ts';
import { MAX_CARDS_PER_MEMBER, MAX_MEMBERS } from '../src/limits.ts';
import { signStatement, tryReadSigned, type SignedStatement } from '../src/signed-statement.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { DAY_MS, errorOf, facts, homes, meet, ONCE } from './homes.ts';
import { Lab, START } from './lab.ts';

const NOW = START + 1_000;

describe('statements of peers', () => {
  it(verifies('membership.no-forgery', 'every byte of every kind'), () => {
    const lab = new Lab();
    const [owner, member] = [memberKey(), memberKey()];
    const known = [lab.grant(lab.founder, owner, 'owner'), lab.grant(owner, member, 'worker')];
    const fresh = [
      lab.grant(owner, memberKey(), 'coordinator'),
      lab.revocation(lab.founder, owner, known),
      lab.revocation(member, member),
      lab.renewal(member, START + 9),
      lab.card(member, 'p', START + 9),
      lab.fence(owner, 2),
    ];
    let tried = 0;
    for (const { bytes } of fresh) {
      for (let at = 0; at < bytes.length; at++) {
        const roster = lab.roster(...known);
        const digest = roster.digest(NOW);
        const changed = tryReadSigned(bytes.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte)));
        tried += 1;
        if (changed === undefined) continue;
        // A card that says that it is long over is not even looked at.
        expect(accept(roster, [changed], NOW).added).toEqual([]);
        expect(roster.digest(NOW)).toBe(digest);
      }
      // Unchanged it counts, so it was the change.
      const [whole] = [tryReadSigned(bytes)].filter((statement) => statement !== undefined);
      expect(accept(lab.roster(...known), whole === undefined ? [] : [whole], NOW).added).toHaveLength(1);
    }
    expect(tried).toBeGreaterThan(1_000);
  });

  it(verifies('membership.no-forgery', 'signed by another, for another mesh, or put together anew'), () => {
    const [lab, other] = [new Lab(), new Lab()];
    const [owner, thief] = [memberKey(), memberKey()];
    const roster = lab.roster(lab.grant(lab.founder, owner, 'owner'));
    const good = lab.grant(owner, thief, 'owner');
    const signedByThief = lab.grant(thief, thief, 'owner', START + 2).signed;
    const mixtures = [
      { ...good.signed, signature: signedByThief.signature },
      { ...signedByThief, key: good.signed.key },
      { ...good.signed, body: signedByThief.body },
      // The same owner in two meshes: what it says in the one is nothing in the other.
      signStatement(owner, other.meshId, START + 1, good.body).signed,
      // Signed for our mesh, with another mesh written in it.
      { ...good.signed, body: encodeStatement({ meshId: other.meshId, issuedAt: good.issuedAt, body: good.body }) },
      other.genesis.signed,
    ];
    const read = mixtures.map((signed) => tryReadSigned(encodeSigned(signed)) as SignedStatement);
    expect(accept(roster, read, NOW)).toEqual({ added: [], refused: mixtures.length });
    expect(roster.standing(thief.id, NOW)).toBe('unknown');
  });

  it(verifies('membership.no-forgery', 'a genesis of the same words by another key'), () => {
    using all = homes();
    const lab = new Lab();
    const thief = memberKey();
    const claimed = lab.genesis.signed.body;
    const domain = Buffer.concat([Buffer.from('hanzo statement v1\n'), new Uint8Array(32), claimed]);
    const forged = encodeSigned({ body: claimed, key: thief.publicKey, signature: thief.sign(domain) });
    expect(tryReadSigned(forged)?.meshId).toBe(lab.meshId);
    const invite = {
      ...parseInvite(all.found('x').createInvite(ONCE).text),
      meshId: lab.meshId,
      ownerKey: thief.publicKey,
    };
    const joining = Joining.start(all.parts('joiner'), invite, 'joiner');
    const card = lab.card(thief, 'p', all.clock.now()).bytes;
    expect(errorOf(() => joining.checkInviter('p', [forged], card)).code).toBe('WRONG_MESH');
    const real = lab.card(lab.founder, 'p', all.clock.now()).bytes;
    expect(errorOf(() => joining.checkInviter('p', [lab.genesis.bytes], real)).code).toBe('NOT_A_MEMBER');
  });

  it('are known by what is signed, whatever is put around it', () => {
    const lab = new Lab();
    const grant = lab.grant(lab.founder, memberKey(), 'worker');
    // An unknown field behind the three.
    const padded = tryReadSigned(Buffer.concat([grant.bytes, Buffer.from([0x7a, 0x01, 0x00])]));
    expect(padded).toMatchObject({ id: grant.id, bytes: grant.bytes });
  });

  it('are refused when they break a rule of their kind', () => {
    const lab = new Lab();
    const member = memberKey();
    const roster = lab.roster(lab.grant(lab.founder, member, 'worker'));
    const key = Buffer.from(memberKey().publicKey).toString('hex');
    const by = (who: typeof member, body: StatementBody, at = START + 1): SignedStatement =>
      signStatement(who, lab.meshId, at, body);
    const grant = { kind: 'grant', memberKey: key, name: 'x', since: START } as const;
    const card = { ...facts('p'), kind: 'node-card' } as const;
    const broken = [
      by(lab.founder, { ...grant, role: 'worker', expiresAt: 0 }),
      by(lab.founder, { ...grant, role: 'worker', expiresAt: START }),
      by(lab.founder, { ...grant, role: 'owner', expiresAt: START + DAY_MS }),
      by(lab.founder, { ...grant, role: 'worker', expiresAt: START + DAY_MS, since: START + 2 }),
      by(lab.founder, { kind: 'fence-secret', generation: 0, key: 'ab'.repeat(32), olderGoodUntil: 0 }),
      by(lab.founder, { ...grant, role: 'owner', expiresAt: 0 }, NOW + DAY_MS + 1),
      by(member, { ...card, expiresAt: START }),
      by(member, { ...card, expiresAt: START + 2 * DAY_MS }),
      by(member, { kind: 'renewal' }, NOW + DAY_MS + 1),
      lab.genesis.body.kind === 'genesis' ? new Lab().genesis : lab.genesis,
    ];
    for (const statement of broken) expect(accept(roster, [statement], NOW)).toEqual({ added: [], refused: 1 });
    expect(
      accept(roster, [by(lab.founder, { ...grant, role: 'owner', expiresAt: 0 }, NOW + DAY_MS)], NOW).refused,
    ).toBe(0);
  });

  it(verifies('membership.hostile-statements', 'any bytes'), () => {
    using all = homes();
    const owner = all.found('owner');
    const samples = [...owner.statements(), owner.signCard(facts('p'))];
    const digest = owner.digest();
    const mangled = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.uint8Array({ maxLength: 40 }))
      .map(([bytes, at, put]) => {
        const start = at % bytes.length;
        return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + put.length)]);
      });
    const anything = fc.oneof(fc.uint8Array({ maxLength: 200 }), mangled, fc.constant(new Uint8Array(10_000)));
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 10 }), (statements) => {
        const { added, refused } = owner.merge(statements);
        expect(added).toEqual([]);
        expect(refused).toBeLessThanOrEqual(statements.length);
        expect(owner.digest()).toBe(digest);
      }),
      { numRuns: 300 },
    );
  });

  it(verifies('membership.hostile-statements', 'a member that floods'), () => {
    const lab = new Lab();
    const [member, owner] = [memberKey(), memberKey()];
    const roster = lab.roster(lab.grant(lab.founder, member, 'worker'), lab.grant(lab.founder, owner, 'owner'));
    const { size } = roster;
    const cards = Array.from({ length: 200 }, (_, n) => lab.card(member, `peer ${n}`, START + n));
    const renewals = Array.from({ length: 200 }, (_, n) => lab.renewal(member, START + 2 + n));
    accept(roster, [...cards, ...renewals], NOW);
    expect(roster.size).toBe(size + MAX_CARDS_PER_MEMBER + 1);
    // The newest stay, so that who floods loses its own.
    expect(roster.live(NOW).cards.at(-1)?.body.peerId).toBe('peer 199');

    const many = Array.from({ length: MAX_MEMBERS + 50 }, () => lab.grant(owner, memberKey(), 'worker'));
    const { added, refused } = accept(roster, many, NOW);
    expect([added.length, refused]).toEqual([MAX_MEMBERS - 3, 53]);
    // It ends with the owner.
    accept(roster, [lab.revocation(lab.founder, owner)], NOW);
    expect(roster.standings.size).toBe(3);
    expect(accept(roster, [lab.grant(lab.founder, memberKey(), 'worker')], NOW).added).toHaveLength(1);
  });

  it('cost no signature check when they are known, or nobody has let their signer in', () => {
    const lab = new Lab();
    const grant = lab.grant(lab.founder, memberKey(), 'worker');
    const roster = lab.roster(grant);
    // Not looked at: a good check would find this one bad.
    const badly = { ...grant, signed: { ...grant.signed, signature: new Uint8Array(64) } };
    expect(accept(roster, [badly], NOW)).toEqual({ added: [], refused: 0 });
    const stranger = lab.card(memberKey(), 'p');
    const untouchable = new Proxy(stranger.signed, {
      get: () => {
        throw new Error('The signature was looked at.');
      },
    });
    expect(accept(roster, [{ ...stranger, signed: untouchable }], NOW)).toEqual({ added: [], refused: 1 });
  });
});

describe('node cards', () => {
  it('are the latest of each node, of members in good standing', () => {
    using all = homes();
    const owner = all.found('owner');
    const member = all.join('m', owner);
    const first = decodeSigned(member.signCard(facts('a')));
    member.signCard(facts('a', { addresses: ['/ip4/10.0.0.1/tcp/1'] }));
    member.signCard(facts('b', { role: 'observer', relay: true }));
    // Not allowed for a worker: signed, so that its peers can say so, but told to nobody.
    member.signCard(facts('c', { role: 'coordinator' }));
    expect(first.signature).toHaveLength(64);
    meet(owner, member);
    for (const home of [owner, member]) {
      const cards = home.cards().toSorted((x, y) => (x.peerId < y.peerId ? -1 : 1));
      expect(cards.map(({ peerId, addresses }) => [peerId, ...addresses])).toEqual([
        ['a', '/ip4/10.0.0.1/tcp/1'],
        ['b', '/ip4/127.0.0.1/tcp/4001'],
      ]);
    }
    expect(owner.cardOf('b')).toEqual({
      ...facts('b', { role: 'observer', relay: true }),
      memberId: member.self.id,
      issuedAt: all.clock.now(),
      expiresAt: all.clock.now() + DAY_MS,
    });
  });

  it(verifies('membership.bounded', 'cards'), async () => {
    using all = homes();
    const owner = all.found('owner');
    const bare = owner.digest();
    owner.signCard(facts('a'));
    await all.clock.advance(31 * DAY_MS - 1);
    // Expired for 30 days less a moment.
    expect(owner.cards()).toHaveLength(1);
    const [card] = owner.statements().slice(-1);
    await all.clock.advance(1);
    expect(owner.cards()).toEqual([]);
    expect(owner.digest()).toBe(bare);
    // From a home whose clock is a little behind.
    expect(owner.merge(card === undefined ? [] : [card])).toEqual({ added: [], refused: 0 });
  });

  it('of a member that is out are gone', () => {
    using all = homes();
    const owner = all.found('owner');
    const member = all.join('m', owner);
    const card = member.signCard(facts('a'));
    meet(owner, member);
    expect(owner.cardOf('a')?.memberId).toBe(member.self.id);
    owner.revoke(member.self.id, 'test');
    expect(owner.cardOf('a')).toBeUndefined();
    expect(owner.merge([card])).toEqual({ added: [], refused: 1 });
  });

  it('stand in line when the clock was set back', () => {
    using all = homes();
    const owner = all.found('owner');
    owner.signCard(facts('a', { name: 'before' }));
    all.clock.stepWallClock(-DAY_MS / 2);
    owner.signCard(facts('a', { name: 'after' }));
    expect(owner.cardOf('a')?.name).toBe('after');
  });

  it('of a peer id that two members claim: whoever proved it', () => {
    using all = homes();
    const owner = all.found('owner');
    const [real, liar] = [all.join('real', owner), all.join('liar', owner)];
    const card = real.signCard(facts('a'));
    owner.admit('a', real.chain(), card);
    all.clock.stepWallClock(1_000);
    owner.merge([...liar.chain(), liar.signCard(facts('a', { addresses: ['/ip4/6.6.6.6/tcp/6'] }))]);
    expect(owner.cardOf('a')?.memberId).toBe(real.self.id);
  });
});

describe('admission', () => {
  it(verifies('membership.admission'), () => {
    using all = homes();
    const owner = all.found('owner');
    const second = all.join('second', owner, 'owner');
    const third = all.join('third', second, 'owner');
    const coordinator = all.join('c', third, 'coordinator');
    // Has heard of none of them but the founder.
    const judge = all.join('judge', owner);
    const card = coordinator.signCard(facts('p', { role: 'coordinator' }));
    expect(judge.standing(coordinator.self.id)).toBe('unknown');
    expect(judge.admit('p', coordinator.chain(), card)).toMatchObject({
      memberId: coordinator.self.id,
      peerId: 'p',
      role: 'coordinator',
    });
    expect(judge.cardOf('p')?.memberId).toBe(coordinator.self.id);
    expect(
      judge
        .members()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['c', 'judge', 'owner', 'second', 'third']);
    // Known: the card alone will do.
    expect(judge.admit('p', [], card).memberId).toBe(coordinator.self.id);
    expect(coordinator.chain()).toHaveLength(4);
    expect(owner.chain()).toHaveLength(1);
  });

  it(verifies('membership.admission', 'refusals'), async () => {
    using all = homes();
    const owner = all.found('owner');
    const [worker, other] = [all.join('w', owner), all.found('other')];
    const card = worker.signCard(facts('p'));
    const forged = card.map((byte, at) => (at === card.length - 1 ? byte ^ 1 : byte));
    const stranger = new Lab();
    const self = memberKey();
    const selfMade = [stranger.genesis.bytes, stranger.grant(stranger.founder, self, 'worker').bytes];
    const cases: [string, () => unknown][] = [
      ['NOT_A_MEMBER', () => owner.admit('q', worker.chain(), card)],
      ['NOT_A_MEMBER', () => owner.admit('p', worker.chain(), forged)],
      ['NOT_A_MEMBER', () => owner.admit('p', worker.chain(), new Uint8Array())],
      ['NOT_A_MEMBER', () => owner.admit('p', worker.chain(), worker.chain().at(-1) ?? card)],
      [
        'NOT_A_MEMBER',
        () =>
          owner.admit(
            'p',
            Array.from({ length: 33 }, () => card),
            card,
          ),
      ],
      ['NOT_ALLOWED', () => owner.admit('p', worker.chain(), worker.signCard(facts('p', { role: 'coordinator' })))],
      ['WRONG_MESH', () => owner.admit('p', other.chain(), other.signCard(facts('p')))],
      ['WRONG_MESH', () => owner.admit('p', worker.chain(), other.signCard(facts('p')))],
      ['WRONG_MESH', () => owner.admit('p', selfMade, stranger.card(self, 'p').bytes)],
    ];
    for (const [code, attempt] of cases) expect(errorOf(attempt).code).toBe(code);
    // One who is nobody here, with a card for this mesh.
    const nobody = signStatement(self, owner.meshId, all.clock.now(), {
      ...facts('p'),
      kind: 'node-card',
      expiresAt: all.clock.now() + 1,
    });
    expect(errorOf(() => owner.admit('p', worker.chain(), nobody.bytes)).code).toBe('NOT_A_MEMBER');
    expect(owner.admit('p', worker.chain(), card).name).toBe('node of p');
    owner.admit('p', worker.chain(), worker.signCard(facts('p', { role: 'observer' })));
    // The card is older than the latest, which is known; it still is its own, until its day is over.
    expect(owner.admit('p', [], card).role).toBe('worker');
    await all.clock.advance(DAY_MS);
    expect(errorOf(() => owner.admit('p', [], card)).code).toBe('MEMBERSHIP_EXPIRED');
    const fresh = worker.signCard(facts('p'));
    owner.revoke(worker.self.id, 'lost laptop');
    expect(errorOf(() => owner.admit('p', worker.chain(), fresh))).toMatchObject({
      code: 'MEMBERSHIP_REVOKED',
      message: expect.stringContaining('lost laptop'),
    });
  });

  it('tells somebody who was let in by an owner that was revoked since', () => {
    using all = homes();
    const owner = all.found('owner');
    const thief = all.join('thief', owner, 'owner');
    const friend = all.join('friend', thief);
    owner.revoke(thief.self.id, 'stolen');
    expect(errorOf(() => owner.admit('p', friend.chain(), friend.signCard(facts('p'))))).toMatchObject({
      code: 'MEMBERSHIP_REVOKED',
      message: expect.stringContaining('let in by an owner who was revoked'),
    });
    meet(owner, friend);
    expect(friend.self.standing).toBe('unknown');
  });
});
