import type { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { type ErrorCode, HanzoError, type Usage } from '@hanzo/contracts';
import { classify } from './classify.ts';
import { readConnectionFault } from './connection-fault.ts';
import { type Redact, redactedCopy } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

/** Whether a failed call costs money: `no` for certain, `yes` with `details.usage`, or nobody can tell. */
export type Charged = 'no' | 'yes' | 'unknown';

/** The details of every HanzoError of this provider. */
export interface FaultDetails {
  readonly host: string;
  readonly model: string;
  readonly charged: Charged;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** The provider's own code. */
  readonly providerCode?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  /** When `charged` is `yes`. */
  readonly usage?: Usage;
  readonly servedModel?: string;
}

/** The client's error classes; passed in because the client is loaded late. */
export interface ErrorClasses {
  readonly APIError: typeof APIError;
  readonly APIConnectionError: typeof APIConnectionError;
  readonly APIConnectionTimeoutError: typeof APIConnectionTimeoutError;
}

/** Who was asked for what, and how to keep the key out of the answer. */
export interface FaultContext {
  readonly host: string;
  readonly model: string;
  readonly api: 'responses' | 'chat';
  readonly redact: Redact;
}

/** Builds an error of this provider. Every text in it is redacted. */
export function fault(
  code: ErrorCode,
  message: string,
  context: FaultContext,
  extra: Partial<FaultDetails> & { readonly charged: Charged },
  cause?: unknown,
): HanzoError {
  const details: FaultDetails = { host: context.host, model: context.model, ...extra };
  const mend = MENDS[code]?.(context);
  return new HanzoError(code, context.redact(message), {
    details: { ...details },
    ...(mend === undefined ? {} : { mend }),
    ...(cause === undefined ? {} : { cause: redactedCopy(cause, context.redact) }),
  });
}

/** Gives whatever the client threw one of our codes, without the key. */
export function faultOf(thrown: unknown, context: FaultContext, classes: ErrorClasses): HanzoError {
  if (thrown instanceof HanzoError) return thrown;
  if (thrown instanceof classes.APIConnectionTimeoutError) {
    return fault('TIMED_OUT', `${context.host} did not answer in time.`, context, { charged: 'unknown' }, thrown);
  }
  if (thrown instanceof classes.APIConnectionError) return connectionFault(thrown, context);
  if (thrown instanceof classes.APIError) return answerFault(thrown, context);
  const message = `The answer of ${context.host} broke off or could not be read: ${firstWords(thrown)}`;
  return fault('API_FAILED', message, context, { charged: 'unknown' }, thrown);
}

function answerFault(error: APIError, context: FaultContext): HanzoError {
  const status = typeof error.status === 'number' ? error.status : undefined;
  // vLLM and llama-server put the status there, as a number.
  const code = typeof error.code === 'string' ? error.code : undefined;
  const words = firstWords(error);
  const kind = classify({ status, code, type: error.type, message: error.message });
  const wait = retryAfterMs(error.headers, Date.now());
  const said =
    status === undefined ? `${context.host} broke off its answer: ${words}` : `${context.host} answered ${words}`;
  return fault(
    kind,
    `${SENTENCE_STARTS[kind]?.(context) ?? ''}${said}`,
    context,
    {
      charged: status !== undefined && status < 500 ? 'no' : 'unknown',
      ...(status === undefined ? {} : { status }),
      ...(code === undefined ? {} : { providerCode: context.redact(code) }),
      ...(error.requestID ? { requestId: context.redact(error.requestID) } : {}),
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    },
    error,
  );
}

function connectionFault(error: APIConnectionError, context: FaultContext): HanzoError {
  const { code, neverSent: why, badCertificate } = readConnectionFault(error);
  if (why) {
    return fault(
      'ENDPOINT_UNREACHABLE',
      `Nothing answers at ${context.host}: ${why}.`,
      context,
      { charged: 'no' },
      error,
    );
  }
  if (badCertificate) {
    return fault(
      'ENDPOINT_UNREACHABLE',
      `${context.host} has no valid certificate (${code}).`,
      context,
      { charged: 'no' },
      error,
    );
  }
  const message = `The connection to ${context.host} was lost before it answered (${code ?? firstWords(error)}).`;
  return fault('API_FAILED', message, context, { charged: 'unknown' }, error);
}

function firstWords(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.length > 400 ? `${message.slice(0, 400)}…` : message;
}

const SENTENCE_STARTS: Readonly<Partial<Record<ErrorCode, (context: FaultContext) => string>>> = {
  CREDENTIALS_REJECTED: () => 'The API key was rejected: ',
  MODEL_UNAVAILABLE: ({ model }) => `Model ${model} is not available: `,
  RATE_LIMITED: () => 'Too many requests: ',
  QUOTA_EXHAUSTED: () => 'The account has no credit left: ',
  PROMPT_TOO_LONG: ({ model }) => `The prompt is too long for ${model}: `,
};

const MENDS: Readonly<Partial<Record<ErrorCode, (context: FaultContext) => string>>> = {
  CREDENTIALS_REJECTED: ({ host, model }) =>
    `Check OPENAI_API_KEY: it must be valid for ${host} and allowed to use ${model}.`,
  MODEL_UNAVAILABLE: ({ api }) =>
    api === 'responses'
      ? 'See `hanzo models` for names and shutdown dates; for a compatible server without /responses set HANZO_OPENAI_API=chat.'
      : 'See `hanzo models` for names and shutdown dates, and check that the base URL ends where the server wants it (usually /v1).',
  ENDPOINT_UNREACHABLE: () =>
    'Check the network and the base URL (--base-url, config.json, OPENAI_BASE_URL); `hanzo doctor` shows which one counts.',
  QUOTA_EXHAUSTED: () => 'Add credit at the provider, or use another endpoint or a local model.',
  RATE_LIMITED: () => 'Wait, or let hanzo wait: --retry-on-rate-limit --max-retries N.',
};
