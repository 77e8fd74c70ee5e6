import type { Clock } from '@hanzo/contracts';
import type { PeerSession } from '@hanzo/mesh';
import type { ModelOffer } from '@hanzo/wire';
import { Breaker, PlacementIndex, PrefixAffinity, unfitReason, type PlacementNeeds } from '@hanzo/router';
import { PoolWorker, type WorkerView } from './pool-worker.ts';

/** Says who may not be given work because of what its answers were like, and why. */
export interface WorkerJudge {
  /** One sentence, or undefined when the worker may be trusted with a task. */
  refusal(peerId: string, now: number): string | undefined;
  /** Calls back when it has changed its mind about a worker. */
  onChange(listener: (peerId: string) => void): void;
}

/** Breakers of workers that are gone are kept, because who breaks down comes back. So many. */
const MOST_BREAKERS = 1_024;

/** A share of the slowness that is worth a new place in the index. */
const FADED = 0.1;

/** The workers that are connected, and where each stands with placement. */
export class WorkerPool {
  readonly index: PlacementIndex<WorkerView> = new PlacementIndex();
  readonly affinity: PrefixAffinity = new PrefixAffinity();
  readonly #clock: Clock;
  readonly #judge: WorkerJudge | undefined;
  readonly #workers = new Map<string, PoolWorker>();
  readonly #breakers = new Map<string, Breaker>();

  constructor(clock: Clock, judge: WorkerJudge | undefined) {
    this.#clock = clock;
    this.#judge = judge;
  }

  /** A worker has connected; it may be one that was here before. */
  open(session: PeerSession): PoolWorker {
    const breaker = this.#breakerOf(session.peerId);
    breaker.restarted(this.#clock.elapsed());
    const worker = new PoolWorker(session, breaker);
    this.#workers.set(session.peerId, worker);
    return worker;
  }

  /** The worker behind this very session; an older session of the same peer has none any more. */
  of(session: PeerSession): PoolWorker | undefined {
    const worker = this.#workers.get(session.peerId);
    return worker?.session === session ? worker : undefined;
  }

  get(peerId: string): PoolWorker | undefined {
    return this.#workers.get(peerId);
  }

  /** It is gone, from every list at once. */
  close(worker: PoolWorker): void {
    this.#workers.delete(worker.peerId);
    this.index.delete(worker.peerId);
    this.affinity.forget(worker.peerId);
  }

  /** Workers that have said what they offer. */
  advertised(): readonly PoolWorker[] {
    return [...this.#workers.values()].filter((worker) => worker.advert !== undefined);
  }

  /** True when somebody who asked to be left alone for a moment could take it: that is to be busy, and not to be unfit. */
  fitsAfterRest(needs: PlacementNeeds, refused: ReadonlySet<string>): boolean {
    return [...this.#workers.values()].some((worker) => {
      const view = refused.has(worker.peerId) ? undefined : this.#afterRest(worker);
      return view !== undefined && unfitReason(needs, view) === undefined;
    });
  }

  /** Models of workers that could take it, busy or resting or not. Looks at all of them. */
  offers(needs: PlacementNeeds): readonly ModelOffer[] {
    return this.advertised().flatMap((worker) => {
      const view = this.#afterRest(worker) ?? this.index.get(worker.peerId);
      if (view === undefined) return [];
      const fits = (model: string): boolean => unfitReason({ ...needs, model }, view) === undefined;
      const all = (worker.advert?.models ?? []).filter(({ name }) => (needs.model ?? name) === name);
      return all.filter(({ name }) => fits(name));
    });
  }

  /** To be called whenever something about the worker has changed that placement looks at. */
  changed(worker: PoolWorker): void {
    if (this.#workers.get(worker.peerId) !== worker) return;
    const view = worker.view(this.#clock.elapsed(), this.#refusal(worker));
    if (view !== undefined) this.index.set(view);
  }

  /** Time alone brings workers back: from a rest that they asked for, from an open breaker, from a ban. */
  tick(): void {
    const now = this.#clock.elapsed();
    for (const worker of this.#workers.values()) {
      const view = this.index.get(worker.peerId);
      if (view?.state === 'resting' || hasFaded(view, worker.slownessAt(now))) this.changed(worker);
    }
  }

  /** As it will be when its rest is over; undefined when it does not rest by its own wish. */
  #afterRest(worker: PoolWorker): WorkerView | undefined {
    const now = this.#clock.elapsed();
    const view = worker.restUntil > now ? this.index.get(worker.peerId) : undefined;
    if (view?.state !== 'resting' || worker.breaker.why(now) !== undefined) return undefined;
    return this.#refusal(worker) === undefined ? { ...view, state: 'ready' } : undefined;
  }

  #refusal(worker: PoolWorker): string | undefined {
    return this.#judge?.refusal(worker.peerId, this.#clock.now());
  }

  #breakerOf(peerId: string): Breaker {
    const known = this.#breakers.get(peerId) ?? new Breaker();
    this.#breakers.delete(peerId);
    this.#breakers.set(peerId, known);
    if (this.#breakers.size > MOST_BREAKERS) {
      const [oldest] = this.#breakers.keys();
      if (oldest !== undefined) this.#breakers.delete(oldest);
    }
    return known;
  }
}

/** True when placement takes the worker for clearly slower, or faster, than is known by now. */
function hasFaded(view: WorkerView | undefined, slowness: number): boolean {
  if (view?.slowness === undefined || view.worker.overdue.size > 0) return false;
  return Math.abs(view.slowness - slowness) > FADED * slowness;
}
