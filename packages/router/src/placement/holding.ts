import { type AdvertisedModel, serviceMs, type TaskSize, type WorkerLoad } from './completion.ts';

/** How much a newly placed task counts. */
const SHARE = 0.05;

/** How big tasks usually are here, lately. */
export class TypicalSize {
  #size: TaskSize | undefined;

  note({ promptTokens, maxOutputTokens }: TaskSize): void {
    const before = this.#size ?? { promptTokens, maxOutputTokens };
    this.#size = {
      promptTokens: before.promptTokens + (promptTokens - before.promptTokens) * SHARE,
      maxOutputTokens: before.maxOutputTokens + (maxOutputTokens - before.maxOutputTokens) * SHARE,
    };
  }

  /** @param otherwise before anything was placed */
  or(otherwise: TaskSize): TaskSize {
    return this.#size ?? otherwise;
  }
}

interface Busy {
  readonly worker: WorkerLoad;
  readonly model: AdvertisedModel;
  readonly slowness: number;
  /** As placement expects it for this task, those ahead taken to be as big as this one. Milliseconds. */
  readonly expectedMs: number;
}

/**
 * Milliseconds until the task would be done by a worker without a free slot, if it got the next one. Those ahead are
 * taken to be of typical size, and half of the one that ends next to be over: nobody tells how far they are.
 */
export function afterWaitMs(size: TaskSize, typical: TaskSize, { worker, model, slowness, expectedMs }: Busy): number {
  const slots = Math.max(1, worker.slots);
  const ahead = Math.max(0, worker.running + worker.queued - slots + 1);
  if (ahead === 0) return expectedMs;
  const equals = (ahead / slots) * serviceMs(size, model, slots);
  const typicals = ((ahead - 0.5) / slots) * serviceMs(typical, model, slots);
  return expectedMs + (typicals - equals) * slowness;
}

/**
 * True when the task had better wait for a busy worker than start on one with room. It had when the one with room would
 * still be at it after all others that wait are done and the busy one could have done it next: then it alone would
 * decide when everything is over. So with much work waiting everybody is used, and a slow worker does not get the last.
 *
 * @param freeMs until it would be done by the best one with room
 * @param busyMs until it would be done by the best one without
 * @param othersMs until the others that wait are done, without the one that has room
 */
export function isBetterHeld(freeMs: number, busyMs: number, othersMs: number): boolean {
  return freeMs > busyMs + othersMs;
}
