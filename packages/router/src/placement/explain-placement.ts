import type { AdvertisedModel, WorkerLoad } from './completion.ts';

interface Chosen {
  readonly worker: WorkerLoad & { readonly name: string };
  readonly model: AdvertisedModel;
  readonly expectedMs: number;
  /** The same of the next best one; infinite when there is none. */
  readonly nextMs: number;
  /** Choices there were, this one included. */
  readonly fit: number;
  /** It comes first because of what it has read already. */
  readonly isWarm: boolean;
}

/** One sentence for people: why this worker. */
export function explainPlaced({ worker, model, expectedMs, nextMs, fit, isWarm }: Chosen): string {
  const speed = model.tokensPerSecond > 0 ? `${round(model.tokensPerSecond)} tokens/s` : 'speed not measured yet';
  const free = Math.max(0, worker.slots - worker.running - worker.queued);
  const load =
    free > 0 ? `${free} of ${worker.slots} slots free` : `${worker.running} running and ${worker.queued} waiting`;
  const others =
    nextMs === Number.POSITIVE_INFINITY
      ? 'the only worker that fits'
      : `lowest of ${fit}, the next needs ${seconds(nextMs)}`;
  const warm = isWarm ? '; it holds the beginning of the prompt already' : '';
  return `${worker.name} with ${model.name} should be done in ${seconds(expectedMs)} (${speed}, ${load}): ${others}${warm}.`;
}

/** One sentence for people: why the task waits although somebody has room. */
export function explainHeld(
  busy: { readonly name: string; readonly ms: number },
  free: { readonly name: string; readonly ms: number },
): string {
  return `It waits for ${busy.name}, which is busy and should still be done in ${seconds(busy.ms)}; ${free.name} is free and would need ${seconds(free.ms)}.`;
}

function seconds(ms: number): string {
  return `${round(ms / 1000)} s`;
}

function round(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toFixed(1);
}
