import type { Reply } from './reply.ts';

type HttpError = Extract<Reply, { kind: 'http-error' }>;

/** An error body in Anthropic's shape. */
export interface AnthropicErrorBody {
  readonly type: 'error';
  readonly error: {
    readonly type: string;
    readonly message: string;
    readonly details?: { readonly error_code: string };
  };
  readonly request_id: string;
}

export function anthropicErrorBody(type: string, message: string, errorCode?: string): AnthropicErrorBody {
  const details = errorCode === undefined ? {} : { details: { error_code: errorCode } };
  return { type: 'error', error: { type, message, ...details }, request_id: 'req_stand_in_error' };
}

function refusal(status: number, type: string, message: string, errorCode?: string): HttpError {
  return { kind: 'http-error', status, body: anthropicErrorBody(type, message, errorCode) };
}

/** 400 for a request that the API does not take. */
export function anthropicInvalid(message: string): HttpError {
  return refusal(400, 'invalid_request_error', message);
}

/** 401 that echoes the key, as careless proxies do; Anthropic itself does not. */
export function anthropicUnauthorized(key: string): HttpError {
  return refusal(401, 'authentication_error', `invalid x-api-key: ${key}`);
}

/** 403: the key may not do this. */
export function anthropicForbidden(): HttpError {
  return refusal(403, 'permission_error', 'Your API key does not have permission to use the specified resource.');
}

/** 404 for a model that is gone or never was. */
export function anthropicModelNotFound(model: string): HttpError {
  return refusal(404, 'not_found_error', `model: ${model}`);
}

/** 429 for going too fast. */
export function anthropicRateLimited(retryAfterSeconds?: number): HttpError {
  const limited = refusal(
    429,
    'rate_limit_error',
    'This request would exceed your rate limit of 50 requests per minute.',
  );
  return retryAfterSeconds === undefined
    ? limited
    : { ...limited, headers: { 'retry-after': String(retryAfterSeconds) } };
}

/** 429 at the month's spend limit of the account: waiting does not help. */
export function anthropicSpendLimit(): HttpError {
  const message = 'Your organization has reached its monthly API usage threshold.';
  return refusal(429, 'rate_limit_error', message, 'enforced_spend_limit_reached');
}

/** 400 for an empty account. */
export function anthropicNoCredit(): HttpError {
  return anthropicInvalid(
    'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
  );
}

/** 402 for a payment that failed. */
export function anthropicBilling(): HttpError {
  return refusal(402, 'billing_error', "There's an issue with your billing or payment information.");
}

/** 400 for a prompt longer than the window. */
export function anthropicPromptTooLong(limit: number, asked: number): HttpError {
  return anthropicInvalid(`prompt is too long: ${asked} tokens > ${limit} maximum`);
}

/** 413 for a body of too many bytes. */
export function anthropicTooLarge(): HttpError {
  return refusal(413, 'request_too_large', 'Request exceeds the maximum size');
}

/** 500. */
export function anthropicServerError(): HttpError {
  return refusal(500, 'api_error', 'Internal server error');
}

/** 529: everybody asks at once. */
export function anthropicOverloaded(): HttpError {
  return refusal(529, 'overloaded_error', 'Overloaded');
}
