import type { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { type ErrorCode, HanzoError } from '@hanzo/contracts';
import { type Asked, buildFault, connectionComplaint, type FaultFacts, firstWords, ownFault } from '../api/fault.ts';
import { chargedAt } from '../api/charged.ts';
import { retryAfterMs } from '../api/retry-after.ts';
import { classify } from './classify.ts';

/** The client's error classes; passed in because the client is loaded late. */
export interface ErrorClasses {
  readonly APIError: typeof APIError;
  readonly APIConnectionError: typeof APIConnectionError;
  readonly APIConnectionTimeoutError: typeof APIConnectionTimeoutError;
}

export interface FaultContext extends Asked {
  /** What it was all about: `Model claude-opus-5`. */
  readonly subject: string;
  /** What a person calls the key: `ANTHROPIC_API_KEY`. */
  readonly keyName: string;
  /** No key is set: the server was thought to want none. @default false */
  readonly hasNoKey?: boolean;
  /** Once there was an answer. */
  readonly requestId?: string;
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
  const known = requestId === undefined ? facts : { requestId: context.redact(requestId), ...facts };
  return buildFault(code, message, context, known, { mend: MENDS[code]?.(context), cause });
}

/** Gives whatever the client threw one of our codes, without the key. */
export function faultOf(thrown: unknown, context: FaultContext, classes: ErrorClasses): HanzoError {
  if (thrown instanceof HanzoError) return thrown;
  if (thrown instanceof classes.APIConnectionTimeoutError) {
    return fault('TIMED_OUT', `${context.host} did not answer in time.`, context, { charged: 'unknown' }, thrown);
  }
  if (thrown instanceof classes.APIConnectionError) {
    const own = ownFault(thrown, context);
    if (own !== undefined) return own;
    const { code, message, charged } = connectionComplaint(thrown, context.host);
    return fault(code, message, context, { charged }, thrown);
  }
  if (thrown instanceof classes.APIError) return answerFault(thrown, context);
  const message = `The answer of ${context.host} broke off or could not be read: ${firstWords(thrown)}`;
  return fault('API_FAILED', message, context, { charged: 'unknown' }, thrown);
}

function answerFault(error: APIError, context: FaultContext): HanzoError {
  const status = typeof error.status === 'number' ? error.status : undefined;
  const facts = factsOf(error, status, context);
  const page = webPageIn(error.message);
  if (page !== undefined && status !== undefined) return pageFault(status, page, context, facts, error);
  const words = error.apiMessage ?? firstWords(error);
  const code = classify({
    status,
    type: error.type ?? undefined,
    errorCode: error.errorCode ?? undefined,
    message: error.apiMessage ?? error.message,
  });
  const said = status === undefined ? `broke off its answer: ${words}` : `answered ${status}: ${words}`;
  return fault(code, `${STARTS[code]?.(context) ?? ''}${context.host} ${said}`, context, facts, error);
}

function factsOf(error: APIError, status: number | undefined, context: FaultContext): FaultFacts {
  const providerCode = error.errorCode ?? error.type;
  const wait = status === undefined ? undefined : retryAfterMs(error.headers, Date.now());
  return {
    charged: chargedAt(status, error.error),
    ...(status === undefined ? {} : { status }),
    ...(providerCode ? { providerCode: context.redact(providerCode) } : {}),
    ...(error.requestID ? { requestId: context.redact(error.requestID) } : {}),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

/** The title of a web page in an error's words; undefined when it is no page. */
function webPageIn(message: string): string | undefined {
  if (!/^\d*\s*<(!doctype|html|head|body)/i.test(message)) return undefined;
  return /<title>([^<]{0,80})/i.exec(message)?.[1]?.trim() ?? 'without a title';
}

/** The API never answers with a web page: a proxy does, or the base URL is of something else. */
function pageFault(
  status: number,
  title: string,
  context: FaultContext,
  facts: FaultFacts,
  cause: APIError,
): HanzoError {
  const code = status >= 500 ? 'API_FAILED' : 'ENDPOINT_UNREACHABLE';
  const message = `${context.host} answered ${status} with a web page (${title}), as proxies and login pages do.`;
  return fault(code, message, context, facts, cause);
}

const STARTS: Readonly<Partial<Record<ErrorCode, (context: FaultContext) => string>>> = {
  CREDENTIALS_REJECTED: ({ hasNoKey, keyName }) =>
    hasNoKey === true ? `No API key was sent, as ${keyName} is not set: ` : 'The API key was rejected: ',
  MODEL_UNAVAILABLE: ({ subject }) => `${subject} is not available: `,
  RATE_LIMITED: () => 'Too many requests: ',
  QUOTA_EXHAUSTED: () => 'The account has no credit left: ',
  PROMPT_TOO_LONG: ({ model }) => `The prompt is too long for ${model}: `,
};

const MENDS: Readonly<Partial<Record<ErrorCode, (context: FaultContext) => string>>> = {
  CREDENTIALS_REJECTED: ({ host, model, keyName, hasNoKey }) =>
    `${hasNoKey === true ? 'Set' : 'Check'} ${keyName}: it must be valid for ${host} and allowed to use ${model}.`,
  MODEL_UNAVAILABLE: () =>
    'See `hanzo models` for names and shutdown dates, and check the base URL: `/v1/messages` is added to it.',
  ENDPOINT_UNREACHABLE: () => 'Check the network, the proxy and the base URL; `hanzo doctor` shows which one counts.',
  QUOTA_EXHAUSTED: () => 'Add credit or raise the limit at the provider, or use another endpoint or a local model.',
  RATE_LIMITED: () => 'Wait, or let hanzo wait: --retry-on-rate-limit --max-retries N.',
  PROMPT_TOO_LONG: () => 'Send less text, or use a model with a larger window; `hanzo models` shows them.',
};
