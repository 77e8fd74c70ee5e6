import type { Clock, Logger } from '@hanzo/contracts';

/** Where a peer was heard of. */
export type FoundBy = 'mdns' | 'local' | 'bootstrap';

export interface PeerFinderParts {
  readonly clock: Clock;
  readonly log: Logger;
  /** Connects and opens a session. Rejects when that fails. */
  readonly dial: (addresses: readonly string[]) => Promise<void>;
  /** True when there is nothing to do for this peer: it is us, or a session is open or under way. */
  readonly isSettled: (peerId: string | undefined) => boolean;
}

interface Candidate {
  readonly peerId: string | undefined;
  addresses: readonly string[];
  foundBy: FoundBy;
  seenAt: number;
  failures: number;
  nextTryAt: number;
  dialing: boolean;
  lastError: string | undefined;
}

const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 10_000;
/** A peer that no discovery has mentioned for this long is forgotten. Bootstrap addresses never are. */
const FORGET_AFTER_MS = 60_000;

/** Remembers who was heard of and keeps trying to reach them, with back-off and jitter, for as long as they are heard of. */
export class PeerFinder {
  readonly #parts: PeerFinderParts;
  readonly #candidates = new Map<string, Candidate>();

  constructor(parts: PeerFinderParts) {
    this.#parts = parts;
  }

  /** Notes that a peer exists. Tries it at once when it is new or has new addresses. */
  found(peerId: string | undefined, addresses: readonly string[], foundBy: FoundBy): void {
    const key = peerId ?? addresses.join(',');
    const now = this.#parts.clock.now();
    const known = this.#candidates.get(key);
    if (known !== undefined) {
      known.seenAt = now;
      if (known.addresses.join() === addresses.join()) return;
      // An address that a person gave stays: discovery may know others, or none.
      if (known.foundBy === 'bootstrap') return;
      Object.assign(known, { addresses, foundBy, failures: 0, nextTryAt: now });
    } else {
      this.#candidates.set(key, {
        peerId,
        addresses,
        foundBy,
        seenAt: now,
        failures: 0,
        nextTryAt: now,
        dialing: false,
        lastError: undefined,
      });
    }
    this.tick();
  }

  /** Tries everyone who is due. */
  tick(): void {
    const now = this.#parts.clock.now();
    for (const [key, candidate] of this.#candidates) {
      if (candidate.foundBy !== 'bootstrap' && now - candidate.seenAt > FORGET_AFTER_MS) {
        this.#candidates.delete(key);
        continue;
      }
      if (candidate.dialing || now < candidate.nextTryAt || this.#parts.isSettled(candidate.peerId)) continue;
      void this.#try(candidate);
    }
  }

  /** Peers that were heard of but not reached, with the reason: for `hanzo net status` and the doctor. */
  unreached(): { peerId: string | undefined; addresses: readonly string[]; foundBy: FoundBy; error: string }[] {
    return [...this.#candidates.values()]
      .filter((candidate) => candidate.lastError !== undefined && !this.#parts.isSettled(candidate.peerId))
      .map(({ peerId, addresses, foundBy, lastError }) => ({ peerId, addresses, foundBy, error: lastError ?? '' }));
  }

  async #try(candidate: Candidate): Promise<void> {
    const { clock, log, dial } = this.#parts;
    candidate.dialing = true;
    try {
      await dial(candidate.addresses);
      candidate.failures = 0;
      candidate.lastError = undefined;
      // A session that closes right away must not be redialled in a tight loop.
      candidate.nextTryAt = clock.now() + FIRST_RETRY_MS;
    } catch (error) {
      candidate.failures++;
      candidate.lastError = error instanceof Error ? error.message : String(error);
      const wait = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (candidate.failures - 1));
      candidate.nextTryAt = clock.now() + wait * (0.75 + Math.random() * 0.5);
      log.debug('could not reach a peer', {
        foundBy: candidate.foundBy,
        peer: candidate.peerId,
        error: candidate.lastError,
      });
    } finally {
      candidate.dialing = false;
    }
  }
}
