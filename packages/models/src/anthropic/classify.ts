import type { ErrorCode } from '@hanzo/contracts';
import { codeOfStatus } from '../api/status.ts';

/** What the API said of its refusal, as far as it said anything. */
export interface AnthropicComplaint {
  /** Undefined: it came inside a stream that began with 200, or in the results of a batch. */
  readonly status: number | undefined;
  /** `error.type`. */
  readonly type: string | undefined;
  /** `error.details.error_code`. */
  readonly errorCode: string | undefined;
  readonly message: string;
}

const BY_ERROR_CODE: ReadonlyMap<string, ErrorCode> = new Map([
  ['contract_spend_limit_reached', 'QUOTA_EXHAUSTED'],
  ['enforced_spend_limit_reached', 'QUOTA_EXHAUSTED'],
  ['linked_organization_spend_limit_reached', 'QUOTA_EXHAUSTED'],
  ['linked_organization_billing_unavailable', 'QUOTA_EXHAUSTED'],
  ['organization_on_hold', 'CREDENTIALS_REJECTED'],
  ['request_body_too_large_after_decoding', 'PROMPT_TOO_LONG'],
]);

const BY_TYPE: ReadonlyMap<string, ErrorCode> = new Map([
  ['authentication_error', 'CREDENTIALS_REJECTED'],
  ['permission_error', 'CREDENTIALS_REJECTED'],
  ['billing_error', 'QUOTA_EXHAUSTED'],
  ['not_found_error', 'MODEL_UNAVAILABLE'],
  ['request_too_large', 'PROMPT_TOO_LONG'],
  ['rate_limit_error', 'RATE_LIMITED'],
  ['api_error', 'API_FAILED'],
  ['timeout_error', 'API_FAILED'],
  ['overloaded_error', 'API_FAILED'],
  ['conflict_error', 'API_FAILED'],
]);

/** These two it says with the type of any other mistake in a request, and without a code. */
const NO_CREDIT = /credit balance is too low|reached your specified api usage limits|spend(ing)? limit/i;
const TOO_LONG = /prompt is too long|exceed(s)? (the )?context (limit|window)|input length and `max_tokens` exceed/i;

/** Puts one of our codes on what the API said. Its error code is believed first, then its words, type and status. */
export function classify({ status, type, errorCode, message }: AnthropicComplaint): ErrorCode {
  const coded = BY_ERROR_CODE.get(errorCode ?? '');
  if (coded) return coded;
  if (type === 'invalid_request_error' || status === 400) {
    if (NO_CREDIT.test(message)) return 'QUOTA_EXHAUSTED';
    if (TOO_LONG.test(message)) return 'PROMPT_TOO_LONG';
  }
  const typed = BY_TYPE.get(type ?? '');
  if (typed) return typed;
  if (status === undefined) return type === 'invalid_request_error' ? 'API_REFUSED' : 'API_FAILED';
  if (status >= 500) return 'API_FAILED';
  return codeOfStatus(status);
}
