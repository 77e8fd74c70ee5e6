import type { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { type ErrorCode, HanzoError } from '@hanzo/contracts';
import { type Asked, buildFault, connectionComplaint, type FaultFacts, firstWords, ownFault } from '../api/fault.ts';
import { chargedAt } from '../api/charged.ts';
import { retryAfterMs } from '../api/retry-after.ts';
import { type ApiComplaint, classify } from './classify.ts';

export type { Charged, FaultDetails } from '../api/fault.ts';

/** The client's error classes; passed in because the client is loaded late. */
export interface ErrorClasses {
  readonly APIError: typeof APIError;
  readonly APIConnectionError: typeof APIConnectionError;
  readonly APIConnectionTimeoutError: typeof APIConnectionTimeoutError;
}

/** Who was asked for what, over which of OpenAI's interfaces. */
export interface FaultContext extends Asked {
  readonly api: 'responses' | 'chat';
  /** What people call the key. @default 'OPENAI_API_KEY' */
  readonly keyName?: string;
  /** No key is set: the server was thought to want none. @default false */
  readonly hasNoKey?: boolean;
  /** Set once the headers of an answer are in: every error after them names the call. */
  requestId?: string;
}

/** Builds an error of this provider. Every text in it is redacted. */
export function fault(
  code: ErrorCode,
  message: string,
  context: FaultContext,
  facts: FaultFacts,
  cause?: unknown,
): HanzoError {
  const { requestId } = context;
  const named = requestId === undefined ? facts : { requestId: context.redact(requestId), ...facts };
  return buildFault(code, message, context, named, { mend: MENDS[code]?.(context), cause });
}

/** Gives whatever the client threw one of our codes, without the key. */
export function faultOf(thrown: unknown, context: FaultContext, classes: ErrorClasses): HanzoError {
  if (thrown instanceof HanzoError) return thrown;
  if (thrown instanceof classes.APIConnectionTimeoutError) {
    return fault('TIMED_OUT', `${context.host} did not answer in time.`, context, { charged: 'unknown' }, thrown);
  }
  if (thrown instanceof classes.APIConnectionError)
    return ownFault(thrown, context) ?? connectionFault(thrown, context);
  if (thrown instanceof classes.APIError) return answerFault(thrown, context);
  const message = `The answer of ${context.host} broke off or could not be read: ${firstWords(thrown)}`;
  return fault('API_FAILED', message, context, { charged: 'unknown' }, thrown);
}

function answerFault(error: APIError, context: FaultContext): HanzoError {
  const status = typeof error.status === 'number' ? error.status : undefined;
  // vLLM and llama-server put the status there, as a number.
  const code = typeof error.code === 'string' ? error.code : undefined;
  const words = firstWords(error);
  const wait = retryAfterMs(error.headers, Date.now());
  const facts: FaultFacts = {
    charged: chargedAt(status, error.error),
    ...(error.requestID ? { requestId: context.redact(error.requestID) } : {}),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
  const said = `${context.host} ${status === undefined ? 'broke off its answer:' : 'answered'} ${words}`;
  const kind = classify({ status, code, type: error.type, message: error.message });
  return complaintFault(kind, said, { status, code }, context, facts, error);
}

/** An error that the provider told in words: what it means for the caller, then the words. */
export function complaintFault(
  kind: ErrorCode,
  said: string,
  { status, code }: Pick<ApiComplaint, 'status' | 'code'>,
  context: FaultContext,
  facts: FaultFacts,
  cause?: unknown,
): HanzoError {
  const told = {
    ...facts,
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { providerCode: context.redact(code) }),
  };
  return fault(kind, `${SENTENCE_STARTS[kind]?.(context) ?? ''}${said}`, context, told, cause);
}

function connectionFault(error: APIConnectionError, context: FaultContext): HanzoError {
  const { code, message, charged } = connectionComplaint(error, context.host);
  return fault(code, message, context, { charged }, error);
}

const OPENAI_KEY = 'OPENAI_API_KEY';

const SENTENCE_STARTS: Readonly<Partial<Record<ErrorCode, (context: FaultContext) => string>>> = {
  CREDENTIALS_REJECTED: ({ hasNoKey, keyName = OPENAI_KEY }) =>
    hasNoKey === true ? `No API key was sent, as ${keyName} is not set: ` : 'The API key was rejected: ',
  MODEL_UNAVAILABLE: ({ model }) => (model === '' ? 'There is no such thing: ' : `Model ${model} is not available: `),
  RATE_LIMITED: () => 'Too many requests: ',
  QUOTA_EXHAUSTED: () => 'The account has no credit left: ',
  PROMPT_TOO_LONG: ({ model }) => `The prompt is too long for ${model}: `,
};

const MENDS: Readonly<Partial<Record<ErrorCode, (context: FaultContext) => string>>> = {
  CREDENTIALS_REJECTED: ({ keyName = OPENAI_KEY, hasNoKey, host, model }) =>
    `${hasNoKey === true ? 'Set' : 'Check'} ${keyName}: it must be valid for ${host}${model === '' ? '' : ` and allowed to use ${model}`}.`,
  MODEL_UNAVAILABLE: ({ api }) =>
    api === 'responses'
      ? 'See `hanzo models` for names and shutdown dates; for a compatible server without /responses set HANZO_OPENAI_API=chat.'
      : 'See `hanzo models` for names and shutdown dates, and check that the base URL ends where the server wants it (usually /v1).',
  ENDPOINT_UNREACHABLE: () =>
    'Check the network and the base URL (--base-url, config.json, OPENAI_BASE_URL); `hanzo doctor` shows which one counts.',
  QUOTA_EXHAUSTED: () => 'Add credit at the provider, or use another endpoint or a local model.',
  RATE_LIMITED: () => 'Wait, or let hanzo wait: --retry-on-rate-limit --max-retries N.',
};
