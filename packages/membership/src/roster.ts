import { createHash } from 'node:crypto';
import { whatCounts, type Act } from './authority.ts';
import { SHADOW_KEPT_MS } from './limits.ts';
import { ageStep, liveSetOf, type LiveSet } from './live-set.ts';
import type { Standing } from './member.ts';
import {
  isCard,
  isFenceSecret,
  isGrant,
  isRenewal,
  isRevocation,
  type Genesis,
  type Grant,
  type SignedStatement,
} from './signed-statement.ts';
import { standingOf, standingsOf, type Standings } from './standings.ts';

/**
 * The statements that a home knows of its mesh, and what follows from them: who stands how, what is worth telling
 * others. No files, no clock, no keys; signatures are checked before statements come in (see accept.ts).
 */
export class Roster {
  readonly genesis: Genesis;
  /** In the order in which they were seen. */
  readonly #seen = new Map<string, SignedStatement>();
  #counting: ReadonlySet<string> | undefined;
  #standings: Standings | undefined;
  #live: { readonly step: number; readonly set: LiveSet } | undefined;
  #digest: { readonly of: LiveSet; readonly hex: string } | undefined;

  constructor(genesis: Genesis) {
    this.genesis = genesis;
    this.#seen.set(genesis.id, genesis);
  }

  get meshId(): string {
    return this.genesis.meshId;
  }

  /** Member id. */
  get founder(): string {
    return this.genesis.signer;
  }

  get size(): number {
    return this.#seen.size;
  }

  has(id: string): boolean {
    return this.#seen.has(id);
  }

  /** Its signature has been checked. */
  add(statement: SignedStatement): void {
    if (this.#seen.has(statement.id)) return;
    this.#seen.set(statement.id, statement);
    this.#changed(statement);
  }

  remove(statement: SignedStatement): void {
    if (statement.id === this.genesis.id || !this.#seen.delete(statement.id)) return;
    this.#changed(statement);
  }

  /** Ids of the acts that count. */
  get counting(): ReadonlySet<string> {
    this.#counting ??= whatCounts(this.founder, this.#acts());
    return this.#counting;
  }

  get standings(): Standings {
    this.#standings ??= standingsOf(this.genesis, this.#countingActs());
    return this.#standings;
  }

  /** @param now milliseconds since the epoch */
  standing(memberId: string, now: number): Standing {
    return standingOf(this.standings.get(memberId), now);
  }

  /** An owner in good standing. */
  isOwner(memberId: string): boolean {
    const record = this.standings.get(memberId);
    return record?.role === 'owner' && record.revocations.length === 0;
  }

  /** Grants of a member, whether they count or not. */
  grantsOf(memberId: string): Grant[] {
    return [...this.#seen.values()].filter(isGrant).filter(({ subject }) => subject === memberId);
  }

  live(now: number): LiveSet {
    const step = ageStep(now);
    if (this.#live?.step !== step) {
      const all = [...this.#seen.values()];
      const set = liveSetOf(
        {
          genesis: this.genesis,
          acts: this.#countingActs(),
          standings: this.standings,
          cards: all.filter(isCard),
          renewals: all.filter(isRenewal),
        },
        now,
      );
      this.#live = { step, set };
    }
    return this.#live.set;
  }

  /** Hex; equal for equal live sets. */
  digest(now: number): string {
    const set = this.live(now);
    if (this.#digest?.of !== set) {
      const ids = [...set.ids].toSorted().join('');
      this.#digest = { of: set, hex: createHash('sha256').update('hanzo roster v1\n').update(ids).digest('hex') };
    }
    return this.#digest.hex;
  }

  /** The statements that lead from the founder to the member's grant, itself included; empty for who has none. */
  chainOf(memberId: string, now: number): SignedStatement[] {
    const record = this.standings.get(memberId);
    if (record === undefined) return [];
    const { links } = this.live(now);
    const chain: SignedStatement[] = [];
    for (
      let grant = record.role === 'owner' ? links.get(memberId) : record.grant;
      grant !== undefined;
      grant = links.get(grant.signer)
    )
      chain.unshift(grant);
    return [this.genesis, ...chain];
  }

  /** What holds no more and never will again, as far as we can know. */
  useless(now: number): SignedStatement[] {
    const { ids } = this.live(now);
    return [...this.#seen.values()].filter((statement) => {
      if (ids.has(statement.id)) return false;
      // A void act may count again when what made it void falls itself.
      const isShadow = isAct(statement) && !this.counting.has(statement.id);
      return !isShadow || statement.issuedAt < now - SHADOW_KEPT_MS;
    });
  }

  #acts(): Act[] {
    return [...this.#seen.values()].filter(isAct);
  }

  #countingActs(): Act[] {
    const { counting } = this;
    return this.#acts().filter(({ id }) => counting.has(id));
  }

  #changed(statement: SignedStatement): void {
    this.#live = undefined;
    if (!isAct(statement)) return;
    this.#counting = undefined;
    this.#standings = undefined;
  }
}

/** What only owners can say, and members of themselves. */
export function isAct(statement: SignedStatement): statement is Act {
  return isGrant(statement) || isRevocation(statement) || isFenceSecret(statement);
}
