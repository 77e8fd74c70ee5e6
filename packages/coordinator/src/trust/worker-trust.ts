import type { Clock, Logger } from '@hanzo/contracts';
import { TrustBook, type Evidence, type TrustRow, type TrustState } from '@hanzo/router';
import type { WorkerJudge } from '../dispatch/worker-pool.ts';

/** Where reputations outlive the run: the journal. */
export interface TrustStore {
  /** Rows as any version has stored them. */
  readTrust(): readonly unknown[];
  /** Never throws. */
  writeTrust(row: TrustRow): void;
}

export interface WorkerTrustParts {
  readonly clock: Clock;
  readonly log: Logger;
  /** @default nothing is remembered */
  readonly store?: TrustStore | undefined;
}

/** Whom to trust: what the answers of each worker were worth so far. A worker that is banned gets no work. */
export class WorkerTrust implements WorkerJudge {
  readonly #parts: WorkerTrustParts;
  readonly #book: TrustBook;
  readonly #listeners: ((peerId: string) => void)[] = [];

  constructor(parts: WorkerTrustParts) {
    this.#parts = parts;
    this.#book = new TrustBook(parts.store?.readTrust() ?? []);
  }

  refusal(peerId: string, now: number): string | undefined {
    const bannedUntil = this.#book.bannedUntil(peerId, now);
    if (bannedUntil === undefined) return undefined;
    return `It is banned until ${new Date(bannedUntil).toISOString()}: ${this.#book.stateOf(peerId, now).why}`;
  }

  onChange(listener: (peerId: string) => void): void {
    this.#listeners.push(listener);
  }

  stateOf(peerId: string): TrustState {
    return this.#book.stateOf(peerId, this.#parts.clock.now());
  }

  /** Something speaks against it, or it is banned: others do not build on what it says. */
  isDoubtful(peerId: string): boolean {
    const now = this.#parts.clock.now();
    return this.#book.bannedUntil(peerId, now) !== undefined || this.#book.stateOf(peerId, now).isSuspected;
  }

  /** Enough of its answers were right, and nothing speaks against it: what it says speaks for and against others. */
  isReliable(peerId: string): boolean {
    return !this.stateOf(peerId).isNew && !this.isDoubtful(peerId);
  }

  /** Whose the worker is; undefined: nobody knows. */
  memberOf(peerId: string): string | undefined {
    return this.#book.memberOf(peerId);
  }

  /** A worker is there, and is its member's: a new name washes nobody clean. */
  meet(peerId: string, member: string): void {
    const row = this.#book.meet(peerId, member, this.#parts.clock.now());
    if (row !== undefined) this.#parts.store?.writeTrust(row);
  }

  /** @param weight 0 to 1: how much of a whole piece of evidence it is. @default 1 */
  note(peerId: string, model: string, evidence: Evidence, weight = 1): void {
    const { clock, log, store } = this.#parts;
    const now = clock.now();
    const before = this.#book.bannedUntil(peerId, now);
    const row = this.#book.note(peerId, model, evidence, now, weight);
    store?.writeTrust(row);
    if (this.#book.bannedUntil(peerId, now) === before) return;
    log.warn('a worker is banned', { peer: peerId, model, why: this.refusal(peerId, now) ?? '' });
    for (const listener of this.#listeners) listener(peerId);
  }
}
