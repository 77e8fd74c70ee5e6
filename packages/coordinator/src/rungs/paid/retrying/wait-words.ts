import type { HanzoError } from '@hanzo/contracts';
import { faultOf } from '../call-fault.ts';
import { seconds } from '../in-words.ts';

/** So much of a provider's own words is enough to know why. */
const MOST_CHARS = 120;

/** Why a failed call waits, and for what. @param next of how many tries the next one is, counted from 1 */
export function retryWords(
  endpoint: string,
  error: HanzoError,
  waitMs: number,
  next: { readonly number: number; readonly of: number },
): string {
  const then = `try ${next.number} of ${next.of}`;
  return faultOf(error).retryAfterMs === undefined
    ? `${endpoint} failed (${reasonOf(error)}); ${then} in ${seconds(waitMs)}`
    : `${endpoint} asks to wait ${seconds(waitMs)} (${reasonOf(error)}); ${then} then`;
}

/** Why a call waits that was not made yet. */
export function pauseWords(endpoint: string, error: HanzoError, waitMs: number): string {
  return `${endpoint} asked all to wait (${reasonOf(error)}): another ${seconds(waitMs)}`;
}

function reasonOf({ code, message }: HanzoError): string {
  if (code === 'RATE_LIMITED') return 'too many requests';
  return message.length > MOST_CHARS ? `${message.slice(0, MOST_CHARS)}…` : message;
}
