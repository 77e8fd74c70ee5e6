import type { ErrorCode } from '@hanzo/contracts';
import { codeOfStatus } from '../api/status.ts';

/** What an API said of its refusal, as far as it said anything. */
export interface ApiComplaint {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly type: string | undefined;
  readonly message: string;
}

const BY_CODE: ReadonlyMap<string, ErrorCode> = new Map([
  ['invalid_api_key', 'CREDENTIALS_REJECTED'],
  ['model_not_found', 'MODEL_UNAVAILABLE'],
  ['insufficient_quota', 'QUOTA_EXHAUSTED'],
  ['billing_hard_limit_reached', 'QUOTA_EXHAUSTED'],
  ['billing_not_active', 'QUOTA_EXHAUSTED'],
  ['rate_limit_exceeded', 'RATE_LIMITED'],
  /** The flex tier is full for the moment. */
  ['resource_unavailable', 'RATE_LIMITED'],
  /** Of a batch: too many tokens wait already. */
  ['token_limit_exceeded', 'RATE_LIMITED'],
  ['context_length_exceeded', 'PROMPT_TOO_LONG'],
  ['string_above_max_length', 'PROMPT_TOO_LONG'],
  ['exceed_context_size_error', 'PROMPT_TOO_LONG'],
  ['content_filter', 'API_REFUSED'],
  ['content_policy_violation', 'API_REFUSED'],
  ['invalid_prompt', 'API_REFUSED'],
  ['bio_policy', 'API_REFUSED'],
  ['misalignment_policy_violation', 'API_REFUSED'],
  ['server_error', 'API_FAILED'],
  ['batch_expired', 'TIMED_OUT'],
  ['batch_cancelled', 'CANCELLED'],
]);

/** Compatible servers (vLLM, llama-server, LM Studio) say it only in words. */
const TOO_LONG =
  /context (length|window|size)|maximum (context|input)|prompt is too long|too many (input )?tokens|model max length/i;

/** Whether an error's words mean that prompt and answer do not fit the context. */
export function saysTooLong(message: string): boolean {
  return TOO_LONG.test(message);
}

/** OpenAI answers 429 to a prompt over the per-minute limit; no wait makes it fit. */
const TOO_LARGE = /request too large/i;

/** Puts one of our codes on what an API said. Its own code is believed first, then its type, then the status. */
export function classify(complaint: ApiComplaint): ErrorCode {
  const { status, code, type, message } = complaint;
  if (status === 429 && TOO_LARGE.test(message)) return 'PROMPT_TOO_LONG';
  const named = BY_CODE.get(code ?? '') ?? BY_CODE.get(type ?? '');
  if (named) return named;
  if (status === undefined || status >= 500) return 'API_FAILED';
  if (status === 400 && saysTooLong(message)) return 'PROMPT_TOO_LONG';
  return codeOfStatus(status);
}
