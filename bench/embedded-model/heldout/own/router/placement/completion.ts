export interface AdvertisedModel {
  readonly name: string;
  readonly sha256?: string;
  readonly contextTokens: number;
  readonly tokensPerSecond: number;
  readonly speeds?: readonly { readonly concurrent: number; readonly tokensPerSecond: number }[];
  readonly promptTokensPerSecond?: number;
  readonly loadMs?: number;
}

export interface WorkerLoad {
  readonly slots: number;
  readonly running: number;
  readonly queued: number;
}

export interface TaskSize {
  readonly promptTokens: number;
  readonly maxOutputTokens: number;
}

export const UNMEASURED_TOKENS_PER_SECOND = 5;

export const PROMPT_SPEEDUP = 8;

export function speedAt(model: AdvertisedModel, concurrent: number): number {
  let best = { concurrent: 1, tokensPerSecond: model.tokensPerSecond };
  for (const speed of model.speeds ?? []) {
    if (speed.concurrent <= concurrent && speed.concurrent >= best.concurrent) best = speed;
  }
  const known = best.tokensPerSecond > 0 ? best.tokensPerSecond : UNMEASURED_TOKENS_PER_SECOND;
  // A model without any measurement of several at once is not punished for it: nor are its rivals measured.
  return model.speeds === undefined ? known : (known * best.concurrent) / concurrent;
}

export function readingMs(promptTokens: number, model: AdvertisedModel): number {
  const { promptTokensPerSecond = 0 } = model;
  const promptSpeed = promptTokensPerSecond > 0 ? promptTokensPerSecond : speedAt(model, 1) * PROMPT_SPEEDUP;
  return (promptTokens / promptSpeed) * 1000;
}

export function serviceMs(size: TaskSize, model: AdvertisedModel, concurrent = 1): number {
  return readingMs(size.promptTokens, model) + (size.maxOutputTokens / speedAt(model, concurrent)) * 1000;
}

export function expectedCompletionMs(size: TaskSize, model: AdvertisedModel, load: WorkerLoad): number {
  const slots = Math.max(1, load.slots);
  const own = serviceMs(size, model, Math.min(slots, load.running + load.queued + 1));
  const ahead = Math.max(0, load.running + load.queued - slots + 1);
  return (model.loadMs ?? 0) + own + (ahead / slots) * own;
}
