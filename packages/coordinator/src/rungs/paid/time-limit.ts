import { HanzoError, type Clock } from '@hanzo/contracts';

/** A limit on one call. */
export interface TimeLimit extends Disposable {
  /** Aborted when the outer signal is, or with TIMED_OUT when the time is over. */
  readonly signal: AbortSignal;
}

/** @param ms undefined: no limit */
export function timeLimit(ms: number | undefined, outer: AbortSignal, clock: Clock, who: string): TimeLimit {
  if (ms === undefined) return { signal: outer, [Symbol.dispose]: () => undefined };
  const late = new AbortController();
  const over = new AbortController();
  clock.sleep(ms, over.signal).then(
    () => late.abort(new HanzoError('TIMED_OUT', `${who} did not finish within ${ms / 1000} s.`)),
    () => undefined,
  );
  return { signal: AbortSignal.any([outer, late.signal]), [Symbol.dispose]: () => over.abort() };
}
