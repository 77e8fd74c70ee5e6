import type { RefusalStopDetails, Usage as ToldUsage } from '@anthropic-ai/sdk/resources/messages';
import {
  firstChars,
  type ApiGeneration,
  type FinishReason,
  type ServiceTier,
  type Timings,
  type Usage,
} from '@hanzo/contracts';
import type { FaultFacts } from '../api/fault.ts';
import { isWhole } from '../api/usage.ts';
import { ANSWER_TOOL, type AnswerBlock, textOf, toolCallsOf } from './blocks.ts';
import { fault, type FaultContext } from './fault.ts';
import { stateOf } from './state.ts';

/** An answer with everything that was told of it, streamed or whole. */
export interface HeardAnswer {
  readonly blocks: readonly AnswerBlock[];
  readonly stopReason: string;
  readonly stopDetails: RefusalStopDetails | undefined;
  /** NaN for what was not told. */
  readonly usage: Usage;
  readonly servedModel: string;
  readonly servedTier: ServiceTier | undefined;
  readonly requestId: string | undefined;
}

/**
 * The answer as ours. Throws API_REFUSED for a refusal, which is charged, and API_FAILED for a pause, which only tools
 * at Anthropic make, and for a call of a tool where none was offered.
 *
 * @param usage whole, as far as the caller can make it so
 * @param offersTools true also where nobody knows
 */
export function generationOf(
  answer: HeardAnswer,
  usage: Usage,
  timings: Timings,
  context: FaultContext,
  offersTools: boolean,
): ApiGeneration {
  const { blocks, stopReason, servedModel, servedTier, requestId } = answer;
  if (stopReason === 'refusal') {
    throw fault('API_REFUSED', refusalSentence(answer), context, chargeOf(answer));
  }
  const finish = finishOf(stopReason);
  // The call that the cap has cut would never have a result.
  const kept = finish === 'length' ? blocks.filter((block) => !isCall(block)) : blocks;
  const toolCalls = toolCallsOf(kept);
  if (toolCalls.length > 0 && !offersTools) {
    const message = `${context.host} asked for the tool "${toolCalls[0]?.name}", although it was offered none.`;
    throw fault('API_FAILED', message, context, chargeOf(answer));
  }
  if (stopReason === 'pause_turn') {
    const message = `${context.host} paused its answer, as only tools that run there make it do.`;
    throw fault('API_FAILED', message, context, chargeOf(answer));
  }
  const state = kept.length < blocks.length ? undefined : stateOf(context.model, blocks);
  return {
    text: textOf(blocks),
    finish,
    servedModel,
    usage,
    timings,
    toolCalls,
    ...(kept.length < blocks.length && { cutInCall: true }),
    servedTier,
    requestId,
    ...(state === undefined ? {} : { state }),
  };
}

function isCall(block: AnswerBlock): boolean {
  return block.type === 'tool_use' && block.name !== ANSWER_TOOL;
}

/** Anything else that a compatible server may invent counts as an end. */
function finishOf(stopReason: string): FinishReason {
  return stopReason === 'max_tokens' || stopReason === 'model_context_window_exceeded' ? 'length' : 'stop';
}

function refusalSentence({ servedModel, stopDetails, blocks }: HeardAnswer): string {
  const why = stopDetails?.explanation ?? (stopDetails?.category ? `category ${stopDetails.category}` : undefined);
  const words = why ?? firstChars(textOf(blocks), 300);
  return words === '' ? `${servedModel} declined.` : `${servedModel} declined: ${words}`;
}

/** Charged up to where it stopped. */
function chargeOf(answer: HeardAnswer): FaultFacts {
  const { usage, servedModel, servedTier, requestId } = answer;
  return {
    ...(isWhole(usage) ? { charged: 'yes', usage, servedModel } : { charged: 'unknown' }),
    ...(servedTier === undefined ? {} : { servedTier }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

const TIERS: readonly ServiceTier[] = ['standard', 'priority', 'batch'];

export function servedTierOf(usage: Partial<ToldUsage> | undefined): ServiceTier | undefined {
  return TIERS.find((tier) => tier === usage?.service_tier);
}
