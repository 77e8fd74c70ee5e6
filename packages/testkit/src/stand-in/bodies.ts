import type { Reply } from './reply.ts';

type HttpError = Extract<Reply, { kind: 'http-error' }>;

/** An error body in OpenAI's shape. */
export function errorBody(message: string, type: string, code: string | null, param: string | null = null): unknown {
  return { error: { message, type, param, code } };
}

/** 401 that echoes the key, as careless servers do. */
export function unauthorized(key: string): HttpError {
  return {
    kind: 'http-error',
    status: 401,
    body: errorBody(
      `Incorrect API key provided: ${key}. You can find your API key at https://platform.openai.com/account/api-keys.`,
      'invalid_request_error',
      'invalid_api_key',
    ),
  };
}

/** 429 for going too fast. */
export function rateLimited(retryAfterSeconds?: number, retryAfterMs?: number): HttpError {
  return {
    kind: 'http-error',
    status: 429,
    body: errorBody(
      'Rate limit reached for requests per minute. Please try again later.',
      'requests',
      'rate_limit_exceeded',
    ),
    headers: {
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
      ...(retryAfterMs === undefined ? {} : { 'retry-after-ms': String(retryAfterMs) }),
    },
  };
}

/** 429 because the flex tier is full. Never charged. */
export function flexUnavailable(): HttpError {
  return {
    kind: 'http-error',
    status: 429,
    body: errorBody(
      'Flex processing is unavailable at the moment. Try again later, or use the default service tier.',
      'resource_unavailable',
      'resource_unavailable',
    ),
  };
}

/** 429 for an empty account: waiting does not help. */
export function quotaExhausted(): HttpError {
  return {
    kind: 'http-error',
    status: 429,
    body: errorBody(
      'You exceeded your current quota, please check your plan and billing details.',
      'insufficient_quota',
      'insufficient_quota',
    ),
  };
}

/** 404 for a model that is gone or never was. */
export function modelNotFound(model: string): HttpError {
  return {
    kind: 'http-error',
    status: 404,
    body: errorBody(
      `The model \`${model}\` does not exist or you do not have access to it.`,
      'invalid_request_error',
      'model_not_found',
    ),
  };
}

/** 400 for a prompt longer than the window. */
export function contextTooLong(limit: number, asked: number): HttpError {
  return {
    kind: 'http-error',
    status: 400,
    body: errorBody(
      `This model's maximum context length is ${limit} tokens. However, your messages resulted in ${asked} tokens.`,
      'invalid_request_error',
      'context_length_exceeded',
      'input',
    ),
  };
}

/** 400 for a parameter that the model refuses. */
export function badParameter(param: string, message: string, code = 'unsupported_parameter'): HttpError {
  return { kind: 'http-error', status: 400, body: errorBody(message, 'invalid_request_error', code, param) };
}

/** 404 for a file or a batch that does not exist. */
export function notFound(what: string, id: string): HttpError {
  return {
    kind: 'http-error',
    status: 404,
    body: errorBody(`No such ${what}: ${id}`, 'invalid_request_error', null, 'id'),
  };
}

/** A fault of the server. */
export function serverError(status = 500): HttpError {
  return {
    kind: 'http-error',
    status,
    body: errorBody('The server had an error while processing your request.', 'server_error', null),
  };
}
