import { memberKey, type MemberKey } from '../src/keys.ts';
import { accept } from '../src/accept.ts';
import { Roster } from '../src/roster.ts';
import {
  isGenesis,
  signStatement,
  type Card,
  type Genesis,
  type Grant,
  type Renewal,
  type Revocation,
  type SignedStatement,
} from '../src/signed-statement.ts';
import type { MemberRole } from '../src/index.ts';
import { signCard } from '../src/own-card.ts';
import { facts } from './homes.ts';

export const START = Date.UTC(2026, 0, 1);
const TTL_MS = 30 * 86_400_000;

/** Signs statements of one mesh by hand, so that a test can say what no honest home would. */
export class Lab {
  readonly founder: MemberKey = memberKey();
  readonly genesis: Genesis;

  constructor() {
    this.genesis = signStatement(this.founder, '', START, {
      kind: 'genesis',
      founderKey: Buffer.from(this.founder.publicKey).toString('hex'),
      meshName: 'team',
      founderName: 'founder',
      grantTtlMs: TTL_MS,
      fence: true,
    });
  }

  get meshId(): string {
    return this.genesis.meshId;
  }

  grant(by: MemberKey, to: MemberKey, role: MemberRole, at = START + 1, ttlMs = TTL_MS): Grant {
    return signStatement(by, this.meshId, at, {
      kind: 'grant',
      memberKey: Buffer.from(to.publicKey).toString('hex'),
      name: to.id.slice(0, 6),
      role,
      expiresAt: role === 'owner' ? 0 : at + ttlMs,
      since: at,
    });
  }

  revocation(by: MemberKey, of: MemberKey, kept: readonly SignedStatement[] = [], at = START + 2): Revocation {
    const ids = kept.map(({ id }) => id);
    return signStatement(by, this.meshId, at, { kind: 'revocation', memberId: of.id, reason: 'test', kept: ids });
  }

  renewal(by: MemberKey, at: number): Renewal {
    return signStatement(by, this.meshId, at, { kind: 'renewal' });
  }

  fence(by: MemberKey, generation: number, at = START + 1, olderGoodUntil = 0): SignedStatement {
    const key = 'ab'.repeat(32);
    return signStatement(by, this.meshId, at, { kind: 'fence-secret', generation, key, olderGoodUntil });
  }

  card(by: MemberKey, peerId: string, at = START + 1): Card {
    return signCard(by, this.meshId, facts(peerId), at);
  }

  /** A home that knows only which mesh it is in. */
  roster(...statements: readonly SignedStatement[]): Roster {
    const roster = new Roster(this.genesis);
    accept(
      roster,
      statements.filter((statement) => !isGenesis(statement)),
      START + 1_000,
    );
    return roster;
  }
}

/** Who stands how, to be compared. */
export function standings(roster: Roster, now = START + 1_000): string[] {
  return [...roster.standings.keys()].map((id) => `${id} ${roster.standing(id, now)}`).toSorted();
}
