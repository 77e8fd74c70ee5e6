import { isGrant, isRevocation, type FenceSecret, type Grant, type Revocation } from './signed-statement.ts';

/** What only owners can say, and members of themselves (that they leave). */
export type Act = Grant | Revocation | FenceSecret;

/**
 * Which acts count, of all whose signatures are good. Two rules, applied until nothing is open:
 *
 * - An act needs power: its signer is the founder, or some grant that counts makes it an owner.
 * - A revocation that counts voids every act of the one revoked that it does not name as kept.
 *
 * What the rules leave open are circles, e.g. two owners who revoke each other. There the revocation that was seen
 * first counts. So equal sets give equal answers, whatever the order, as long as nobody revokes in circles.
 *
 * @param acts in the order in which they were seen
 * @returns ids
 */
export function whatCounts(founder: string, acts: readonly Act[]): ReadonlySet<string> {
  return new Judgement(founder, acts).settle();
}

type Verdict = 'counts' | 'void';

class Judgement {
  readonly #founder: string;
  readonly #verdicts = new Map<string, Verdict>();
  /** By the member whom they are about. */
  readonly #revocations: ReadonlyMap<string, readonly Revocation[]>;
  readonly #grants: ReadonlyMap<string, readonly Grant[]>;
  readonly #kept = new Map<string, ReadonlySet<string>>();
  #open: readonly Act[];

  constructor(founder: string, acts: readonly Act[]) {
    this.#founder = founder;
    this.#open = acts;
    this.#revocations = Map.groupBy(acts.filter(isRevocation), ({ subject }) => subject);
    for (const { id, body } of acts.filter(isRevocation)) this.#kept.set(id, new Set(body.kept));
    this.#grants = Map.groupBy(acts.filter(isGrant), ({ subject }) => subject);
  }

  settle(): ReadonlySet<string> {
    while (this.#open.length > 0) {
      if (this.#applyRules() || this.#voidUnfounded()) continue;
      this.#breakCircle();
    }
    return new Set([...this.#verdicts].filter(([, verdict]) => verdict === 'counts').map(([id]) => id));
  }

  #applyRules(): boolean {
    const before = this.#open.length;
    for (const act of this.#open) {
      const verdict = this.#judge(act);
      if (verdict !== undefined) this.#verdicts.set(act.id, verdict);
    }
    this.#open = this.#open.filter(({ id }) => !this.#verdicts.has(id));
    return this.#open.length < before;
  }

  #judge(act: Act): Verdict | undefined {
    const power = this.#powerOf(act);
    const attacks = this.#attacksOn(act).map(({ id }) => this.#verdicts.get(id));
    if (power === 'void' || attacks.includes('counts')) return 'void';
    return power === 'counts' && attacks.every((verdict) => verdict === 'void') ? 'counts' : undefined;
  }

  /** Undefined: still open. */
  #powerOf(act: Act): Verdict | undefined {
    if (act.signer === this.#founder) return 'counts';
    const verdicts = this.#sources(act).map(({ id }) => this.#verdicts.get(id));
    if (verdicts.includes('counts')) return 'counts';
    return verdicts.every((verdict) => verdict === 'void') ? 'void' : undefined;
  }

  /** The grants of which one is enough. Anybody may leave; all else is for owners. */
  #sources(act: Act): readonly Grant[] {
    const grants = this.#grants.get(act.signer) ?? [];
    return isLeaving(act) ? grants : grants.filter(({ body }) => body.role === 'owner');
  }

  #attacksOn(act: Act): readonly Revocation[] {
    const against = this.#revocations.get(act.signer) ?? [];
    return against.filter(
      (revocation) => !isSamePair(revocation, act) && this.#kept.get(revocation.id)?.has(act.id) === false,
    );
  }

  /** Acts whose power does not lead back to the founder even if all that is open counted. */
  #voidUnfounded(): boolean {
    const powers = this.#couldHavePower();
    const unfounded = this.#open.filter((act) => !powers(act));
    for (const { id } of unfounded) this.#verdicts.set(id, 'void');
    this.#open = this.#open.filter(({ id }) => !this.#verdicts.has(id));
    return unfounded.length > 0;
  }

  #couldHavePower(): (act: Act) => boolean {
    const owners = new Set([this.#founder]);
    const members = new Set([this.#founder]);
    const grants = [...this.#grants.values()].flat().filter(({ id }) => this.#verdicts.get(id) !== 'void');
    for (let grown = true; grown;) {
      const before = owners.size;
      for (const { signer, subject, body } of grants) {
        if (!owners.has(signer)) continue;
        members.add(subject);
        if (body.role === 'owner') owners.add(subject);
      }
      grown = owners.size > before;
    }
    return (act) => (isLeaving(act) ? members : owners).has(act.signer);
  }

  /** First seen wins. Where no revocation has sure power, the last one seen undermines itself. */
  #breakCircle(): void {
    const revocations = this.#open.filter(isRevocation);
    const first = revocations.find((revocation) => this.#powerOf(revocation) === 'counts');
    const last = revocations.at(-1);
    if (first !== undefined) this.#verdicts.set(first.id, 'counts');
    else if (last !== undefined) this.#verdicts.set(last.id, 'void');
    // Without a revocation nothing can be open; should it be, it does not count.
    else for (const { id } of this.#open) this.#verdicts.set(id, 'void');
    this.#open = this.#open.filter(({ id }) => !this.#verdicts.has(id));
  }
}

function isLeaving(act: Act): boolean {
  return isRevocation(act) && act.signer === act.subject;
}

/** Leaving is no reason against leaving. */
function isSamePair(revocation: Revocation, act: Act): boolean {
  return isRevocation(act) && revocation.signer === act.signer && revocation.subject === act.subject;
}
