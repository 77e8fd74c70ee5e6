import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accept } from '../src/accept.ts';
import { memberKey, type MemberKey } from '../src/keys.ts';
import { isGenesis, isGrant, tryReadSigned, type SignedStatement } from '../src/signed-statement.ts';
import type { Roster } from '../src/roster.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { Lab, standings, START } from './lab.ts';

const NOW = START + 1_000;

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
