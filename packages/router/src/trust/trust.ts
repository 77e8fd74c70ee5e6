import { checkWeight, type Evidence, faded, gateWeight, LIES, NO_EVIDENCE, sumOf, withEvidence } from './evidence.ts';
import { explainTrust } from './explain-trust.ts';
import { blankRow, type TrustRow, trustRowOf } from './trust-row.ts';
import { UsualRates } from './usual-rates.ts';

export interface TrustState {
  /** 0 bad to 1 good, for people. Who is new has about 0.8. */
  readonly score: number;
  /**
   * How much likelier the evidence is of a liar than of an honest worker, as a natural logarithm: of the kind of liar
   * that it looks like most. -2 to 13.8.
   */
  readonly llr: number;
  /** Milliseconds since the epoch; undefined when it is not banned. */
  readonly bannedUntil: number | undefined;
  /** Checks so far; those of long ago count less. */
  readonly checks: number;
  /** Too few checks were passed to know it. */
  readonly isNew: boolean;
  /** Something speaks against it: it should be checked until it is cleared. */
  readonly isSuspected: boolean;
  /** One or two sentences for people. */
  readonly why: string;
}

/** By kind of liar. Who was honest for long and turns bad is caught as soon as one that is new. */
const LEAST_LLR: readonly number[] = [-2, -3, -4];
/** By kind of liar: the milder the lies, the more an honest worker may look like it for a while. */
const SUSPECTED_LLR: readonly number[] = [2, 2, 1];
/**
 * Odds of 1,000 to 1 for a liar, where one worker in a thousand was one before anything was seen. Without that prior the
 * evidence would put out one honest worker in some thousands, and a mesh lives for years.
 */
const BAN_LLR = Math.log(1_000 * 1_000);
const BAN_MS = 24 * 3_600_000;
const PROBATION_LLR = 3;
const HALF_LIFE_MS = 7 * 24 * 3_600_000;
/** Gates alone raise a suspicion, which checks then settle, and lower only that. */
const MOST_BY_GATES = 2;
/** Passed checks that clear of a failed one. */
const CLEARED_BY = 2;
/** Fewer passed checks are too few to know a worker. */
const KNOWN_AFTER = 10;
/** A worker that keeps inventing models makes nobody keep more than this. */
const MOST_MODELS = 16;
/** Nobody with the model was checked yet: a failure may well be the model's. */
const UNKNOWN_RATE = 0.4;
/** A passed check that says so little clears nobody of a difference. */
const LEAST_CLEARING = 0.5;

/**
 * Reputation of workers from evidence: Wald's sequential tests of liars against an honest worker with the same model, one
 * for each kind of liar. What others with the model fail is what honest workers are taken to fail. Everything fades with
 * a half-life of seven days. A ban lasts 24 hours; then the worker is on probation. Time comes in as milliseconds since
 * the epoch.
 */
export class TrustBook {
  readonly #rows = new Map<string, TrustRow>();
  readonly #usual = new Map<string, UsualRates>();

  /** @param stored rows as any version has stored them; what is none is left out */
  constructor(stored: readonly unknown[] = []) {
    for (const row of stored) {
      const read = trustRowOf(row);
      if (read !== undefined) this.#keep(read);
    }
  }

  /**
   * Takes in what was seen of a worker; returns its new state, to be stored.
   *
   * @param weight 0 to 1: how much of a whole piece of evidence it is
   */
  note(workerId: string, model: string, evidence: Evidence, now: number, weight = 1): TrustRow {
    const row = this.#current(workerId, now);
    if (evidence === 'check-differed') {
      if (row.held === true) return this.#fail(row, model, 2, now);
      return this.#keep({ ...row, held: true, owes: CLEARED_BY });
    }
    if (evidence === 'check-failed') return this.#fail(row, model, weight + (row.held === true ? 1 : 0), now);
    if (evidence === 'invalid') return this.#fail(row, model, weight, now, 'invalid');
    const { held = false, ...rest } = row;
    const isCleared = evidence === 'check-passed' && weight >= LEAST_CLEARING;
    return this.#keep({
      ...rest,
      ...(held && !isCleared && { held }),
      tests: this.#passed(row, model, evidence, weight),
      owes: evidence === 'check-passed' ? Math.max(0, row.owes - weight) : row.owes,
      counts: counted(row.counts, model, evidence, weight),
    });
  }

  /** Whose the worker is; undefined: nobody knows. */
  memberOf(workerId: string): string | undefined {
    return this.#rows.get(workerId)?.member;
  }

  /**
   * A worker is there, and is its member's. While another one of the member is banned, one that nobody knows begins on
   * probation: a new name washes nobody clean. Returns its row when that is to be stored.
   */
  meet(workerId: string, member: string, now: number): TrustRow | undefined {
    const known = this.#rows.get(workerId);
    if (known?.member === member) return undefined;
    const row = { ...this.#current(workerId, now), member };
    if (hasChecks(row)) return this.#keep(row);
    const isOfBanned = this.#rows
      .values()
      .some((other) => other.member === member && other.bannedUntil !== undefined && other.bannedUntil > now);
    if (isOfBanned) return this.#keep({ ...row, tests: LIES.map(() => PROBATION_LLR), owes: CLEARED_BY });
    this.#keep(row);
    return undefined;
  }

  stateOf(workerId: string, now: number): TrustState {
    const { tests, owes, bannedUntil, counts } = this.#current(workerId, now);
    const all = sumOf(Object.values(counts));
    const isNew = all.checksPassed < KNOWN_AFTER;
    const isSuspected = owes > 0 || tests.some((llr, at) => llr > (SUSPECTED_LLR[at] ?? 0));
    const checks = Math.round(all.checksPassed + all.checksFailed);
    return {
      score: scoreOf(tests),
      llr: Math.max(...tests),
      bannedUntil,
      checks,
      isNew,
      isSuspected,
      get why() {
        return explainTrust(all, { bannedUntil, isSuspected, isNew }, now);
      },
    };
  }

  /** Until when it is banned, in milliseconds since the epoch; undefined when it is not. */
  bannedUntil(workerId: string, now: number): number | undefined {
    const until = this.#rows.get(workerId)?.bannedUntil;
    return until === undefined || until <= now ? undefined : until;
  }

  /** A person vouches for it: everything that was seen is forgotten. Returns the row to be stored. */
  forgive(workerId: string, now: number): TrustRow {
    const member = this.#rows.get(workerId)?.member;
    this.#forget(workerId);
    return this.#keep({ ...blankRow(workerId, now), ...(member !== undefined && { member }) });
  }

  rows(): readonly TrustRow[] {
    return [...this.#rows.values()];
  }

  #keep(row: TrustRow): TrustRow {
    const before = this.#rows.get(row.workerId)?.counts ?? {};
    for (const model of Object.keys(before)) {
      if (!Object.hasOwn(row.counts, model)) this.#usual.get(model)?.delete(row.workerId);
    }
    this.#rows.set(row.workerId, row);
    for (const [model, counts] of Object.entries(row.counts)) {
      if (before[model] === counts) continue;
      const usual = this.#usual.get(model) ?? new UsualRates();
      this.#usual.set(model, usual);
      usual.set(row.workerId, counts);
    }
    return row;
  }

  #forget(workerId: string): void {
    for (const model of Object.keys(this.#rows.get(workerId)?.counts ?? {})) this.#usual.get(model)?.delete(workerId);
    this.#rows.delete(workerId);
  }

  /** The row as time has changed it: faded, and on probation when a ban is over. */
  #current(workerId: string, now: number): TrustRow {
    const row = this.#rows.get(workerId) ?? blankRow(workerId, now);
    const { bannedUntil, ...rest } = row;
    if (bannedUntil !== undefined && now < bannedUntil) return row;
    const from = bannedUntil ?? row.at;
    const by = 0.5 ** (Math.max(0, now - from) / HALF_LIFE_MS);
    if (by === 1 && bannedUntil === undefined) return row;
    const tests = row.tests.map((llr) => (bannedUntil === undefined ? llr : PROBATION_LLR) * by);
    const counts = Object.entries(row.counts).map(([model, one]) => [model, faded(one, by)] as const);
    return { ...rest, tests, at: Math.max(now, row.at), counts: Object.fromEntries(counts) };
  }

  /** So many checks were failed at once. What comes in from attempts of before a ban lengthens nothing. */
  #fail(row: TrustRow, model: string, times: number, now: number, as: Evidence = 'check-failed'): TrustRow {
    const { held: _, ...rest } = row;
    const othersFail = this.#usual.get(model)?.checksFailed(row.workerId) ?? UNKNOWN_RATE;
    const tests = row.tests.map((llr, at) =>
      Math.min(BAN_LLR, llr + times * checkWeight(false, othersFail, LIES[at] ?? 1)),
    );
    const isBanned = row.bannedUntil === undefined && tests.some((llr) => llr >= BAN_LLR);
    return this.#keep({
      ...rest,
      tests,
      owes: CLEARED_BY,
      ...(isBanned && { bannedUntil: now + BAN_MS }),
      counts: counted(row.counts, model, as, times),
    });
  }

  #passed({ workerId, tests }: TrustRow, model: string, evidence: Evidence, weight: number): readonly number[] {
    const usual = this.#usual.get(model);
    if (evidence === 'check-passed') {
      const othersFail = usual?.checksFailed(workerId) ?? UNKNOWN_RATE;
      return tests.map((llr, at) => {
        return Math.max(LEAST_LLR[at] ?? 0, llr + weight * checkWeight(true, othersFail, LIES[at] ?? 1));
      });
    }
    const rate = evidence === 'unchecked' ? undefined : usual?.gatesFailed(workerId);
    if (rate === undefined) return tests;
    const gate = gateWeight(evidence === 'gate-passed', rate);
    return tests.map((llr, at) => (at === tests.length - 1 ? withGate(llr, gate) : llr));
  }
}

function withGate(llr: number, weight: number): number {
  return weight > 0 ? Math.max(llr, Math.min(MOST_BY_GATES, llr + weight)) : Math.min(llr, Math.max(0, llr + weight));
}

function hasChecks({ counts }: TrustRow): boolean {
  return Object.values(counts).some(
    ({ checksPassed, checksFailed, invalid }) => checksPassed + checksFailed + invalid > 0,
  );
}

function scoreOf(tests: readonly number[]): number {
  const bad = tests.map((llr, at) => (llr - (LEAST_LLR[at] ?? 0)) / (BAN_LLR - (LEAST_LLR[at] ?? 0)));
  return Math.min(1, Math.max(0, 1 - Math.max(...bad)));
}

/** The model that was heard of last goes to the end; the one of longest ago is forgotten. */
function counted(counts: TrustRow['counts'], model: string, evidence: Evidence, times: number): TrustRow['counts'] {
  const known = Object.hasOwn(counts, model) ? counts[model] : undefined;
  const changed = withEvidence(known ?? NO_EVIDENCE, evidence, times);
  const names = Object.keys(counts);
  if (names.length === 0 || (names.length === 1 && known !== undefined)) return Object.fromEntries([[model, changed]]);
  const others = Object.entries(counts).filter(([name]) => name !== model);
  return Object.fromEntries([...others.slice(-(MOST_MODELS - 1)), [model, changed]]);
}
