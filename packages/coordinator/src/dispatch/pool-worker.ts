import type { PeerSession } from '@hanzo/mesh';
import type { Breaker, IndexedWorker } from '@hanzo/router';
import type { Advert } from '@hanzo/wire';

/** A worker as placement sees it at one moment. */
export type WorkerView = IndexedWorker & { readonly worker: PoolWorker };

/** How much a new measurement counts. */
const SLOWNESS_SHARE = 0.2;
const MOST_SLOWNESS = 16;
const LEAST_SLOWNESS = 0.25;

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
  #slowness = 1;

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

  /** Our own attempts count at once; the advert that tells of them arrives later. */
  get load(): number {
    const { running = 0, queued = 0 } = this.advert ?? {};
    return Math.max(this.attemptIds.size, running + queued);
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

  /** Learns how a finished attempt compares with what the advert promised. */
  measure(promisedMs: number, actualMs: number): void {
    if (promisedMs <= 0) return;
    const ratio = Math.min(MOST_SLOWNESS, Math.max(LEAST_SLOWNESS, actualMs / promisedMs));
    this.#slowness += (ratio - this.#slowness) * SLOWNESS_SHARE;
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
      slowness: this.#slowness,
    };
  }

  #rest(now: number): string | undefined {
    return this.restUntil > now ? '' : undefined;
  }
}
