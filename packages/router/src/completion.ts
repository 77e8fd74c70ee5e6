/** A model as a worker advertises it. */
export interface AdvertisedModel {
  readonly name: string;
  /** Most tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** Generated tokens per second for one task, as measured there. 0 or less: not measured yet. */
  readonly tokensPerSecond: number;
}

/** The load part of a worker's advert. */
export interface WorkerLoad {
  /** Tasks that run at once. */
  readonly slots: number;
  readonly running: number;
  /** Accepted and waiting there. */
  readonly queued: number;
}

/** How big a task is. */
export interface TaskSize {
  readonly promptTokens: number;
  readonly maxOutputTokens: number;
}

/** Assumed for a worker without a measurement: slow enough to come after measured ones, fast enough to be tried. */
export const UNMEASURED_TOKENS_PER_SECOND = 5;

/** Prompts are read in batches, about this many times faster than answers are written. */
export const PROMPT_SPEEDUP = 8;

/** Milliseconds that a worker needs for the task once it runs: the prompt read, the whole output budget written. */
export function serviceMs(size: TaskSize, model: AdvertisedModel): number {
  const speed = model.tokensPerSecond > 0 ? model.tokensPerSecond : UNMEASURED_TOKENS_PER_SECOND;
  return ((size.promptTokens / PROMPT_SPEEDUP + size.maxOutputTokens) / speed) * 1000;
}

/**
 * Milliseconds until the task would be done there: its own time, plus a share of that for each task ahead of it that
 * finds no free slot. Tasks ahead are taken to be as big as this one, since adverts do not give their size.
 */
export function expectedCompletionMs(size: TaskSize, model: AdvertisedModel, load: WorkerLoad): number {
  const own = serviceMs(size, model);
  const slots = Math.max(1, load.slots);
  const ahead = Math.max(0, load.running + load.queued - slots + 1);
  return own + (ahead / slots) * own;
}
