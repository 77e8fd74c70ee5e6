import type { Clock, Logger } from '@hanzo/contracts';
import { TrustBook, type Evidence, type TrustRow, type TrustState } from '@hanzo/router';
import type { WorkerJudge } from '../dispatch/worker-pool.ts';

/** Where reputations outlive the run: the journal. */
export interface TrustStore {
  readTrust(): readonly TrustRow[];
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
    const { bannedUntil, why } = this.#book.stateOf(peerId, now);
    if (bannedUntil === undefined || bannedUntil <= now) return undefined;
    return `It is banned until ${new Date(bannedUntil).toISOString()}: ${why}`;
  }

  onChange(listener: (peerId: string) => void): void {
    this.#listeners.push(listener);
  }

  stateOf(peerId: string): TrustState {
    return this.#book.stateOf(peerId, this.#parts.clock.now());
  }

  /** Something speaks against it, or it is banned: others do not build on what it says. */
  isDoubtful(peerId: string): boolean {
    const { isSuspected, bannedUntil } = this.stateOf(peerId);
    return isSuspected || (bannedUntil !== undefined && bannedUntil > this.#parts.clock.now());
  }

  note(peerId: string, model: string, evidence: Evidence): void {
    const { clock, log, store } = this.#parts;
    const now = clock.now();
    const before = this.refusal(peerId, now);
    const row = this.#book.note(peerId, model, evidence, now);
    store?.writeTrust(row);
    const after = this.refusal(peerId, now);
    if (before === after) return;
    if (after !== undefined) log.warn('a worker is banned', { peer: peerId, model, why: after });
    for (const listener of this.#listeners) listener(peerId);
  }
}
