import type { HanzoError } from '@hanzo/contracts';
import { faultOf } from '../call-fault.ts';

/** Which failed calls are made again. Each costs on its own. */
export interface RetryPolicy {
  /** Wait as long as the provider asks for, and ask again. */
  readonly retryOnRateLimit: boolean;
  /** After the first try, 0 or more. */
  readonly maxRetries: number;
}

export const NO_RETRIES: RetryPolicy = { retryOnRateLimit: false, maxRetries: 0 };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Who was told the same time does not come back at the same moment: so much later at most. */
const SPREAD_SHARE = 0.1;
const LONGEST_SPREAD_MS = 5_000;

/**
 * How long to wait before a failed call is made again; undefined: it is not. The time doubles with each try,
 * with full jitter, so that callers do not come back together; it is never shorter than what the provider asks for.
 *
 * @param tries made so far, at least 1
 * @param random from 0 up to 1
 */
export function retryWaitMs(
  error: HanzoError,
  tries: number,
  policy: RetryPolicy,
  random: () => number,
): number | undefined {
  if (tries > policy.maxRetries || !mayPass(error, policy)) return undefined;
  const { retryAfterMs } = faultOf(error);
  const backoffMs = random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  if (retryAfterMs === undefined) return backoffMs;
  return Math.max(backoffMs, retryAfterMs + random() * Math.min(LONGEST_SPREAD_MS, retryAfterMs * SPREAD_SHARE));
}

function mayPass({ code }: HanzoError, { retryOnRateLimit }: RetryPolicy): boolean {
  switch (code) {
    case 'API_FAILED':
    case 'ENDPOINT_UNREACHABLE':
      return true;
    case 'RATE_LIMITED':
      return retryOnRateLimit;
    default:
      return false;
  }
}
