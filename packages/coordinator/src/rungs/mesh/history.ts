import { HanzoError, type ErrorCode } from '@hanzo/contracts';
import type { PoolWorker } from '../../dispatch/pool-worker.ts';

/** Failures of the way or of the owner's wishes: the task itself did nothing wrong. */
const NOT_THE_TASKS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PEER_LOST', 'WORKER_STOPPED']);
const MOST_DECLINES = 16;
const MOST_LOST = 8;
/** A prompt that brings down one engine may have met a weak one; two are no accident, and the others are spared. */
const MOST_CRASHES = 2;

/** Where a task was tried on this rung, and when enough is enough. */
export class History {
  /** Peers that lost an attempt. */
  readonly tried: Set<string> = new Set();
  /** Peers that will not take it. */
  readonly refused: Set<string> = new Set();
  readonly #maxAttempts: number;
  readonly #crashed = new Set<string>();
  #failed = 0;
  #lost = 0;
  #declines = 0;

  constructor(maxAttempts: number) {
    this.#maxAttempts = maxAttempts;
  }

  /** Notes how an attempt ended. True when it was lost, false when it was only declined. Throws when it is the last. */
  note(error: HanzoError, worker: PoolWorker, now: number): boolean {
    if (error.code === 'WORKER_DECLINED') {
      // One that is busy will be asked again when it wants to be; the task's deadline ends that.
      if (worker.restUntil > now) return false;
      this.refused.add(worker.peerId);
      if (++this.#declines >= MOST_DECLINES) throw error;
      return false;
    }
    this.tried.add(worker.peerId);
    if (error.code === 'WORKER_PAUSED') {
      // Handed back by an owner who wants the machine: nobody failed, and the next one may do it.
      if (++this.#declines >= MOST_DECLINES) throw error;
      return true;
    }
    if (!error.retryable || this.#isEnough(error, worker)) throw error;
    return true;
  }

  #isEnough(error: HanzoError, { peerId }: PoolWorker): boolean {
    if (NOT_THE_TASKS.has(error.code)) return ++this.#lost >= MOST_LOST;
    if (error.code === 'ENGINE_CRASHED') {
      this.#crashed.add(peerId);
      if (this.#crashed.size >= MOST_CRASHES) throw tooDangerous(error);
    }
    return ++this.#failed >= this.#maxAttempts;
  }
}

function tooDangerous(cause: HanzoError): HanzoError {
  return new HanzoError(
    'ENGINE_CRASHED',
    `The task brought down the engines of ${MOST_CRASHES} workers, so the others are spared it. ${cause.message}`,
    { cause },
  );
}
