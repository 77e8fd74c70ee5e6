import type { MessageCreateParamsBase, Tool, ToolChoice } from '@anthropic-ai/sdk/resources/messages';
import type { ApiRequest, Capabilities } from '@hanzo/contracts';
import { askInWords } from '../api/json-in-words.ts';
import { ANSWER_TOOL } from './blocks.ts';
import type { SchemaTransform } from './client.ts';
import { CACHED, messagesOf } from './turns.ts';

/** The client's own type has no temperature any more; models before 4.7 take it, see `version.ts`. */
export type MessageBody = Omit<MessageCreateParamsBase, 'stream' | 'tools'> & { tools?: Tool[]; temperature?: number };

/** What decides how a request is written. */
export interface BodyRules {
  readonly takes: Capabilities;
  readonly strictSchema: SchemaTransform;
  readonly atAnthropic: boolean;
}

/** The body of POST /v1/messages, without `stream`. What the model's card does not name is left out. */
export function messageBody(request: ApiRequest, rules: BodyRules): MessageBody {
  const { takes } = rules;
  // The answer tool must be forced: whoever cannot be is asked in words.
  const asked = takes.json || (takes.tools && takes.forcedTools !== false) ? request : askInWords(request);
  const cache = takes.cacheKey && request.cacheKey !== undefined;
  const tools = toolsOf(asked, rules);
  const choice = choiceOf(asked, tools, takes);
  const thinking = thinkingOf(asked, takes, choice);
  const body: MessageBody = {
    model: asked.model,
    max_tokens: asked.maxOutputTokens,
    ...systemOf(asked.system, cache),
    messages: messagesOf(asked, cache),
    ...(tools.length > 0 ? { tools: cache && asked.system === '' ? cachedTools(tools) : tools } : {}),
    ...(choice === undefined ? {} : { tool_choice: choice }),
    ...thinking,
    ...outputConfig(asked, rules),
    ...(takes.stop && asked.stop && asked.stop.length > 0 ? { stop_sequences: [...asked.stop] } : {}),
    ...tierOf(asked, rules),
  };
  const temperature = temperatureOf(asked, takes, thinking.thinking?.type === 'adaptive');
  return temperature === undefined ? body : { ...body, temperature };
}

function systemOf(system: string, cache: boolean): Pick<MessageBody, 'system'> {
  if (system === '') return {};
  return { system: cache ? [{ type: 'text', text: system, cache_control: CACHED }] : system };
}

function toolsOf(request: ApiRequest, { takes, strictSchema }: BodyRules): Tool[] {
  if (!takes.tools) return [];
  const own: Tool[] = (request.tools ?? []).map(({ name, description, parameters }) => ({
    name,
    description,
    input_schema: { ...parameters, type: 'object' },
  }));
  if (takes.json || request.output.kind === 'text') return own;
  const { name, schema } = request.output;
  const answer: Tool = {
    name: ANSWER_TOOL,
    description: `Gives the answer (${name}).`,
    input_schema: { ...strictSchema(schema), type: 'object' },
  };
  return [...own, answer];
}

/** Tools stand before everything else in the cache; without a system prompt they are what stays the same. */
function cachedTools(tools: readonly Tool[]): Tool[] {
  return tools.map((tool, at) => (at === tools.length - 1 ? { ...tool, cache_control: CACHED } : tool));
}

function choiceOf(request: ApiRequest, tools: readonly Tool[], takes: Capabilities): ToolChoice | undefined {
  if (tools.length === 0) return undefined;
  const { toolChoice = 'auto' } = request;
  const answers = tools.at(-1)?.name === ANSWER_TOOL;
  if (answers) return tools.length === 1 || toolChoice === 'none' ? toolNamed(ANSWER_TOOL) : { type: 'any' };
  if (toolChoice === 'none') return { type: 'none' };
  if (toolChoice === 'auto' || takes.forcedTools === false) return undefined;
  return toolChoice === 'required' ? { type: 'any' } : toolNamed(toolChoice.name);
}

function toolNamed(name: string): ToolChoice {
  return { type: 'tool', name };
}

/** Takes an effort, but thinks only with a budget of tokens. */
const BEFORE_ADAPTIVE = /^claude-opus-4-5/;

/** Since 4.6 an effort also says how long to think; who thinks cannot be made to call a tool. */
function thinkingOf(
  request: ApiRequest,
  takes: Capabilities,
  choice: ToolChoice | undefined,
): Pick<MessageBody, 'thinking'> {
  const { effort, model } = request;
  if (effort === undefined || !takes.efforts.includes(effort)) return {};
  if (effort === 'none') return { thinking: { type: 'disabled' } };
  const forced = choice?.type === 'any' || choice?.type === 'tool';
  return forced || BEFORE_ADAPTIVE.test(model) ? {} : { thinking: { type: 'adaptive' } };
}

function outputConfig(request: ApiRequest, { takes, strictSchema }: BodyRules): Pick<MessageBody, 'output_config'> {
  const { output, effort } = request;
  const known = effort !== undefined && effort !== 'none' && takes.efforts.includes(effort);
  const config = {
    ...(known ? { effort: effort === 'minimal' ? ('low' as const) : effort } : {}),
    ...(takes.json && output.kind === 'json'
      ? { format: { type: 'json_schema' as const, schema: strictSchema(output.schema) } }
      : {}),
  };
  return Object.keys(config).length > 0 ? { output_config: config } : {};
}

/** 0 to 1 here; hotter is sent as 1. Who thinks takes none. */
function temperatureOf(request: ApiRequest, takes: Capabilities, thinks: boolean): number | undefined {
  const { temperature } = request.sampling;
  return temperature === undefined || !takes.sampling || thinks ? undefined : Math.min(1, temperature);
}

/**
 * Anthropic's `auto` draws on capacity that was bought in advance, if there is some, and is what counts when nothing
 * is said. Compatible servers sell no tiers and do not all know the field.
 */
function tierOf(
  { serviceTier = 'standard' }: ApiRequest,
  { atAnthropic }: BodyRules,
): Pick<MessageBody, 'service_tier'> {
  if (serviceTier === 'priority') return { service_tier: 'auto' };
  return atAnthropic && serviceTier === 'standard' ? { service_tier: 'standard_only' } : {};
}
