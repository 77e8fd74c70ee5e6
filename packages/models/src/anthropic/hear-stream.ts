import type {
  MessageDeltaUsage,
  RawContentBlockDelta,
  RawMessageStreamEvent,
  RefusalStopDetails,
  Usage as ToldUsage,
} from '@anthropic-ai/sdk/resources/messages';
import type { Listener } from '../api/listener.ts';
import { type AnswerBlock, answerBlock, ANSWER_TOOL } from './blocks.ts';
import { type HeardAnswer, servedTierOf } from './finish.ts';
import { usageOf } from './usage.ts';

/** What was heard so far. */
interface Progress {
  readonly blocks: Map<number, AnswerBlock>;
  id: string | undefined;
  servedModel: string;
  begun: Partial<ToldUsage> | undefined;
  readonly ends: (Partial<MessageDeltaUsage> | undefined)[];
  stopReason: string | undefined;
  stopDetails: RefusalStopDetails | undefined;
}

export interface Hearing {
  readonly listener: Listener;
  /** As it was asked for. */
  readonly model: string;
  /** The answer is what the answer tool is given: text beside it is not told. */
  readonly answersInTool: boolean;
  readonly requestId: string | undefined;
}

/**
 * Listens to the end of the stream. Undefined when it ended before the answer did. What the API counted before that is
 * not the whole bill, so it is not told. Rejects with what the stream rejects with, unless the answer was whole.
 */
export async function hearStream(
  events: AsyncIterable<RawMessageStreamEvent>,
  hearing: Hearing,
): Promise<HeardAnswer | undefined> {
  const progress: Progress = {
    blocks: new Map(),
    id: undefined,
    servedModel: hearing.model,
    begun: undefined,
    ends: [],
    stopReason: undefined,
    stopDetails: undefined,
  };
  try {
    for await (const event of events) take(event, progress, hearing);
  } catch (error) {
    if (progress.stopReason === undefined) throw error;
  }
  return progress.stopReason === undefined ? undefined : answerOf(progress, progress.stopReason, hearing);
}

function answerOf(progress: Progress, stopReason: string, hearing: Hearing): HeardAnswer {
  const { blocks, stopDetails, begun, ends, servedModel } = progress;
  const inOrder = [...blocks].toSorted(([a], [b]) => a - b).map(([, block]) => finished(block));
  return {
    blocks: inOrder,
    stopReason,
    stopDetails,
    usage: usageOf(begun, ends),
    servedModel,
    servedTier: servedTierOf(begun),
    requestId: hearing.requestId ?? progress.id,
  };
}

function take(event: RawMessageStreamEvent, progress: Progress, hearing: Hearing): void {
  switch (event.type) {
    case 'message_start':
      progress.begun = event.message.usage;
      progress.id = event.message.id;
      progress.servedModel = event.message.model ?? progress.servedModel;
      break;
    case 'content_block_start': {
      const block = answerBlock(event.content_block);
      if (block !== undefined) begin(event.index, block, progress, hearing);
      break;
    }
    case 'content_block_delta':
      grow(event.index, event.delta, progress, hearing);
      return;
    case 'message_delta':
      progress.stopReason = event.delta.stop_reason ?? progress.stopReason;
      progress.stopDetails = event.delta.stop_details ?? progress.stopDetails;
      progress.ends.push(event.usage);
      break;
    default:
  }
  hearing.listener.alive();
}

/** A block mostly begins empty; compatible servers may put all of it there. */
function begin(index: number, block: AnswerBlock, progress: Progress, hearing: Hearing): void {
  const empty = block.type === 'tool_use' && block.json === '{}';
  progress.blocks.set(index, empty ? { ...block, json: '' } : block);
  if (block.type === 'text') hearText(block.text, hearing);
  if (block.type === 'tool_use' && !empty) hearInput(block.name, block.json, hearing);
}

function grow(index: number, delta: RawContentBlockDelta, progress: Progress, hearing: Hearing): void {
  const block = progress.blocks.get(index);
  if (delta.type === 'thinking_delta') hearing.listener.think(delta.thinking);
  else if (delta.type === 'text_delta') hearText(delta.text, hearing);
  else if (delta.type === 'input_json_delta' && block?.type === 'tool_use') {
    hearInput(block.name, delta.partial_json, hearing);
  } else hearing.listener.alive();
  if (block !== undefined) progress.blocks.set(index, grown(block, delta));
}

function grown(block: AnswerBlock, delta: RawContentBlockDelta): AnswerBlock {
  if (block.type === 'text' && delta.type === 'text_delta') return { ...block, text: block.text + delta.text };
  if (block.type === 'tool_use' && delta.type === 'input_json_delta') {
    return { ...block, json: block.json + delta.partial_json };
  }
  if (block.type !== 'thinking') return block;
  if (delta.type === 'thinking_delta') return { ...block, thinking: block.thinking + delta.thinking };
  return delta.type === 'signature_delta' ? { ...block, signature: delta.signature } : block;
}

/** A tool without arguments is called without a word. */
function finished(block: AnswerBlock): AnswerBlock {
  return block.type === 'tool_use' && block.json === '' ? { ...block, json: '{}' } : block;
}

function hearText(text: string, { listener, answersInTool }: Hearing): void {
  if (answersInTool) listener.alive();
  else listener.hear(text);
}

function hearInput(tool: string, json: string, { listener }: Hearing): void {
  if (tool === ANSWER_TOOL) listener.hear(json);
  else listener.alive();
}
