import type { Act } from './authority.ts';
import { AGE_STEP_MS, CARD_KEPT_MS, MAX_CARDS_PER_MEMBER, MAX_FENCE_KEYS, MAX_GRANTS_PER_MEMBER } from './limits.ts';
import type { MemberRole } from './member.ts';
import type { NodeRole } from './node-card.ts';
import {
  isFenceSecret,
  isGrant,
  isRevocation,
  type Card,
  type FenceSecret,
  type Genesis,
  type Grant,
  type Renewal,
  type SignedStatement,
} from './signed-statement.ts';
import { byAge, type MemberRecord, type Standings } from './standings.ts';

/** What a set of statements comes down to. The same for all nodes that hold statements of the same effect. */
export interface LiveSet {
  /** In causal order: a signer comes before what it signs, and an owner's revocation before what it would let in. */
  readonly statements: readonly SignedStatement[];
  readonly ids: ReadonlySet<string>;
  /** The latest per node. */
  readonly cards: readonly Card[];
  /** Of members whose latest grant is older than it. */
  readonly renewals: readonly Renewal[];
  /** Newest first. */
  readonly fenceSecrets: readonly FenceSecret[];
  /** For each owner but the founder the grant that leads back to the founder on the shortest way. */
  readonly links: ReadonlyMap<string, Grant>;
}

export interface LiveSetParts {
  readonly genesis: Genesis;
  /** Those that count. */
  readonly acts: readonly Act[];
  readonly standings: Standings;
  readonly cards: readonly Card[];
  readonly renewals: readonly Renewal[];
}

/** @param now milliseconds since the epoch; only its day matters */
export function liveSetOf({ genesis, acts, standings, cards, renewals }: LiveSetParts, now: number): LiveSet {
  const records = [...standings.values()];
  const links = linksOf(genesis.signer, acts);
  const rank = new Map([genesis.signer, ...links.keys()].map((owner, index) => [owner, index]));
  const bySigner = (a: SignedStatement, b: SignedStatement): number =>
    (rank.get(a.signer) ?? rank.size) - (rank.get(b.signer) ?? rank.size) || byAge(a, b);

  const grants = records.flatMap(usefulGrants).toSorted(bySigner);
  const revocations = firstRevocations(acts).toSorted(bySigner);
  const asked = Map.groupBy(renewals, ({ signer }) => signer);
  const live = {
    links,
    fenceSecrets: acts.filter(isFenceSecret).toSorted(byGeneration).slice(0, MAX_FENCE_KEYS),
    renewals: records.flatMap((record) => pendingRenewal(record, asked.get(record.id) ?? [])),
    cards: latestCards(cards, standings, now),
  };
  const statements = [
    genesis,
    ...grants.filter(({ body }) => body.role === 'owner'),
    ...revocations.filter(({ signer, subject }) => signer !== subject),
    ...grants.filter(({ body }) => body.role !== 'owner'),
    ...revocations.filter(({ signer, subject }) => signer === subject),
    ...live.fenceSecrets,
    ...live.renewals,
    ...live.cards,
  ];
  return { ...live, statements, ids: new Set(statements.map(({ id }) => id)) };
}

/** A member's role bounds what its nodes may do. Everybody may look. */
export function mayRun(role: MemberRole, nodeRole: NodeRole): boolean {
  return nodeRole !== 'coordinator' || role !== 'worker';
}

/** The day that a time belongs to, as far as what is kept by age is concerned. */
export function ageStep(now: number): number {
  return Math.floor(now / AGE_STEP_MS);
}

/** A card that nobody keeps any more. */
export function isOutdated({ body }: Card, now: number): boolean {
  return body.expiresAt <= ageStep(now) * AGE_STEP_MS - CARD_KEPT_MS;
}

/** Owners in the order in which they are reached from the founder. */
function linksOf(founder: string, acts: readonly Act[]): Map<string, Grant> {
  const links = new Map<string, Grant>();
  const grants = acts.filter(isGrant).filter(({ body }) => body.role === 'owner');
  const bySigner = Map.groupBy(grants.toSorted(byAge), ({ signer }) => signer);
  const reached = [founder];
  for (const owner of reached) {
    for (const grant of bySigner.get(owner) ?? []) {
      if (grant.subject === founder || links.has(grant.subject)) continue;
      links.set(grant.subject, grant);
      reached.push(grant.subject);
    }
  }
  return links;
}

/**
 * A grant is of no use once a later one was made after it had run out. Until then it is: should the later one fall with
 * its signer, the earlier one counts. No clock is asked, so all nodes drop the same.
 */
function usefulGrants({ grants }: MemberRecord): Grant[] {
  const latest = Math.max(...grants.map(({ issuedAt }) => issuedAt));
  const useful = grants.filter(
    ({ body, issuedAt }) => body.expiresAt === 0 || body.expiresAt > latest || issuedAt === latest,
  );
  return useful.slice(0, MAX_GRANTS_PER_MEMBER);
}

/** Also those of members whose grant has not arrived: it must not count when it does. */
function firstRevocations(acts: readonly Act[]): Act[] {
  const pairs = Map.groupBy(acts.filter(isRevocation), ({ signer, subject }) => `${signer} ${subject}`);
  return [...pairs.values()].flatMap((pair) => pair.toSorted(byAge).slice(0, 1));
}

/** Newest first. Two owners may have made the same generation at once: all nodes prefer the same. */
function byGeneration(a: FenceSecret, b: FenceSecret): number {
  return b.body.generation - a.body.generation || byAge(b, a);
}

function pendingRenewal({ grant, role, revocations }: MemberRecord, asked: readonly Renewal[]): Renewal[] {
  if (grant === undefined || role === 'owner' || revocations.length > 0) return [];
  const pending = asked.filter(({ issuedAt }) => issuedAt > grant.issuedAt);
  return pending.toSorted(byAge).slice(-1);
}

function latestCards(cards: readonly Card[], standings: Standings, now: number): Card[] {
  const useful = cards.filter((card) => {
    const record = standings.get(card.signer);
    return (
      record !== undefined &&
      record.revocations.length === 0 &&
      mayRun(record.role, card.body.role) &&
      !isOutdated(card, now)
    );
  });
  const bySigner = Map.groupBy(useful.toSorted(byAge), ({ signer }) => signer);
  return [...bySigner.values()].flatMap((own) => {
    const perNode = new Map(own.map((card) => [card.body.peerId, card]));
    return [...perNode.values()].toSorted(byAge).slice(-MAX_CARDS_PER_MEMBER);
  });
}
