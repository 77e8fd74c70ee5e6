import type { IncomingHttpHeaders } from 'node:http';
import { imagesIn } from './images.ts';
import type { StandInRequest, ToolOutput } from './request.ts';

export type Bag = Readonly<Record<string, unknown>>;

export const bag = (value: unknown): Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : {};
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** A text as it is, anything else as JSON, for error messages. */
export const shown = (value: unknown): string => (typeof value === 'string' ? value : String(JSON.stringify(value)));
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The blocks of a message's content, which may be a plain text. */
export function blocksIn(content: unknown): readonly Bag[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : list(content).map(bag);
}

function wordsIn(content: unknown): string {
  return blocksIn(content)
    .map((block) => text(block['text']) ?? '')
    .join('');
}

/** What tools gave, in all messages. */
function toolOutputs(messages: readonly Bag[]): readonly ToolOutput[] {
  return messages
    .flatMap((message) => blocksIn(message['content']))
    .filter((block) => block['type'] === 'tool_result')
    .map((block) => ({ callId: text(block['tool_use_id']) ?? '', output: wordsIn(block['content']) }));
}

/** Reads the body of POST /v1/messages, or of one request of a batch. */
export function readAnthropicRequest(
  body: Bag,
  headers: IncomingHttpHeaders,
  count: number,
  batch?: StandInRequest['batch'],
): StandInRequest {
  const config = bag(body['output_config']);
  const format = bag(config['format']);
  const messages = list(body['messages']).map(bag);
  return {
    number: count,
    api: 'messages',
    model: text(body['model']) ?? '',
    system: wordsIn(body['system']),
    prompt: messages.map((message) => wordsIn(message['content'])).join('\n'),
    stream: body['stream'] === true,
    wantsJson: format['type'] === 'json_schema',
    schemaName: undefined,
    schema: format['schema'],
    maxOutputTokens: number(body['max_tokens']),
    temperature: number(body['temperature']),
    effort: text(config['effort']),
    serviceTier: text(body['service_tier']),
    cacheKey: undefined,
    images: imagesIn(messages),
    tools: list(body['tools']).map((tool) => text(bag(tool)['name']) ?? ''),
    toolOutputs: toolOutputs(messages),
    batch,
    key: text(headers['x-api-key']) ?? /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1],
    headers,
    body,
  };
}
