import type { PeerSession } from '@hanzo/mesh';
import type { PlacementWorker } from '@hanzo/router';
import type { Advert } from '@hanzo/wire';

/** A worker as the coordinator sees it: its last advert, its health, and what we have given it. */
export class PoolWorker {
  readonly session: PeerSession;
  advert: Advert | undefined;
  suspect = false;
  /** It asked to be left alone until then, by the clock that only goes forward, in milliseconds. */
  restUntil = 0;
  /** Attempts of ours that it holds. */
  readonly attemptIds: Set<string> = new Set();

  constructor(session: PeerSession) {
    this.session = session;
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
}

/** A worker as placement wants to see it. */
export type WorkerView = PlacementWorker & { readonly worker: PoolWorker };

/** Undefined before the worker's first advert. */
export function placementView(worker: PoolWorker, excluded: boolean, now: number): WorkerView | undefined {
  const { advert } = worker;
  if (advert === undefined) return undefined;
  return {
    worker,
    id: worker.peerId,
    name: worker.name,
    models: advert.models,
    slots: advert.slots,
    running: Math.min(worker.load, advert.slots),
    queued: Math.max(0, worker.load - advert.slots),
    state: advert.state === 'ready' && worker.restUntil > now ? 'resting' : advert.state,
    stateReason: advert.stateReason,
    dataClasses: advert.dataClasses,
    suspect: worker.suspect,
    excluded,
  };
}
