import type { Member, MemberRole, Standing } from './member.ts';
import { isGrant, isRevocation, type Genesis, type Grant, type Revocation } from './signed-statement.ts';
import type { Act } from './authority.ts';

/** What the acts that count say about one member. */
export interface MemberRecord {
  readonly id: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly grantedAt: number;
  /** 0: never. */
  readonly expiresAt: number;
  /** The one in force; undefined for the founder. */
  readonly grant: Grant | undefined;
  /** All that count, the weightiest first. */
  readonly grants: readonly Grant[];
  /** The first of each signer, oldest first. */
  readonly revocations: readonly Revocation[];
}

/** Everybody of whom acts that count say something, by member id. */
export type Standings = ReadonlyMap<string, MemberRecord>;

/** Older first; ties in an order that all nodes agree on. */
export function byAge(a: Aged, b: Aged): number {
  return a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1);
}

interface Aged {
  readonly issuedAt: number;
  readonly id: string;
}

/** @param acts those that count */
export function standingsOf(genesis: Genesis, acts: readonly Act[]): Standings {
  const grants = Map.groupBy(acts.filter(isGrant), ({ subject }) => subject);
  const revocations = Map.groupBy(acts.filter(isRevocation), ({ subject }) => subject);
  const records = new Map<string, MemberRecord>();
  records.set(genesis.signer, {
    id: genesis.signer,
    name: genesis.body.founderName,
    role: 'owner',
    grantedAt: genesis.issuedAt,
    expiresAt: 0,
    grant: undefined,
    grants: [],
    revocations: firstOfEach(revocations.get(genesis.signer) ?? []),
  });
  for (const [id, all] of grants) {
    // What somebody grants the founder changes nothing: it is an owner for as long as it is in.
    if (id !== genesis.signer) records.set(id, recordOf(id, all, revocations.get(id) ?? []));
  }
  return records;
}

function recordOf(id: string, all: readonly Grant[], revocations: readonly Revocation[]): MemberRecord {
  const grants = all.toSorted(byWeight);
  const [grant] = grants;
  return {
    id,
    name: grant?.body.name ?? '',
    role: grant?.body.role ?? 'worker',
    grantedAt: grant?.body.since ?? 0,
    expiresAt: grant?.body.expiresAt ?? 0,
    grant,
    grants,
    revocations: firstOfEach(revocations),
  };
}

/** Once an owner, always an owner until revoked: what an owner signs must not stop counting by a later grant. */
function byWeight(a: Grant, b: Grant): number {
  return Number(b.body.role === 'owner') - Number(a.body.role === 'owner') || byAge(b, a);
}

function firstOfEach(revocations: readonly Revocation[]): Revocation[] {
  const signers = new Set<string>();
  return revocations.toSorted(byAge).filter(({ signer }) => {
    const isFirst = !signers.has(signer);
    signers.add(signer);
    return isFirst;
  });
}

/** @param now milliseconds since the epoch */
export function standingOf(record: MemberRecord | undefined, now: number): Standing {
  if (record === undefined) return 'unknown';
  if (record.revocations.length > 0) return 'revoked';
  return record.expiresAt !== 0 && record.expiresAt <= now ? 'expired' : 'member';
}

/** As people and other packages see the member. */
export function toMember(record: MemberRecord, founder: string, self: string, now: number): Member {
  const { id, name, role, grantedAt, expiresAt, grant } = record;
  const [revocation] = record.revocations;
  return {
    id,
    name,
    role,
    standing: standingOf(record, now),
    isSelf: id === self,
    isFounder: id === founder,
    grantedAt,
    ...(expiresAt !== 0 && { expiresAt }),
    ...(grant && { grantedBy: grant.signer }),
    ...(revocation && {
      revokedAt: revocation.issuedAt,
      revokedBy: revocation.signer,
      revokeReason: revocation.body.reason,
    }),
  };
}
