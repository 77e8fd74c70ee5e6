import { HanzoError, toHanzoError } from '@hanzo/contracts';

/** What to say when a call under a {@link withDeadline} did not end well. */
export interface CallFaults {
  /** Our own limit passed. */
  late(): HanzoError;
  of(thrown: unknown): HanzoError;
}

/**
 * Runs a call under the caller's signal and a limit of our own. Rejects with the signal's reason when the caller
 * aborted, whatever the call made of it.
 */
export async function withDeadline<T>(
  signal: AbortSignal,
  timeoutMs: number,
  run: (signal: AbortSignal) => Promise<T>,
  faults: CallFaults,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  try {
    return await run(AbortSignal.any([signal, late.signal]));
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw late.signal.aborted ? faults.late() : faults.of(error);
  } finally {
    clearTimeout(timer);
  }
}

/** An abort before the request has left costs nothing, and whoever keeps the money must know. */
export function stopBeforeSending(signal: AbortSignal, asked: { readonly host: string; readonly model: string }): void {
  if (!signal.aborted) return;
  const { host, model } = asked;
  const reason = toHanzoError(signal.reason);
  throw new HanzoError(reason.code, reason.message, { cause: reason, details: { host, model, charged: 'no' } });
}
