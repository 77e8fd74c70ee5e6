import { describe, expect, it } from 'vitest';
import { accept } from '../src/accept.ts';
import { memberKey } from '../src/keys.ts';
import type { SignedStatement } from '../src/signed-statement.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { Lab, standings, START } from './lab.ts';

const NOW = START + 1_000;
const DAY_MS = 86_400_000;

describe('what counts', () => {
  it(verifies('membership.powerless', 'statements of a worker'), () => {
    const lab = new Lab();
    const [worker, friend, owner] = [memberKey(), memberKey(), memberKey()];
    const roster = lab.roster(lab.grant(lab.founder, worker, 'coordinator'), lab.grant(lab.founder, owner, 'owner'));
    const tries = [
      lab.grant(worker, friend, 'worker'),
      lab.grant(worker, worker, 'owner'),
      lab.revocation(worker, owner),
      lab.revocation(worker, lab.founder),
      lab.fence(worker, 9),
    ];
    expect(accept(roster, tries, NOW)).toEqual({ added: [], refused: tries.length });
    expect(roster.standing(friend.id, NOW)).toBe('unknown');
    expect(roster.standing(owner.id, NOW)).toBe('member');
    // The same words from an owner count, so it is the signer that is refused.
    expect(accept(roster, [lab.grant(owner, friend, 'worker'), lab.fence(owner, 9)], NOW).refused).toBe(0);
  });

  it(verifies('membership.powerless', 'grants in a circle that does not begin at the founder'), () => {
    const lab = new Lab();
    const [a, b] = [memberKey(), memberKey()];
    const roster = lab.roster();
    const circle = [lab.grant(a, b, 'owner'), lab.grant(b, a, 'owner')];
    expect(accept(roster, circle, NOW)).toEqual({ added: [], refused: 2 });
    // Not even when they lie in the set, as they do when what carried them fell.
    for (const statement of circle) roster.add(statement);
    expect(roster.standing(a.id, NOW)).toBe('unknown');
  });

  it(verifies('membership.kept-acts'), () => {
    const lab = new Lab();
    const [thief, known, hidden, late, other] = [memberKey(), memberKey(), memberKey(), memberKey(), memberKey()];
    const owner = lab.grant(lab.founder, thief, 'owner');
    const knownGrant = lab.grant(thief, known, 'worker');
    const hiddenGrant = lab.grant(thief, hidden, 'owner');
    const throughHidden = lab.grant(hidden, other, 'worker');
    const hitBack = lab.revocation(thief, known);
    const roster = lab.roster(owner, knownGrant, hiddenGrant, throughHidden, hitBack);
    expect(roster.standing(other.id, NOW)).toBe('member');
    expect(roster.standing(known.id, NOW)).toBe('revoked');

    accept(roster, [lab.revocation(lab.founder, thief, [knownGrant])], NOW);
    expect(roster.standing(thief.id, NOW)).toBe('revoked');
    expect(roster.standing(known.id, NOW)).toBe('member');
    expect(roster.standing(hidden.id, NOW)).toBe('unknown');
    expect(roster.standing(other.id, NOW)).toBe('unknown');
    // What the key signs afterwards, in whatever name of time.
    const afterwards = [
      lab.grant(thief, late, 'worker', START),
      lab.card(thief, 'p'),
      lab.revocation(thief, known, [], START),
    ];
    expect(accept(roster, afterwards, NOW)).toEqual({ added: [], refused: 3 });
  });

  it(verifies('membership.kept-acts', 'who is an owner by its word alone is none'), () => {
    const lab = new Lab();
    const [thief, made, guest, other] = [memberKey(), memberKey(), memberKey(), memberKey()];
    const grants = [
      lab.grant(lab.founder, thief, 'owner'),
      lab.grant(lab.founder, made, 'worker'),
      lab.grant(lab.founder, other, 'worker'),
      lab.grant(thief, made, 'owner'),
    ];
    const acts = [lab.grant(made, guest, 'worker'), lab.revocation(made, other), lab.fence(made, 5)];
    const roster = lab.roster(...grants, ...acts);
    expect([guest, other].map(({ id }) => roster.standing(id, NOW))).toEqual(['member', 'revoked']);
    accept(roster, [lab.revocation(lab.founder, thief)], NOW);
    // It still is a worker, and what it did as an owner never was.
    expect(roster.standings.get(made.id)?.role).toBe('worker');
    expect([guest, other].map(({ id }) => roster.standing(id, NOW))).toEqual(['unknown', 'member']);
    expect(roster.live(NOW).fenceSecrets).toEqual([]);
  });

  it(verifies('membership.kept-acts', 'an owner let in by one that is revoked keeps its power'), () => {
    const lab = new Lab();
    const [a, b, worker] = [memberKey(), memberKey(), memberKey()];
    const grantB = lab.grant(a, b, 'owner');
    const grants = [lab.grant(lab.founder, a, 'owner'), grantB, lab.grant(b, worker, 'worker')];
    const roster = lab.roster(...grants, lab.revocation(b, a, [grantB]));
    expect(roster.standing(a.id, NOW)).toBe('revoked');
    expect(roster.standing(worker.id, NOW)).toBe('member');
    expect(roster.chainOf(worker.id, NOW).map(({ id }) => id)).toEqual([lab.genesis, ...grants].map(({ id }) => id));
  });

  it(verifies('membership.kept-acts', 'what was void counts again when what made it void falls itself'), () => {
    const lab = new Lab();
    const [a, b, worker] = [memberKey(), memberKey(), memberKey()];
    const roster = lab.roster(
      lab.grant(lab.founder, a, 'owner'),
      lab.grant(lab.founder, b, 'owner'),
      lab.grant(lab.founder, worker, 'worker'),
      lab.revocation(b, worker),
    );
    accept(roster, [lab.revocation(a, b)], NOW);
    expect([b, worker].map(({ id }) => roster.standing(id, NOW))).toEqual(['revoked', 'member']);
    for (const statement of roster.useless(NOW)) roster.remove(statement);
    accept(roster, [lab.revocation(lab.founder, a)], NOW);
    expect([b, worker].map(({ id }) => roster.standing(id, NOW))).toEqual(['member', 'revoked']);
    // But not for ever: what is void for a month is dropped.
    expect(roster.useless(NOW)).toEqual([]);
    expect(roster.useless(NOW + 31 * DAY_MS).map(({ signer, subject }) => [signer, subject])).toEqual([[a.id, b.id]]);
  });

  it('keeps an owner an owner, whatever it is granted later', () => {
    const lab = new Lab();
    const [owner, worker] = [memberKey(), memberKey()];
    const roster = lab.roster(
      lab.grant(lab.founder, owner, 'owner', START + 1),
      lab.grant(owner, worker, 'worker', START + 2),
      lab.grant(lab.founder, owner, 'worker', START + 3),
    );
    expect(roster.standings.get(owner.id)).toMatchObject({ role: 'owner', expiresAt: 0 });
    expect(roster.standing(worker.id, NOW)).toBe('member');
  });

  it(verifies('membership.first-seen'), () => {
    const lab = new Lab();
    const [a, b] = [memberKey(), memberKey()];
    const grants = [lab.grant(lab.founder, a, 'owner'), lab.grant(lab.founder, b, 'owner')];
    const byA = lab.revocation(a, b);
    const byB = lab.revocation(b, a);
    const sawA = lab.roster(...grants, byA);
    const sawB = lab.roster(...grants, byB);
    accept(sawA, [byB], NOW);
    accept(sawB, [byA], NOW);
    expect([a, b].map(({ id }) => sawA.standing(id, NOW))).toEqual(['member', 'revoked']);
    expect([a, b].map(({ id }) => sawB.standing(id, NOW))).toEqual(['revoked', 'member']);
    // Also when both come in one message, and when they are read again from the disk in the order of coming.
    expect(standings(lab.roster(...grants, byA, byB))).toEqual(standings(sawA));
    // The founder as judge ends it for both: two truths become one.
    const judged = [lab.revocation(lab.founder, a), lab.revocation(lab.founder, b)];
    for (const roster of [sawA, sawB]) accept(roster, judged, NOW);
    expect(standings(sawA)).toEqual(standings(sawB));
  });

  it(verifies('membership.revocation', 'a revocation that comes before the grant'), () => {
    const lab = new Lab();
    const member = memberKey();
    const roster = lab.roster(lab.revocation(lab.founder, member));
    expect(accept(roster, [lab.grant(lab.founder, member, 'worker', START + 5)], NOW).added).toHaveLength(1);
    expect(roster.standing(member.id, NOW)).toBe('revoked');
  });
});

describe('what is kept', () => {
  it(verifies('membership.bounded', 'two years of renewals'), () => {
    const lab = new Lab();
    const member = memberKey();
    const roster = lab.roster();
    let most = 0;
    for (let day = 0; day < 730; day += 1) {
      const now = START + day * DAY_MS;
      const news: SignedStatement[] = [lab.card(member, 'peer', now), lab.card(member, `status ${day % 5}`, now)];
      if (day % 10 === 0) news.unshift(lab.renewal(member, now - 1), lab.grant(lab.founder, member, 'worker', now));
      accept(roster, news, now);
      for (const statement of roster.useless(now)) roster.remove(statement);
      most = Math.max(most, roster.size);
      expect(roster.standing(member.id, now)).toBe('member');
    }
    expect(most).toBeLessThan(20);
  });

  it(verifies('membership.bounded', 'a home that has dropped something is not given it again'), () => {
    const lab = new Lab();
    const member = memberKey();
    const now = START + 40 * DAY_MS;
    const old = [lab.grant(lab.founder, member, 'worker', START + 1), lab.card(member, 'gone', START + 1)];
    const fresh = [lab.grant(lab.founder, member, 'worker', now), lab.card(member, 'peer', now)];
    const whole = lab.roster();
    accept(whole, [...old, ...fresh], now);
    const pruned = lab.roster();
    accept(pruned, fresh, now);
    expect(pruned.digest(now)).toBe(whole.digest(now));
    expect(accept(pruned, old, now)).toEqual({ added: [], refused: 0 });
  });

  it(verifies('membership.bounded', 'a grant that may still be needed is kept, whatever renewed it'), () => {
    const lab = new Lab();
    const [other, member] = [memberKey(), memberKey()];
    const first = lab.grant(lab.founder, member, 'worker', START + 1);
    const roster = lab.roster(
      lab.grant(lab.founder, other, 'owner'),
      first,
      lab.grant(other, member, 'worker', START + 5),
    );
    for (const statement of roster.useless(NOW)) roster.remove(statement);
    accept(roster, [lab.revocation(lab.founder, other)], NOW);
    expect(roster.standing(member.id, NOW)).toBe('member');
    expect(roster.standings.get(member.id)?.grant?.id).toBe(first.id);
  });
});
