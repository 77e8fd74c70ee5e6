import {
  checkWeight,
  type Evidence,
  type EvidenceCounts,
  faded,
  gateWeight,
  NO_EVIDENCE,
  sumOf,
  withEvidence,
} from './evidence.ts';
import { explainTrust } from './explain-trust.ts';
import { UsualRates } from './usual-rates.ts';

/** What is kept of a worker. Plain data. */
export interface TrustRow {
  readonly workerId: string;
  /** See `TrustState.llr`, as of `at`. */
  readonly llr: number;
  /** Checks to be passed before it is cleared of the last failed one. */
  readonly owes: number;
  /** Milliseconds since the epoch. */
  readonly bannedUntil?: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** By model. */
  readonly counts: Readonly<Record<string, EvidenceCounts>>;
}

export interface TrustState {
  /** 0 bad to 1 good, for people. Who is new has about 0.8. */
  readonly score: number;
  /** How much likelier the evidence is of a liar than of an honest worker, as a natural logarithm. -4 to 13.8. */
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

/** Who was honest for long and turns bad is caught as soon as one that is new. */
const LEAST_LLR = -4;
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
const SUSPECTED_LLR = 1;
/** Passed checks that clear of a failed one. */
const CLEARED_BY = 2;
/** Fewer passed checks are too few to know a worker. */
const KNOWN_AFTER = 10;
/** A worker that keeps inventing models makes nobody keep more than this. */
const MOST_MODELS = 16;
/** Nobody with the model was checked yet: a failure may well be the model's. */
const UNKNOWN_RATE = 0.4;

/**
 * Reputation of workers from evidence: Wald's sequential test of a liar against an honest worker with the same model.
 * What others with the model fail is what honest workers are taken to fail. Everything fades with a half-life of seven
 * days. A ban lasts 24 hours; then the worker is on probation. Time comes in as milliseconds since the epoch.
 */
export class TrustBook {
  readonly #rows = new Map<string, TrustRow>();
  readonly #usual = new Map<string, UsualRates>();

  constructor(stored: readonly TrustRow[] = []) {
    for (const row of stored) this.#keep(row);
  }

  /** Takes in what was seen of a worker; returns its new state, to be stored. */
  note(workerId: string, model: string, evidence: Evidence, now: number): TrustRow {
    const row = this.#current(workerId, now);
    const known = Object.hasOwn(row.counts, model) ? row.counts[model] : undefined;
    const counts = withEvidence(known ?? NO_EVIDENCE, evidence);
    const llr = this.#after(row, model, evidence);
    // What comes in from attempts of before a ban lengthens nothing.
    const isBanned = row.bannedUntil === undefined && llr >= BAN_LLR;
    const next: TrustRow = {
      ...row,
      llr,
      owes: owedAfter(row.owes, evidence),
      ...(isBanned ? { bannedUntil: now + BAN_MS } : {}),
      counts: withModel(row.counts, model, counts),
    };
    this.#keep(next);
    return next;
  }

  stateOf(workerId: string, now: number): TrustState {
    const { llr, owes, bannedUntil, counts } = this.#current(workerId, now);
    const all = sumOf(Object.values(counts));
    const isNew = all.checksPassed < KNOWN_AFTER;
    const isSuspected = owes > 0 || llr > SUSPECTED_LLR;
    return {
      score: Math.min(1, Math.max(0, (BAN_LLR - llr) / (BAN_LLR - LEAST_LLR))),
      llr,
      bannedUntil,
      checks: Math.round(all.checksPassed + all.checksFailed),
      isNew,
      isSuspected,
      why: explainTrust(all, { bannedUntil, isSuspected, isNew }, now),
    };
  }

  /** A person vouches for it: everything that was seen is forgotten. Returns the row to be stored. */
  forgive(workerId: string, now: number): TrustRow {
    this.#forget(workerId);
    const row = blank(workerId, now);
    this.#keep(row);
    return row;
  }

  rows(): readonly TrustRow[] {
    return [...this.#rows.values()];
  }

  #keep(row: TrustRow): void {
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
  }

  #forget(workerId: string): void {
    for (const model of Object.keys(this.#rows.get(workerId)?.counts ?? {})) this.#usual.get(model)?.delete(workerId);
    this.#rows.delete(workerId);
  }

  /** The row as time has changed it: faded, and on probation when a ban is over. */
  #current(workerId: string, now: number): TrustRow {
    const row = this.#rows.get(workerId) ?? blank(workerId, now);
    const { bannedUntil, ...rest } = row;
    if (bannedUntil !== undefined && now < bannedUntil) return row;
    const from = bannedUntil ?? row.at;
    const by = 0.5 ** (Math.max(0, now - from) / HALF_LIFE_MS);
    const llr = bannedUntil === undefined ? row.llr : PROBATION_LLR;
    if (by === 1 && bannedUntil === undefined) return row;
    const counts = Object.entries(row.counts).map(([model, one]) => [model, faded(one, by)] as const);
    return { ...rest, llr: llr * by, at: Math.max(now, row.at), counts: Object.fromEntries(counts) };
  }

  #after({ workerId, llr }: TrustRow, model: string, evidence: Evidence): number {
    const usual = this.#usual.get(model);
    switch (evidence) {
      case 'check-passed':
      case 'check-failed':
      case 'invalid': {
        const weight = checkWeight(evidence === 'check-passed', usual?.checksFailed(workerId) ?? UNKNOWN_RATE);
        return Math.min(BAN_LLR, Math.max(LEAST_LLR, llr + weight));
      }
      case 'gate-passed':
      case 'gate-failed': {
        const rate = usual?.gatesFailed(workerId);
        return rate === undefined ? llr : withGate(llr, gateWeight(evidence === 'gate-passed', rate));
      }
    }
  }
}

function withGate(llr: number, weight: number): number {
  return weight > 0 ? Math.max(llr, Math.min(MOST_BY_GATES, llr + weight)) : Math.min(llr, Math.max(0, llr + weight));
}

function owedAfter(owes: number, evidence: Evidence): number {
  if (evidence === 'check-failed' || evidence === 'invalid') return CLEARED_BY;
  return evidence === 'check-passed' ? Math.max(0, owes - 1) : owes;
}

function blank(workerId: string, now: number): TrustRow {
  return { workerId, llr: 0, owes: 0, at: now, counts: {} };
}

/** The model that was heard of last goes to the end; the one of longest ago is forgotten. */
function withModel(
  counts: TrustRow['counts'],
  model: string,
  changed: EvidenceCounts,
): Readonly<Record<string, EvidenceCounts>> {
  if (Object.keys(counts).length <= 1 && Object.hasOwn(counts, model)) return { [model]: changed };
  const others = Object.entries(counts).filter(([name]) => name !== model);
  return Object.fromEntries([...others.slice(-(MOST_MODELS - 1)), [model, changed]]);
}
