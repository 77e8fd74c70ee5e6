import type { MessageBatchIndividualResponse } from '@anthropic-ai/sdk/resources/messages';
import type { BatchResult, HanzoError } from '@hanzo/contracts';
import { isWhole } from '../api/usage.ts';
import { classify } from './classify.ts';
import { type ErrorClasses, fault, type FaultContext, faultOf } from './fault.ts';
import { generationOf } from './finish.ts';
import { hearMessage } from './hear-message.ts';

const NO_TIME = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };

/** What became of one request of a batch. Only one that succeeded is charged. */
export function batchResult(
  result: MessageBatchIndividualResponse['result'],
  context: FaultContext,
  classes: ErrorClasses,
): BatchResult {
  switch (result.type) {
    case 'succeeded':
      return succeeded(result.message, context, classes);
    case 'errored':
      return { kind: 'failed', error: erroredFault(result.error, context) };
    case 'canceled':
      return { kind: 'failed', error: undone('CANCELLED', 'was cancelled before it was done', context) };
    case 'expired':
      return { kind: 'failed', error: undone('TIMED_OUT', 'was not done within 24 hours', context) };
    default: {
      const message = `${context.host} says what nobody knows of a request of a batch.`;
      return { kind: 'failed', error: fault('API_FAILED', message, context, { charged: 'unknown' }) };
    }
  }
}

function succeeded(message: unknown, asked: FaultContext, classes: ErrorClasses): BatchResult {
  const answer = hearMessage(message);
  const context = answer === undefined ? asked : { ...asked, model: answer.servedModel };
  if (answer === undefined || !isWhole(answer.usage)) {
    const words = `${context.host} answered a request of a batch without saying what it cost.`;
    return { kind: 'failed', error: fault('API_FAILED', words, context, { charged: 'unknown' }) };
  }
  try {
    return { kind: 'done', generation: generationOf(answer, answer.usage, NO_TIME, context, true) };
  } catch (error) {
    return { kind: 'failed', error: faultOf(error, context, classes) };
  }
}

function undone(code: 'CANCELLED' | 'TIMED_OUT', what: string, context: FaultContext): HanzoError {
  return fault(code, `A request of the batch ${what}.`, context, { charged: 'no' });
}

/** As the API documents it; a server that is merely compatible may leave parts out. */
interface ToldError {
  readonly request_id?: string | null;
  readonly error?: {
    readonly type?: string;
    readonly message?: string;
    readonly details?: { readonly error_code?: unknown } | null;
  };
}

function erroredFault(told: ToldError | undefined, context: FaultContext): HanzoError {
  const { type, message = 'no reason given', details } = told?.error ?? {};
  const errorCode = typeof details?.error_code === 'string' ? details.error_code : undefined;
  const code = classify({ status: undefined, type, errorCode, message });
  const providerCode = errorCode ?? type;
  return fault(code, `${context.host} failed a request of the batch: ${message}`, context, {
    charged: 'no',
    ...(providerCode === undefined ? {} : { providerCode: context.redact(providerCode) }),
    ...(told?.request_id ? { requestId: context.redact(told.request_id) } : {}),
  });
}
