import type { Clock } from '@hanzo/contracts';

/** Waits until it happens, at most so many milliseconds. Rejects with the signal's reason. */
export async function sooner(event: Promise<void>, ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([event, clock.sleep(ms, AbortSignal.any([signal, over.signal]))]);
  } finally {
    over.abort();
  }
}
