import type { IncomingHttpHeaders } from 'node:http';
import { imagesIn, type StandInImage } from './images.ts';

/** Which interface a request used: OpenAI's two, or Anthropic's. */
export type StandInApi = 'responses' | 'chat' | 'messages';

export interface ToolOutput {
  readonly callId: string;
  readonly output: string;
}

/** One request, the same for both interfaces, as a script sees it. */
export interface StandInRequest {
  /** Counted from 1 over the stand-in's life. */
  readonly number: number;
  readonly api: StandInApi;
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  readonly stream: boolean;
  readonly wantsJson: boolean;
  readonly schemaName: string | undefined;
  readonly schema: unknown;
  readonly maxOutputTokens: number | undefined;
  readonly temperature: number | undefined;
  readonly effort: string | undefined;
  /** As it was asked for. */
  readonly serviceTier: string | undefined;
  readonly cacheKey: string | undefined;
  /** Pictures in its messages, in order. */
  readonly images: readonly StandInImage[];
  /** Names of the tools that are offered. */
  readonly tools: readonly string[];
  /** What the tools of earlier turns gave, in order. */
  readonly toolOutputs: readonly ToolOutput[];
  /** Set for a request of a batch. */
  readonly batch: { readonly id: string; readonly customId: string } | undefined;
  /** The bearer token, without "Bearer ". */
  readonly key: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came. */
  readonly body: Readonly<Record<string, unknown>>;
}

type Bag = Readonly<Record<string, unknown>>;

const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Text of a message's content: a string, or parts with `text`. */
function contentText(content: unknown): string {
  return (
    text(content) ??
    list(content)
      .map((part) => text(bag(part)['text']) ?? '')
      .join('')
  );
}

const SYSTEM_ROLES: readonly unknown[] = ['system', 'developer'];

function messagesText(messages: unknown, fromSystem: boolean): string {
  return list(messages)
    .map(bag)
    .filter((message) => SYSTEM_ROLES.includes(message['role']) === fromSystem)
    .map((message) => contentText(message['content']))
    .join('\n');
}

/** Items of Responses and messages of Chat Completions that tell what a tool gave. */
function toolOutputs(input: unknown): readonly ToolOutput[] {
  return list(input).flatMap((item) => {
    const { type, role, call_id: responsesId, tool_call_id: chatId, output, content } = bag(item);
    if (type === 'function_call_output') return [{ callId: text(responsesId) ?? '', output: contentText(output) }];
    return role === 'tool' ? [{ callId: text(chatId) ?? '', output: contentText(content) }] : [];
  });
}

/** Reads the body of either of OpenAI's interfaces. */
export function readStandInRequest(
  which: 'responses' | 'chat',
  body: Bag,
  headers: IncomingHttpHeaders,
  count: number,
  batch?: StandInRequest['batch'],
): StandInRequest {
  const format = which === 'responses' ? bag(bag(body['text'])['format']) : bag(body['response_format']);
  const jsonSchema = which === 'responses' ? format : bag(format['json_schema']);
  const input = which === 'responses' ? body['input'] : body['messages'];
  return {
    number: count,
    api: which,
    model: text(body['model']) ?? '',
    system: [text(body['instructions']), messagesText(input, true)].filter(Boolean).join('\n'),
    prompt: text(input) ?? messagesText(input, false),
    stream: body['stream'] === true,
    wantsJson: format['type'] === 'json_schema' || format['type'] === 'json_object',
    schemaName: text(jsonSchema['name']),
    schema: jsonSchema['schema'],
    maxOutputTokens: number(body['max_output_tokens'] ?? body['max_completion_tokens'] ?? body['max_tokens']),
    temperature: number(body['temperature']),
    effort: text(which === 'responses' ? bag(body['reasoning'])['effort'] : body['reasoning_effort']),
    serviceTier: text(body['service_tier']),
    cacheKey: text(body['prompt_cache_key']),
    images: imagesIn(input),
    tools: list(body['tools']).map((tool) => text(bag(tool)['name'] ?? bag(bag(tool)['function'])['name']) ?? ''),
    toolOutputs: toolOutputs(input),
    batch,
    key: /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1],
    headers,
    body,
  };
}
