import type { ContentBlock, ContentBlockParam } from '@anthropic-ai/sdk/resources/messages';
import type { ToolCall } from '@hanzo/contracts';
import { safeId, toldCall } from '../api/told-call.ts';

/** A part of an answer, in the order in which the model wrote it. Parts of tools that run at Anthropic are none of ours. */
export type AnswerBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  /** `json` as the model wrote it. */
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly json: string };

/** The tool whose input is the answer, for models that keep to a schema only in tools. */
export const ANSWER_TOOL = 'hanzo_answer';

/** A block that came whole, or as it begins in a stream. */
export function answerBlock(block: ContentBlock): AnswerBlock | undefined {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'thinking':
      return { type: 'thinking', thinking: block.thinking, signature: block.signature };
    case 'redacted_thinking':
      return { type: 'redacted_thinking', data: block.data };
    case 'tool_use':
      return toolUse(block.id, block.name, block.input);
    default:
      return undefined;
  }
}

function toolUse(id: unknown, name: unknown, input: unknown): AnswerBlock {
  const call = toldCall(id, name, input);
  return { type: 'tool_use', id: call.id, name: call.name, json: call.arguments };
}

/** The answer: what the answer tool was given, else all text. */
export function textOf(blocks: readonly AnswerBlock[]): string {
  const answer = blocks.find((block) => block.type === 'tool_use' && block.name === ANSWER_TOOL);
  if (answer?.type === 'tool_use') return answer.json;
  return blocks.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

/** What the model wants run. */
export function toolCallsOf(blocks: readonly AnswerBlock[]): readonly ToolCall[] {
  return blocks.flatMap((block) =>
    block.type === 'tool_use' && block.name !== ANSWER_TOOL
      ? [{ id: block.id, name: block.name, arguments: block.json }]
      : [],
  );
}

/** A tool call as the API takes it back. Its input must be an object, whatever the model wrote. */
export function toolUseParam(call: ToolCall): ContentBlockParam {
  return { type: 'tool_use', id: safeId(call.id), name: call.name, input: objectIn(call.arguments) };
}

/** The API's own convention for input that is no JSON: the model sees what it wrote. */
function objectIn(json: string): Readonly<Record<string, unknown>> {
  if (json.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below.
  }
  return { INVALID_JSON: json };
}
