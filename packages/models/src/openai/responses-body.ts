import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import type { ApiRequest, Capabilities } from '@hanzo/contracts';
import type { Habits } from './habits.ts';
import { askInWords } from '../api/json-in-words.ts';
import { withSafeIds } from '../api/told-call.ts';
import { responsesInput } from './responses-input.ts';
import { tierField } from './service-tier.ts';
import { schemaName, strictSchema } from './strict-schema.ts';
import { MIN_RESPONSES_OUTPUT_TOKENS } from './worst-usage.ts';

/**
 * The body of POST /responses, also in a batch. `store: false`: nothing of ours stays at the provider longer than it
 * must. The interface has no seed and no stop texts.
 */
export function responsesBody(
  given: ApiRequest,
  { takes, reasons, atOpenAi }: Habits,
): ResponseCreateParamsNonStreaming {
  const request = takes.json ? given : askInWords(given);
  const { system, maxOutputTokens, sampling, effort, serviceTier, cacheKey, tools = [], history = [] } = request;
  const isConversation = tools.length > 0 || history.length > 0;
  return {
    model: request.model,
    ...(system === '' ? {} : { instructions: system }),
    // Its own ids are such: those of another provider may not be.
    input: responsesInput(atOpenAi ? { ...request, history: withSafeIds(history) } : request),
    max_output_tokens: Math.max(MIN_RESPONSES_OUTPUT_TOKENS, maxOutputTokens),
    store: false,
    ...(reasons && isConversation ? { include: ['reasoning.encrypted_content'] } : {}),
    ...(takes.sampling && sampling.temperature !== undefined ? { temperature: sampling.temperature } : {}),
    ...(effort !== undefined && takes.efforts.includes(effort) ? { reasoning: { effort } } : {}),
    ...tierField(serviceTier, atOpenAi),
    ...(cacheKey !== undefined && takes.cacheKey ? { prompt_cache_key: cacheKey } : {}),
    ...toolFields(request, takes),
    ...formatField(request),
  };
}

type Body = ResponseCreateParamsNonStreaming;

/** Not strict: the schemas of tools come from anywhere, and strict mode takes only some. */
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
      name,
      description,
      parameters,
      strict: false,
    })),
    ...(toolChoice === 'auto'
      ? {}
      : { tool_choice: typeof toolChoice === 'string' ? toolChoice : { type: 'function', name: toolChoice.name } }),
  };
}

function formatField({ output }: ApiRequest): Pick<Body, 'text'> {
  if (output.kind === 'text') return {};
  const schema = strictSchema(output.schema);
  return { text: { format: { type: 'json_schema', name: schemaName(output.name), schema, strict: true } } };
}
