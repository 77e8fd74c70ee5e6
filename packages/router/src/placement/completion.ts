/** A model as a worker advertises it. */
export interface AdvertisedModel {
  readonly name: string;
  /** Hex, of its weights. @default not known */
  readonly sha256?: string;
  /** Most tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** Generated tokens per second for one task, as measured there. 0 or less: not measured yet. */
  readonly tokensPerSecond: number;
  /** The same for each of several at once. @default not measured */
  readonly speeds?: readonly { readonly concurrent: number; readonly tokensPerSecond: number }[];
  /** Tokens of prompt read per second. 0: not measured. @default 0 */
  readonly promptTokensPerSecond?: number;
  /** Milliseconds until it is loaded. @default 0 */
  readonly loadMs?: number;
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

/**
 * Generated tokens per second of one attempt when so many run at once. Between and beyond what was measured, all of
 * them together are taken to be as fast as at the next lower measured number: never too good.
 */
export function speedAt(model: AdvertisedModel, concurrent: number): number {
  let best = { concurrent: 1, tokensPerSecond: model.tokensPerSecond };
  for (const speed of model.speeds ?? []) {
    if (speed.concurrent <= concurrent && speed.concurrent >= best.concurrent) best = speed;
  }
  const known = best.tokensPerSecond > 0 ? best.tokensPerSecond : UNMEASURED_TOKENS_PER_SECOND;
  // A model without any measurement of several at once is not punished for it: nor are its rivals measured.
  return model.speeds === undefined ? known : (known * best.concurrent) / concurrent;
}

/** Milliseconds to read so many tokens of prompt. */
export function readingMs(promptTokens: number, model: AdvertisedModel): number {
  const { promptTokensPerSecond = 0 } = model;
  const promptSpeed = promptTokensPerSecond > 0 ? promptTokensPerSecond : speedAt(model, 1) * PROMPT_SPEEDUP;
  return (promptTokens / promptSpeed) * 1000;
}

/** Milliseconds that a worker needs for the task once it runs: the prompt read, the whole output budget written. */
export function serviceMs(size: TaskSize, model: AdvertisedModel, concurrent = 1): number {
  return readingMs(size.promptTokens, model) + (size.maxOutputTokens / speedAt(model, concurrent)) * 1000;
}

/**
 * Milliseconds until the task would be done there: its own time, plus a share of that for each task ahead of it that
 * finds no free slot. Tasks ahead are taken to be as big as this one, since adverts do not give their size.
 */
export function expectedCompletionMs(size: TaskSize, model: AdvertisedModel, load: WorkerLoad): number {
  const slots = Math.max(1, load.slots);
  const own = serviceMs(size, model, Math.min(slots, load.running + load.queued + 1));
  const ahead = Math.max(0, load.running + load.queued - slots + 1);
  return (model.loadMs ?? 0) + own + (ahead / slots) * own;
}
