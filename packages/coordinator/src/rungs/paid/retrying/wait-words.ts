import { firstChars, formatDollars, type HanzoError } from '@hanzo/contracts';
import { chargedMicros, faultOf } from '../call-fault.ts';
import { seconds } from '../in-words.ts';

/** So much of a provider's own words is enough to know why. */
const MOST_CHARS = 120;

/**
 * Why a failed call waits, what it cost, and for what.
 *
 * @param next of how many tries the next one is, counted from 1; whether others failed with it, in one batch
 */
export function retryWords(
  endpoint: string,
  error: HanzoError,
  waitMs: number,
  next: { readonly number: number; readonly of: number; readonly inBatch: boolean },
): string {
  const { retryAfterMs } = faultOf(error);
  const why = reasonOf(endpoint, error);
  const what = retryAfterMs === undefined ? `failed (${why})` : `asks to wait ${seconds(retryAfterMs)} (${why})`;
  return `${endpoint} ${what}; ${chargeWords(error, next.inBatch)}try ${next.number} of ${next.of} in ${seconds(waitMs)}`;
}

/** Why a call waits that was not made yet. */
export function pauseWords(endpoint: string, error: HanzoError, waitMs: number): string {
  return `${endpoint} asked all to wait (${reasonOf(endpoint, error)}): another ${seconds(waitMs)}`;
}

function chargeWords(error: HanzoError, inBatch: boolean): string {
  const micros = chargedMicros(error);
  if (micros === 0) return '';
  return `charged ${formatDollars(micros)}${faultOf(error).charged === 'yes' ? '' : ' in full'}${inBatch ? ' for each request' : ''}; `;
}

/** Without the host where it comes first: the line begins with it. */
function reasonOf(endpoint: string, error: HanzoError): string {
  if (error.code === 'RATE_LIMITED') return 'too many requests';
  const { host = endpoint } = error.details as { readonly host?: string };
  const start = [endpoint, host].find((name) => error.message.startsWith(`${name} `));
  const message = start === undefined ? error.message : error.message.slice(start.length + 1);
  return message.length > MOST_CHARS ? `${firstChars(message, MOST_CHARS)}…` : message;
}
