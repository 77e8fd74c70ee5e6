import { HanzoError, toHanzoError, type Clock, type ErrorCode, type Logger } from '@hanzo/contracts';

/** Where a peer was heard of. `members`: its node card, remembered or passed on by another member. */
export type FoundBy = 'mdns' | 'local' | 'bootstrap' | 'members';

export interface PeerFinderParts {
  readonly clock: Clock;
  readonly log: Logger;
  /** Connects and opens a session; resolves with the peer's id when it has said Hello. Rejects when that fails. */
  readonly dial: (addresses: readonly string[]) => Promise<string>;
  /** True when there is nothing to do for this peer: it is us, or a session is open or under way. */
  readonly isSettled: (peerId: string | undefined) => boolean;
  /** False for a peer that this node has no use for. Bootstrap addresses are always wanted. */
  readonly isWanted: (peerId: string) => boolean;
  /** Most dials at the same time. */
  readonly parallel: number;
}

/** A peer that was heard of but not reached, and why. */
export interface Unreached {
  readonly peerId: string | undefined;
  readonly addresses: readonly string[];
  readonly foundBy: FoundBy;
  readonly error: string;
  /** INTERNAL where only libp2p has words for it. */
  readonly code: ErrorCode;
}

interface Candidate {
  /** Unknown for an address that was given without one, until the first dial succeeds. */
  peerId: string | undefined;
  readonly foundBy: FoundBy;
  /** What each source says now: sources disagree, and all of them may be right. */
  readonly addressesOf: Map<FoundBy, readonly string[]>;
  /** Every address that was ever heard of: only a new one is a reason to try at once. */
  readonly known: Set<string>;
  seenAt: number;
  readonly heardAt: Map<FoundBy, number>;
  instance: string | undefined;
  failures: number;
  nextTryAt: number;
  dialing: boolean;
  lastError: HanzoError | undefined;
}

const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 10_000;
/** A peer that was not reached so many times in a row is probably switched off: it is tried less often. */
const LIKELY_OFF_AFTER = 60;
const OFF_RETRY_MS = 60_000;
/** A peer that was not reached so many times in a row is not counted on. */
const GIVEN_UP_AFTER = 3;
/** Seekers hear of a peer that is there every second; one that is heard of after this long has come back. */
const SILENT_FOR_MS = 10_000;
/** Peers heard of on the LAN are not taken in beyond this: anybody there can make them up. */
const MOST_CANDIDATES = 512;
/** Addresses of one peer that are remembered as known. */
const MOST_KNOWN = 256;
/** A peer that no discovery has mentioned for this long is forgotten. Bootstrap addresses never are. */
const FORGET_AFTER_MS = 60_000;

/** Remembers who was heard of and keeps trying to reach them, with back-off and jitter, for as long as they are heard of. */
export class PeerFinder {
  readonly #parts: PeerFinderParts;
  readonly #candidates = new Map<string, Candidate>();
  #dialing = 0;

  constructor(parts: PeerFinderParts) {
    this.#parts = parts;
  }

  /** Notes that a peer exists. Tries it at once when it is new, has an address that nobody has mentioned before, or has come back. */
  found(peerId: string | undefined, addresses: readonly string[], foundBy: FoundBy): void {
    if (this.note(peerId, addresses, foundBy)) this.tick();
  }

  /**
   * The same, without trying anybody yet: for many at once.
   *
   * @param instance what tells one start of the peer's process from another, where that is known
   * @returns true when it is a reason to try the peer now: an address that is new, or a sign that it has come back
   */
  note(peerId: string | undefined, addresses: readonly string[], foundBy: FoundBy, instance?: string): boolean {
    const key = peerId ?? addresses.join(',');
    const now = this.#parts.clock.elapsed();
    if (!this.#candidates.has(key) && isHearsay(foundBy) && this.#candidates.size >= MOST_CANDIDATES) return false;
    const candidate = this.#candidates.get(key) ?? newCandidate(peerId, foundBy, now);
    this.#candidates.set(key, candidate);
    candidate.seenAt = now;
    candidate.addressesOf.set(
      foundBy,
      merge(foundBy === 'bootstrap' ? candidate.addressesOf.get(foundBy) : [], addresses),
    );
    const news = addresses.filter((address) => !candidate.known.has(address));
    // Bounded: whoever moves all the time is tried at its own pace.
    if (candidate.known.size > MOST_KNOWN) candidate.known.clear();
    for (const address of news) candidate.known.add(address);
    const isNews = news.length > 0 || hasComeBack(candidate, foundBy, instance, now);
    candidate.heardAt.set(foundBy, now);
    candidate.instance = instance ?? candidate.instance;
    if (isNews) Object.assign(candidate, { failures: 0, nextTryAt: now });
    return isNews;
  }

  /** The peer is out: it is not tried any more. */
  forget(peerId: string): void {
    this.#candidates.delete(peerId);
  }

  /** A source has no more to say about others than these. */
  keepOnly(foundBy: FoundBy, peerIds: ReadonlySet<string>): void {
    for (const [key, candidate] of this.#candidates) {
      if (candidate.peerId === undefined || peerIds.has(candidate.peerId)) continue;
      if (candidate.addressesOf.delete(foundBy) && candidate.addressesOf.size === 0) this.#candidates.delete(key);
    }
  }

  /** The machine slept, or its network came back: whoever failed before may be there now. */
  wake(): void {
    const now = this.#parts.clock.elapsed();
    for (const candidate of this.#candidates.values()) Object.assign(candidate, { failures: 0, nextTryAt: now });
  }

  /** Peers that were heard of and may well be there, by their ids. */
  promising(): string[] {
    return [...this.#candidates.values()].flatMap(({ peerId, failures }) =>
      peerId === undefined || failures >= GIVEN_UP_AFTER ? [] : [peerId],
    );
  }

  /** Tries everyone who is due: those first of whom somebody we know has spoken, and those with the fewest failures. */
  tick(): void {
    const now = this.#parts.clock.elapsed();
    const due: Candidate[] = [];
    for (const [key, candidate] of this.#candidates) {
      if (isPassing(candidate) && now - candidate.seenAt > FORGET_AFTER_MS) this.#candidates.delete(key);
      else if (!candidate.dialing && now >= candidate.nextTryAt) due.push(candidate);
    }
    for (const candidate of due.toSorted(mostPromisingFirst)) {
      if (this.#dialing >= this.#parts.parallel) return;
      if (this.#parts.isSettled(candidate.peerId)) continue;
      if (this.#isWanted(candidate)) void this.#try(candidate);
    }
  }

  /** Peers that were heard of but not reached: for `hanzo net status` and the doctor. */
  unreached(): Unreached[] {
    return [...this.#candidates.values()]
      .filter((candidate) => candidate.lastError !== undefined && !this.#parts.isSettled(candidate.peerId))
      .filter((candidate) => this.#isWanted(candidate))
      .map((candidate) => {
        const { peerId, foundBy, lastError } = candidate;
        const { code, message } = lastError ?? new HanzoError('INTERNAL', '');
        return { peerId, addresses: allAddresses(candidate), foundBy, error: message, code };
      });
  }

  #isWanted({ peerId, addressesOf }: Candidate): boolean {
    return peerId === undefined || addressesOf.has('bootstrap') || this.#parts.isWanted(peerId);
  }

  async #try(candidate: Candidate): Promise<void> {
    const { clock, log, dial } = this.#parts;
    candidate.dialing = true;
    this.#dialing++;
    try {
      candidate.peerId = await dial(allAddresses(candidate));
      candidate.failures = 0;
      candidate.lastError = undefined;
      // A session that closes right away must not be redialled in a tight loop.
      candidate.nextTryAt = clock.elapsed() + FIRST_RETRY_MS;
    } catch (error) {
      candidate.failures++;
      candidate.lastError = toHanzoError(error);
      const most = candidate.failures < LIKELY_OFF_AFTER ? MAX_RETRY_MS : OFF_RETRY_MS;
      const wait = Math.min(most, FIRST_RETRY_MS * 2 ** (candidate.failures - 1));
      candidate.nextTryAt = clock.elapsed() + wait * (0.75 + Math.random() * 0.5);
      log.debug('could not reach a peer', {
        foundBy: candidate.foundBy,
        peer: candidate.peerId,
        error: candidate.lastError.message,
      });
    } finally {
      candidate.dialing = false;
      this.#dialing--;
    }
  }
}

function newCandidate(peerId: string | undefined, foundBy: FoundBy, now: number): Candidate {
  return {
    peerId,
    foundBy,
    addressesOf: new Map(),
    known: new Set(),
    seenAt: now,
    heardAt: new Map(),
    instance: undefined,
    failures: 0,
    nextTryAt: now,
    dialing: false,
    lastError: undefined,
  };
}

/** It was started anew, or answers again after it was silent: what failed before says nothing any more. */
function hasComeBack(candidate: Candidate, foundBy: FoundBy, instance: string | undefined, now: number): boolean {
  if (foundBy === 'members') return candidate.instance !== undefined && candidate.instance !== instance;
  return foundBy !== 'bootstrap' && now - (candidate.heardAt.get(foundBy) ?? -Infinity) > SILENT_FOR_MS;
}

/** Peers that anybody can make up come after all others. */
function mostPromisingFirst(a: Candidate, b: Candidate): number {
  return isRumour(a) - isRumour(b) || a.failures - b.failures || a.nextTryAt - b.nextTryAt;
}

function isRumour({ addressesOf }: Candidate): number {
  return [...addressesOf.keys()].every(isHearsay) ? 1 : 0;
}

/** Told by nobody whom we know. */
function isHearsay(foundBy: FoundBy): boolean {
  return foundBy === 'mdns';
}

/** Heard of only as long as somebody mentions it. */
function isPassing({ addressesOf }: Candidate): boolean {
  return !addressesOf.has('bootstrap') && !addressesOf.has('members');
}

function merge(before: readonly string[] = [], more: readonly string[]): readonly string[] {
  return [...new Set([...before, ...more])];
}

function allAddresses({ addressesOf }: Candidate): readonly string[] {
  return [...new Set([...addressesOf.values()].flat())];
}
