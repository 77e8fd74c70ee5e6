import type { Message } from '@anthropic-ai/sdk/resources/messages';
import { answerBlock } from './blocks.ts';
import { type HeardAnswer, servedTierOf } from './finish.ts';
import { usageOf } from './usage.ts';

/** An answer that came whole; undefined when it is no message with a reason for its end. */
export function hearMessage(value: unknown, requestId?: string): HeardAnswer | undefined {
  if (!isMessage(value)) return undefined;
  return {
    blocks: value.content.map(answerBlock).filter((block) => block !== undefined),
    stopReason: value.stop_reason,
    stopDetails: value.stop_details ?? undefined,
    usage: usageOf(value.usage),
    servedModel: value.model,
    servedTier: servedTierOf(value.usage),
    requestId: requestId ?? value.id,
  };
}

function isMessage(value: unknown): value is Message & { readonly stop_reason: string } {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'content' in value &&
    Array.isArray(value.content) &&
    'stop_reason' in value &&
    typeof value.stop_reason === 'string' &&
    'model' in value &&
    typeof value.model === 'string'
  );
}
