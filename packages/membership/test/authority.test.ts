import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accept } from '../src/accept.ts';
import { memberKey, type MemberKey } from '../src/keys.ts';
import { isGenesis, isGrant, tryReadSigned, type SignedStatement } from '../src/signed-statement.ts';
import type { Roster } from '../src/roster.ts';
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
      lab.revocation(a, b),
    );
    expect([b, worker].map(({ id }) => roster.standing(id, NOW))).toEqual(['revoked', 'member']);
    for (const statement of roster.useless(NOW)) roster.remove(statement);
    accept(roster, [lab.revocation(lab.founder, a)], NOW);
    expect([b, worker].map(({ id }) => roster.standing(id, NOW))).toEqual(['member', 'revoked']);
    // But not for ever: what is void for a month is dropped.
    accept(roster, [lab.grant(a, memberKey(), 'worker')], NOW);
    const late = NOW + 31 * DAY_MS;
    expect(roster.useless(late).length).toBeGreaterThan(0);
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

/** A mesh that grew by honest acts: whoever acts names as kept all it knows of whom it revokes. */
interface History {
  readonly lab: Lab;
  readonly statements: readonly SignedStatement[];
}

type Step = { readonly kind: 'grant' | 'revoke' | 'card' | 'renew'; readonly by: number; readonly whom: number };

const STEPS = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('grant', 'grant', 'revoke', 'card', 'renew'),
    by: fc.nat(20),
    whom: fc.nat(20),
  }),
  { minLength: 3, maxLength: 30 },
);

/** Acts one after the other by members who know everything, so that no two contradict each other. */
function history(steps: readonly Step[]): History {
  const lab = new Lab();
  const everything = lab.roster();
  const statements: SignedStatement[] = [];
  const keys: MemberKey[] = [lab.founder];
  let at = START;
  const isIn = ({ id }: MemberKey): boolean => everything.standing(id, NOW) === 'member';
  for (const { kind, by, whom } of steps) {
    at += 1;
    const owners = keys.filter(({ id }) => everything.isOwner(id));
    const signer = owners[by % owners.length];
    const members = keys.filter(isIn);
    const target = members[whom % members.length];
    if (signer === undefined || target === undefined) break;
    const made = ((): SignedStatement | undefined => {
      if (kind === 'card') return lab.card(target, `peer ${whom % 3}`, at);
      if (kind === 'renew') return lab.renewal(target, at);
      if (kind === 'revoke') {
        const kept = [...everything.live(NOW).statements].filter(
          (statement) => statement.signer === target.id && everything.counting.has(statement.id),
        );
        return target === signer && owners.length === 1 ? undefined : lab.revocation(signer, target, kept, at);
      }
      const key = memberKey();
      keys.push(key);
      return lab.grant(signer, key, whom % 3 === 0 ? 'owner' : 'worker', at);
    })();
    if (made === undefined) continue;
    accept(everything, [made], NOW);
    statements.push(made);
  }
  return { lab, statements };
}

const FORKED_STEPS = fc.array(
  fc.record({
    kind: fc.constantFrom('grant', 'grant', 'revoke', 'revoke', 'meet'),
    by: fc.nat(20),
    whom: fc.nat(20),
  }),
  { minLength: 5, maxLength: 30 },
);

/**
 * Every owner acts on what it knows itself, and two meet now and then. Nobody revokes a senior, so that there are no
 * circles: those have no one answer.
 */
function forkedHistory(steps: readonly { kind: string; by: number; whom: number }[]): { lab: Lab; rosters: Roster[] } {
  const lab = new Lab();
  const homes: { key: MemberKey; roster: Roster }[] = [{ key: lab.founder, roster: lab.roster() }];
  let at = START;
  for (const { kind, by, whom } of steps) {
    at += 1;
    const owners = homes.filter(({ key, roster }) => roster.isOwner(key.id));
    const home = owners[by % owners.length];
    if (home === undefined) break;
    const { key, roster } = home;
    if (kind === 'grant') {
      const fresh = { key: memberKey(), roster: lab.roster() };
      accept(roster, [lab.grant(key, fresh.key, whom % 3 === 0 ? 'worker' : 'owner', at)], NOW);
      tell(roster, fresh.roster);
      homes.push(fresh);
    } else if (kind === 'meet') {
      const other = homes[whom % homes.length];
      if (other !== undefined && other !== home) agree(roster, other.roster);
    } else {
      const juniors = homes
        .slice(homes.indexOf(home) + 1)
        .filter((other) => roster.standing(other.key.id, NOW) === 'member');
      const target = juniors[whom % juniors.length]?.key;
      if (target === undefined) continue;
      const kept = roster
        .live(NOW)
        .statements.filter(({ id, signer }) => signer === target.id && roster.counting.has(id));
      accept(roster, [lab.revocation(key, target, kept, at)], NOW);
    }
  }
  return { lab, rosters: homes.map(({ roster }) => roster) };
}

function agree(a: Roster, b: Roster): void {
  while (tell(a, b) || tell(b, a));
}

function tell(from: Roster, to: Roster): boolean {
  const told = from.live(NOW).statements.map(({ bytes }) => tryReadSigned(bytes));
  const read = told.filter((statement) => statement !== undefined && !isGenesis(statement));
  return accept(to, read as SignedStatement[], NOW).added.length > 0;
}

describe('the order in which statements come', () => {
  it(verifies('membership.any-order', 'in one message'), () => {
    fc.assert(
      fc.property(
        STEPS.chain((steps) => fc.tuple(fc.constant(steps), fc.nat(1_000_000))),
        ([steps, seed]) => {
          const { lab, statements } = history(steps);
          const straight = lab.roster(...statements);
          const mixed = lab.roster(...shuffled(statements, seed));
          expect(standings(mixed)).toEqual(standings(straight));
          expect(mixed.digest(NOW)).toBe(straight.digest(NOW));
        },
      ),
      { numRuns: 60 },
    );
  });

  it(verifies('membership.any-order', 'one by one, by several homes that then tell each other'), () => {
    fc.assert(
      fc.property(STEPS, fc.nat(1_000_000), fc.nat(1_000_000), (steps, seedA, seedB) => {
        const { lab, statements } = history(steps);
        const straight = lab.roster(...statements);
        const rosters = [seedA, seedB].map((seed) => {
          const roster = lab.roster();
          for (const statement of shuffled(statements, seed)) accept(roster, [statement], NOW);
          return roster;
        });
        // Whoever knew a statement first still has it: between them nothing is lost.
        const all = [straight, ...rosters];
        for (let rounds = 0, news = true; news; rounds++) {
          expect(rounds).toBeLessThan(10);
          news = all.flatMap((from) => all.map((to) => from !== to && tell(from, to))).includes(true);
        }
        for (const roster of rosters) {
          expect(standings(roster)).toEqual(standings(straight));
          expect(roster.digest(NOW)).toBe(straight.digest(NOW));
        }
      }),
      { numRuns: 60 },
    );
  });

  it(verifies('membership.any-order', 'owners who act without knowing of each other'), () => {
    fc.assert(
      fc.property(FORKED_STEPS, fc.nat(1_000_000), (steps, seed) => {
        const { lab, rosters } = forkedHistory(steps);
        const everything = new Map(
          rosters.flatMap((roster) => roster.live(NOW).statements).map((statement) => [statement.id, statement]),
        );
        const late = lab.roster(...shuffled([...everything.values()], seed));
        const all = [late, ...rosters];
        for (let rounds = 0, news = true; news; rounds++) {
          expect(rounds).toBeLessThan(20);
          news = all.flatMap((from) => all.map((to) => from !== to && tell(from, to))).includes(true);
        }
        for (const roster of all) {
          expect(standings(roster)).toEqual(standings(late));
          expect(roster.digest(NOW)).toBe(late.digest(NOW));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is causal in what a home tells: a signer before what it signs', () => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const { lab, statements } = history(steps);
        const told = lab.roster(...statements).live(NOW).statements;
        const owners = new Set([lab.founder.id]);
        for (const statement of told.slice(1)) {
          if (isGrant(statement)) expect(owners).toContain(statement.signer);
          if (isGrant(statement) && statement.body.role === 'owner') owners.add(statement.subject);
        }
        const listener = lab.roster();
        for (const statement of told.slice(1)) expect(accept(listener, [statement], NOW).refused).toBe(0);
      }),
      { numRuns: 40 },
    );
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

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const mixed = [...items];
  let state = seed + 1;
  for (let at = mixed.length - 1; at > 0; at--) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}
