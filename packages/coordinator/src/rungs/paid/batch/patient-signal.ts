import { HanzoError, type Clock } from '@hanzo/contracts';

export interface PatientSignal extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Aborted some time after all of these are: for what cannot be taken back, and may say in that time what came of it.
 *
 * @param graceMs milliseconds
 * @param onGrace told when they all are
 */
export function patientSignal(
  signals: readonly AbortSignal[],
  graceMs: number,
  clock: Clock,
  onGrace: () => void,
): PatientSignal {
  const late = new AbortController();
  const over = new AbortController();
  let isGrace = false;
  const onAbort = (): void => {
    if (isGrace || !signals.every(({ aborted }) => aborted)) return;
    isGrace = true;
    onGrace();
    clock.sleep(graceMs, over.signal).then(
      () => late.abort(new HanzoError('CANCELLED', `There was no answer within ${graceMs / 1000} s.`)),
      () => undefined,
    );
  };
  for (const signal of new Set(signals)) signal.addEventListener('abort', onAbort, { once: true, signal: over.signal });
  onAbort();
  return { signal: late.signal, [Symbol.dispose]: () => over.abort() };
}
