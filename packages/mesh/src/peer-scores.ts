import type { Clock } from '@hanzo/contracts';

/** What to do with a peer now: keep it, close its connection, or close it and let it wait. */
export type Verdict = 'fine' | 'disconnect' | 'banned';

export interface PeerScoresOptions {
  /** Most keys that are remembered. @default 10_000 */
  readonly maxKeys?: number;
}

/** A ban that has not ended. */
export interface Ban {
  readonly forMs: number;
  readonly why: string;
}

/** For people: `hanzo net status` and the doctor. */
export interface PeerScore {
  readonly key: string;
  /** 0 is a clean record; below is worse. */
  readonly score: number;
  /** Milliseconds until the ban ends; 0 without one. */
  readonly bannedForMs: number;
  /** The last offence. */
  readonly why: string;
}

interface Entry {
  /** As it was at `at`; it decays from there. */
  score: number;
  at: number;
  /** By the clock that only goes forward. */
  bannedUntil: number | undefined;
  why: string;
}

/** The figures of Lodestar (beacon-node, `network/peers/score/constants.ts`), which has run them for years. */
const HALF_LIFE_MS = 10 * 60_000;
const DISCONNECT_AT = -20;
const BAN_AT = -50;
const BAN_MS = 30 * 60_000;
/** After a ban a peer is on probation, so that a second offence is judged harder. */
const AFTER_BAN = DISCONNECT_AT;

const MAX_KEYS = 10_000;
/** This share of a full table goes at once: to sort it for every new key would be a way to keep us busy. */
const ROOM_TO_MAKE = 0.1;
/** Closer to 0 than this is a clean record. */
const CLEAN = 0.1;

/**
 * Who has misbehaved, and how badly. Keys are peer ids or `host:<ip>`. Offences are forgiven with time; the worst are
 * remembered longest, however many keys a stranger makes up.
 */
export class PeerScores {
  readonly #clock: Clock;
  readonly #maxKeys: number;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock, { maxKeys = MAX_KEYS }: PeerScoresOptions = {}) {
    this.#clock = clock;
    this.#maxKeys = maxKeys;
  }

  /**
   * Notes an offence. What a banned peer does does not make its ban longer.
   *
   * @param points how bad it is: 1 a nuisance, 20 enough to hang up, 50 enough for a ban
   * @param why for people
   */
  penalise(key: string, points: number, why: string): Verdict {
    const now = this.#clock.elapsed();
    const entry = this.#entries.get(key) ?? { score: 0, at: now, bannedUntil: undefined, why };
    settle(entry, now);
    if (entry.bannedUntil !== undefined) return 'banned';
    entry.score -= points;
    entry.why = why;
    if (entry.score <= BAN_AT) entry.bannedUntil = now + BAN_MS;
    this.#entries.set(key, entry);
    if (this.#entries.size > this.#maxKeys) this.#makeRoom(key, now);
    if (entry.bannedUntil !== undefined) return 'banned';
    return entry.score <= DISCONNECT_AT ? 'disconnect' : 'fine';
  }

  /** The ban of this key, if one runs. */
  banned(key: string): Ban | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    const now = this.#clock.elapsed();
    settle(entry, now);
    return entry.bannedUntil === undefined ? undefined : { forMs: entry.bannedUntil - now, why: entry.why };
  }

  /** Everyone whose record is not clean, worst first. */
  scores(): readonly PeerScore[] {
    const now = this.#clock.elapsed();
    return this.#worstFirst(now)
      .filter(([, { score, bannedUntil }]) => bannedUntil !== undefined || score < -CLEAN)
      .map(([key, { score, bannedUntil = now, why }]) => ({ key, score, bannedForMs: bannedUntil - now, why }));
  }

  /** Forgets the ones nearest to 0, and a banned one only where nobody else is left: then whose ban ends first. */
  #makeRoom(justNoted: string, now: number): void {
    const forgettable = this.#worstFirst(now).filter(([key]) => key !== justNoted);
    const keep = Math.floor(this.#maxKeys * (1 - ROOM_TO_MAKE));
    for (const [key] of forgettable.slice(Math.max(0, keep - 1))) this.#entries.delete(key);
  }

  #worstFirst(now: number): [string, Entry][] {
    for (const entry of this.#entries.values()) settle(entry, now);
    return [...this.#entries].toSorted(
      ([, a], [, b]) => (b.bannedUntil ?? 0) - (a.bannedUntil ?? 0) || a.score - b.score,
    );
  }
}

/** Brings an entry up to now: a ban that is over is lifted, and time forgives. A banned one stands still. */
function settle(entry: Entry, now: number): void {
  if (entry.bannedUntil !== undefined) {
    if (now < entry.bannedUntil) return;
    Object.assign(entry, { score: AFTER_BAN, at: entry.bannedUntil, bannedUntil: undefined });
  }
  entry.score *= 0.5 ** ((now - entry.at) / HALF_LIFE_MS);
  entry.at = now;
}
