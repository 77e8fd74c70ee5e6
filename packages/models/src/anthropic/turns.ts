import type {
  CacheControlEphemeral,
  ContentBlockParam,
  ImageBlockParam,
  MessageParam,
  TextBlockParam,
  ToolResultBlockParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { ApiRequest, ApiTurn, PromptImage } from '@hanzo/contracts';
import { safeId } from '../api/told-call.ts';
import { toolUseParam } from './blocks.ts';
import { contentOf } from './state.ts';

/** Blocks of one role, which may come from several turns. */
interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: ContentBlockParam[];
}

/**
 * The conversation as the API wants it: roles take turns, and results of tools stand first in the message after the
 * one that asked for them. With `cache`, the prompt of a conversation and its end are marked: the next call goes on
 * from there. A prompt that stands alone is not marked, because writing to the cache costs extra.
 */
export function messagesOf(request: ApiRequest, cache: boolean): MessageParam[] {
  const { prompt, images = [], history = [], tools = [], model } = request;
  const first: TextBlockParam = { type: 'text', text: prompt };
  const messages: Message[] = [{ role: 'user', content: [...images.map(imageBlock), first] }];
  for (const turn of history) add(messages, blocksOf(turn, model), turn.role === 'assistant' ? 'assistant' : 'user');
  if (cache && (history.length > 0 || tools.length > 0)) {
    mark(first);
    const last = messages.at(-1)?.content.at(-1);
    if (last?.type === 'text' || last?.type === 'tool_result') mark(last);
  }
  return messages;
}

function add(messages: Message[], blocks: readonly ContentBlockParam[], role: Message['role']): void {
  if (blocks.length === 0) return;
  const last = messages.at(-1);
  if (last?.role !== role) {
    messages.push({ role, content: [...blocks] });
    return;
  }
  const results = blocks.filter((block) => block.type === 'tool_result');
  const rest = blocks.filter((block) => block.type !== 'tool_result');
  const firstOther = last.content.findIndex((block) => block.type !== 'tool_result');
  last.content.splice(firstOther === -1 ? last.content.length : firstOther, 0, ...results);
  last.content.push(...rest);
}

function blocksOf(turn: ApiTurn, model: string): readonly ContentBlockParam[] {
  switch (turn.role) {
    case 'user':
      return textBlocks(turn.text);
    case 'assistant':
      return contentOf(turn.state, model) ?? [...textBlocks(turn.text), ...turn.toolCalls.map(toolUseParam)];
    case 'tool':
      return [resultBlock(turn)];
  }
}

/** Pictures stand before the words that are about them, as Anthropic advises. */
function imageBlock({ type, base64 }: PromptImage): ImageBlockParam {
  return { type: 'image', source: { type: 'base64', media_type: type, data: base64 } };
}

/** The API refuses empty text. */
function textBlocks(text: string): readonly TextBlockParam[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

function resultBlock(turn: Extract<ApiTurn, { role: 'tool' }>): ToolResultBlockParam {
  return {
    type: 'tool_result',
    tool_use_id: safeId(turn.callId),
    ...(turn.output === '' ? {} : { content: turn.output }),
    ...(turn.failed === true ? { is_error: true } : {}),
  };
}

/** Kept five minutes, and five more whenever it is met: the cheaper of the two lifetimes. */
export const CACHED: CacheControlEphemeral = { type: 'ephemeral' };

function mark(block: TextBlockParam | ToolResultBlockParam): void {
  block.cache_control = CACHED;
}
