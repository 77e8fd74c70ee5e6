import type { PeerSession } from '@hanzo/mesh';
import type { Breaker, IndexedWorker } from '@hanzo/router';
import type { Advert } from '@hanzo/wire';

/** A worker as placement sees it at one moment. */
export type WorkerView = IndexedWorker & { readonly worker: PoolWorker };

/** How much a new measurement counts. */
const SLOWNESS_SHARE = 0.2;
const MOST_SLOWNESS = 16;
const LEAST_SLOWNESS = 0.5;
const HALF_LIFE_MS = 60_000;
/** Nobody waits for a worker that is late with what it has. */
const OVERDUE_SLOWNESS = 8;

const FIRST_REST_MS = 250;
/** A hint is no order: an owner may be back long before. Milliseconds. */
const LONGEST_REST_MS = 60_000;

/** A worker as the coordinator sees it: its last advert, its health, and what we have given it. */
export class PoolWorker {
  readonly session: PeerSession;
  readonly breaker: Breaker;
  advert: Advert | undefined;
  suspect = false;
  /** It asked to be left alone until then, by the clock that only goes forward, in milliseconds. */
  restUntil = 0;
  /** Attempts of ours that it holds. */
  readonly attemptIds: Set<string> = new Set();
  /** Of these, the ones that take much longer than such attempts do. */
  readonly overdue: Set<string> = new Set();
  /** Attempts of ours that its last advert counted. */
  ownInAdvert = 0;
  #slowness = 1;
  #measuredAt = 0;
  #declines = 0;

  constructor(session: PeerSession, breaker: Breaker) {
    this.session = session;
    this.breaker = breaker;
  }

  get name(): string {
    return this.session.peer.nodeName;
  }

  get peerId(): string {
    return this.session.peerId;
  }

  /** Others' attempts as its last advert tells, and our own as they are now. */
  get load(): number {
    const { running = 0, queued = 0 } = this.advert ?? {};
    return Math.max(0, running + queued - this.ownInAdvert) + this.attemptIds.size;
  }

  /**
   * True when it can start one more attempt right away, or would let it wait its turn among those of other coordinators:
   * only who waits there has a share of the machine. One more than its slots, so that its turn finds somebody.
   */
  get hasRoom(): boolean {
    if (this.advert === undefined) return false;
    const { slots, queueLimit } = this.advert;
    if (this.load < slots) return true;
    const isShared = this.load > this.attemptIds.size;
    return isShared && this.attemptIds.size < slots + 1 && this.attemptIds.size < slots + queueLimit;
  }

  /**
   * It would not take a task. The more often in a row, the longer it is left alone.
   *
   * @param hintMs when it wants to be asked again; 0: not for this task
   */
  declined(hintMs: number, now: number): void {
    if (hintMs <= 0) return;
    this.#declines += 1;
    const backOffMs = FIRST_REST_MS * 2 ** Math.min(this.#declines - 1, 16);
    this.restUntil = now + Math.min(LONGEST_REST_MS, Math.max(hintMs, backOffMs));
  }

  tookOne(): void {
    this.#declines = 0;
  }

  /** Learns how a finished attempt compares with what the advert promised. */
  measure(promisedMs: number, actualMs: number, now: number): void {
    if (promisedMs <= 0) return;
    const ratio = Math.min(MOST_SLOWNESS, Math.max(LEAST_SLOWNESS, actualMs / promisedMs));
    const before = this.slownessAt(now);
    this.#slowness = before + (ratio - before) * SLOWNESS_SHARE;
    this.#measuredAt = now;
  }

  /** How much slower than advertised it is. What is not measured again fades: nobody is slow for ever. */
  slownessAt(now: number): number {
    return 1 + (this.#slowness - 1) * 0.5 ** (Math.max(0, now - this.#measuredAt) / HALF_LIFE_MS);
  }

  /**
   * Undefined before the worker's first advert.
   *
   * @param refusal why nothing may be given to it, in one sentence
   */
  view(now: number, refusal: string | undefined): WorkerView | undefined {
    const { advert } = this;
    if (advert === undefined) return undefined;
    const held = refusal ?? this.breaker.why(now) ?? this.#rest(now);
    const state = advert.state === 'ready' && held !== undefined ? 'resting' : advert.state;
    return {
      worker: this,
      id: this.peerId,
      name: this.name,
      models: advert.models,
      slots: advert.slots,
      running: Math.min(this.load, advert.slots),
      queued: Math.max(0, this.load - advert.slots),
      state,
      stateReason: state === 'resting' ? (held ?? '') : advert.stateReason,
      dataClasses: advert.dataClasses,
      suspect: this.suspect,
      hasRoom: this.hasRoom,
      slowness: this.slownessAt(now) * (this.#isStuck ? OVERDUE_SLOWNESS : 1),
    };
  }

  /** No slot is free, and most of what holds them is late: who knows when one will be. */
  get #isStuck(): boolean {
    return !this.hasRoom && this.overdue.size * 2 > this.attemptIds.size;
  }

  #rest(now: number): string | undefined {
    return this.restUntil > now ? '' : undefined;
  }
}
