import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ApiRequest, ApiTurn, Capabilities } from '@hanzo/contracts';
import type { Habits } from './habits.ts';
import { dataUrl, IMAGE_DETAIL } from '../api/data-url.ts';
import { askInWords } from '../api/json-in-words.ts';
import { withSafeIds } from '../api/told-call.ts';
import { talksOfTools } from '../api/request-problem.ts';
import { chatStateOf, extraOf, thoughtField } from './chat-state.ts';
import { toolOutput } from './responses-input.ts';
import { tierField } from './service-tier.ts';
import { schemaName, strictSchema } from './strict-schema.ts';

type Body = ChatCompletionCreateParamsNonStreaming;

/** OpenAI takes no longer ones over this interface. */
const MOST_ID_CHARS = 40;

/** The body of POST /chat/completions, also in a batch. */
export function chatBody(given: ApiRequest, habits: Habits): Body {
  const { takes, atOpenAi } = habits;
  const request = takes.json ? given : askInWords(given);
  const { serviceTier, cacheKey, stop = [], history = [] } = request;
  const effort = effortFor(request, takes);
  return {
    model: request.model,
    // Its own ids are such: those of another provider may not be.
    messages: messagesOf(atOpenAi ? { ...request, history: withSafeIds(history, MOST_ID_CHARS) } : request),
    ...cap(request.maxOutputTokens, habits),
    ...(takes.sampling ? request.sampling : {}),
    ...(effort !== undefined && takes.efforts.includes(effort) ? { reasoning_effort: effort } : {}),
    ...(takes.stop && stop.length > 0 ? { stop: [...stop] } : {}),
    ...tierField(serviceTier, atOpenAi),
    ...(cacheKey !== undefined && takes.cacheKey ? { prompt_cache_key: cacheKey } : {}),
    ...toolFields(request, takes),
    ...formatField(request),
  };
}

/** Some models take tools here only while they do not think. */
function effortFor(request: ApiRequest, takes: Capabilities): ApiRequest['effort'] {
  return takes.toolsOverChat === 'without-effort' && talksOfTools(request) ? 'none' : request.effort;
}

/** The same as a stream that tells its usage at the end. */
export function streamed(body: Body): ChatCompletionCreateParamsStreaming {
  return { ...body, stream: true, stream_options: { include_usage: true } };
}

function messagesOf({
  model,
  system,
  prompt,
  images = [],
  resume,
  history = [],
}: ApiRequest): ChatCompletionMessageParam[] {
  const pictures = images.map((image) => ({
    type: 'image_url' as const,
    image_url: { url: dataUrl(image), detail: IMAGE_DETAIL } as const,
  }));
  return [
    ...(system === '' ? [] : [{ role: 'system' as const, content: system }]),
    { role: 'user', content: images.length === 0 ? prompt : [...pictures, { type: 'text', text: prompt }] },
    ...history.map((turn) => messageOf(turn, model)),
    ...(resume ? [{ role: 'assistant' as const, content: resume }] : []),
  ];
}

function messageOf(turn: ApiTurn, model: string): ChatCompletionMessageParam {
  if (turn.role === 'user') return { role: 'user', content: turn.text };
  if (turn.role === 'tool') return { role: 'tool', tool_call_id: turn.callId, content: toolOutput(turn) };
  const state = chatStateOf(turn.state, model);
  const calls = turn.toolCalls.map((call) => {
    const extra = extraOf(call.id, state);
    return {
      id: call.id,
      type: 'function' as const,
      function: { name: call.name, arguments: call.arguments },
      ...(extra && { extra_content: extra }),
    };
  });
  if (calls.length === 0) return { role: 'assistant', content: turn.text };
  const thoughts = state === undefined ? {} : thoughtField(state);
  return { role: 'assistant', content: turn.text === '' ? null : turn.text, tool_calls: calls, ...thoughts };
}

/** Compatible servers all know `max_tokens`, OpenAI's newer models only the other name; both at once is an error. */
function cap(
  tokens: number,
  { atOpenAi, reasons }: Habits,
): { max_completion_tokens: number } | { max_tokens: number } {
  return atOpenAi || reasons ? { max_completion_tokens: tokens } : { max_tokens: tokens };
}

function toolFields(
  { tools = [], toolChoice: wanted = 'auto' }: ApiRequest,
  { forcedTools = true }: Capabilities,
): Pick<Body, 'tools' | 'tool_choice'> {
  if (tools.length === 0) return {};
  // Asking for a tool is all that is left where none can be forced.
  const toolChoice = forcedTools || wanted === 'none' ? wanted : 'auto';
  return {
    tools: tools.map(({ name, description, parameters }) => ({
      type: 'function',
      function: { name, description, parameters },
    })),
    ...(toolChoice === 'auto'
      ? {}
      : {
          tool_choice:
            typeof toolChoice === 'string'
              ? toolChoice
              : { type: 'function' as const, function: { name: toolChoice.name } },
        }),
  };
}

function formatField({ output }: ApiRequest): Pick<Body, 'response_format'> {
  if (output.kind === 'text') return {};
  const schema = strictSchema(output.schema);
  return {
    response_format: { type: 'json_schema', json_schema: { name: schemaName(output.name), schema, strict: true } },
  };
}
