import type { Charged } from './fault.ts';

/** Gateways say these of requests that they have passed on: what became of them nobody knows. */
const PASSED_ON: readonly number[] = [408, 499];

/** Too much to do: said instead of the work, where it is the API that says it. */
const OVERLOADED: readonly number[] = [503, 529];

/**
 * Whether a call that was refused costs something. APIs charge for answers, so no refusal does. 409 is one of them: a
 * conflict is found before the work, and we send no key that could make it speak of an earlier copy of the request.
 * Other faults of a server may come after the work.
 *
 * @param status undefined: it came inside a stream that had begun
 * @param error the API's own error object; anything else was written by a proxy
 */
export function chargedAt(status: number | undefined, error: unknown): Charged {
  if (status === undefined || PASSED_ON.includes(status)) return 'unknown';
  if (status < 500) return 'no';
  return OVERLOADED.includes(status) && isApiError(error) ? 'no' : 'unknown';
}

/** Both APIs name the kind of each error; pages and sentences of proxies have no such name. One ran out of time: unknown. */
function isApiError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const inner = 'error' in error ? error.error : error;
  if (typeof inner !== 'object' || inner === null) return false;
  if (!('type' in inner && 'message' in inner)) return false;
  const { type, message } = inner;
  return typeof type === 'string' && typeof message === 'string' && !/time(d)?[-_ ]?out/i.test(`${type} ${message}`);
}
