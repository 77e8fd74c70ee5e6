import { isDeepStrictEqual } from 'node:util';
import type { OwnerPolicy } from './owner-policy.ts';
import type { TimedTerms } from './terms-of.ts';

/** A hint on when to ask again is renewed when it is off by more than this. Milliseconds. */
const HINT_MS = 60_000;

/** True when nobody needs to be told of the new terms. Rules about members are functions: compared by their policy. */
export function sameTerms(a: KeptTerms, b: KeptTerms): boolean {
  if (a.policy !== b.policy) return false;
  if (a.terms.pause === undefined || b.terms.pause === undefined) return a.terms.pause === b.terms.pause;
  const { retryAfterMs: hintA, ...restA } = a.terms.pause;
  const { retryAfterMs: hintB, ...restB } = b.terms.pause;
  return isDeepStrictEqual(restA, restB) && Math.abs(hintA - hintB) < HINT_MS;
}

export interface KeptTerms {
  readonly policy: OwnerPolicy;
  readonly terms: TimedTerms;
}
