import { anthropicInvalid } from './anthropic-bodies.ts';
import { claudeFacts, type ClaudeFacts } from './anthropic-generations.ts';
import { bag, type Bag, blocksIn, list, shown } from './anthropic-request.ts';
import { findMessagesFault } from './anthropic-turns.ts';
import type { Reply } from './reply.ts';

const KNOWN = new Set(
  (
    'model max_tokens messages system stream temperature top_p top_k stop_sequences tools tool_choice thinking ' +
    'output_config service_tier metadata cache_control container diagnostics inference_geo speed'
  ).split(' '),
);

/** Refuses what Anthropic's real servers refuse, so that a client cannot pass its tests here and fail there. */
export function findAnthropicFault(body: Bag, version: unknown): Reply | undefined {
  const facts = claudeFacts(shown(body['model']));
  const problem =
    versionProblem(body, version) ??
    fieldProblem(body) ??
    findMessagesFault(body, facts) ??
    toolProblem(body, facts) ??
    thinkingProblem(body, facts) ??
    samplingProblem(body, facts) ??
    outputProblem(body, facts) ??
    cacheProblem(body);
  return problem === undefined ? undefined : anthropicInvalid(problem);
}

/** Since 2026-10-21 there is no sampling, for no model. */
function versionProblem(body: Bag, version: unknown): string | undefined {
  if (version === '2023-06-01') return undefined;
  if (version !== '2026-10-21') return `anthropic-version: "${shown(version)}" is not a valid version`;
  const sampling = ['temperature', 'top_p', 'top_k'].find((name) => body[name] !== undefined);
  return sampling === undefined ? undefined : `${sampling}: Extra inputs are not permitted`;
}

function fieldProblem(body: Bag): string | undefined {
  const unknown = Object.keys(body).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`;
  const missing = ['model', 'max_tokens', 'messages'].find((name) => body[name] === undefined);
  if (missing !== undefined) return `${missing}: Field required`;
  const cap = body['max_tokens'];
  if (!Number.isInteger(cap) || Number(cap) < 1) return 'max_tokens: Input should be greater than or equal to 1';
  const tier = body['service_tier'];
  if (tier !== undefined && tier !== 'auto' && tier !== 'standard_only') {
    return "service_tier: Input should be 'auto' or 'standard_only'";
  }
  const blank = list(body['stop_sequences']).some((stop) => typeof stop !== 'string' || stop.trim() === '');
  return blank ? 'stop_sequences: each stop sequence must contain non-whitespace' : undefined;
}

function samplingProblem(body: Bag, facts: ClaudeFacts | undefined): string | undefined {
  const { temperature } = body;
  if (temperature === undefined) return undefined;
  if (typeof temperature !== 'number' || temperature < 0 || temperature > 1) {
    return 'temperature: range: 0..1';
  }
  if (facts?.noSampling) return '`temperature` is deprecated for this model.';
  const kind = bag(body['thinking'])['type'];
  const thinks = kind === 'enabled' || kind === 'adaptive';
  return thinks && temperature !== 1
    ? '`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.'
    : undefined;
}

function thinkingProblem(body: Bag, facts: ClaudeFacts | undefined): string | undefined {
  const kind = bag(body['thinking'])['type'];
  if (kind === undefined || facts === undefined) return undefined;
  const choice = bag(body['tool_choice'])['type'];
  const forced = choice === 'any' || choice === 'tool';
  if (forced && kind !== 'disabled') return 'Thinking may not be enabled when tool_choice forces tool use.';
  const refused =
    (kind === 'adaptive' && !facts.adaptive) ||
    (kind === 'enabled' && facts.noSampling) ||
    (kind === 'disabled' && facts.alwaysThinks);
  return refused ? `"thinking.type.${shown(kind)}" is not supported for this model.` : undefined;
}

function toolProblem(body: Bag, facts: ClaudeFacts | undefined): string | undefined {
  const tools = list(body['tools']).map(bag);
  for (const [at, tool] of tools.entries()) {
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(shown(tool['name'])))
      return `tools.${at}.custom.name: String should match pattern`;
    if (bag(tool['input_schema'])['type'] !== 'object') {
      return `tools.${at}.custom.input_schema.type: Input should be 'object'`;
    }
  }
  const choice = bag(body['tool_choice']);
  if (choice['type'] === undefined) return undefined;
  if (tools.length === 0) return 'tool_choice: may only be specified while providing tools';
  const forced = choice['type'] === 'any' || choice['type'] === 'tool';
  if (forced && facts?.refusesForcedTools) return 'tool_choice: forced tool use is not supported for this model.';
  const unknown = choice['type'] === 'tool' && !tools.some((tool) => tool['name'] === choice['name']);
  return unknown ? `tool_choice: Tool '${shown(choice['name'])}' not found in provided tools` : undefined;
}

function outputProblem(body: Bag, facts: ClaudeFacts | undefined): string | undefined {
  const config = bag(body['output_config']);
  const { effort } = config;
  if (effort !== undefined && facts !== undefined && !facts.efforts.includes(shown(effort))) {
    return facts.efforts.length === 0
      ? 'This model does not support the effort parameter.'
      : `This model does not support effort level '${shown(effort)}'.`;
  }
  const format = bag(config['format']);
  if (format['type'] === undefined) return undefined;
  if (facts !== undefined && !facts.schemas) return 'output_config.format: not supported for this model.';
  const problem = schemaProblem(format['schema']);
  return problem === undefined ? undefined : `output_config.format.schema: ${problem}`;
}

const REFUSED_KEYWORDS = ['maxLength', 'minLength', 'maxItems', 'minimum', 'maximum', 'multipleOf', 'oneOf'];

function schemaProblem(schema: unknown): string | undefined {
  const node = bag(schema);
  const refused = REFUSED_KEYWORDS.find((keyword) => node[keyword] !== undefined);
  if (refused !== undefined) return `For '${shown(node['type'])}' type, property '${refused}' is not supported`;
  if (node['type'] === 'array') return schemaProblem(node['items']);
  if (node['type'] !== 'object') return undefined;
  if (node['additionalProperties'] !== false) {
    return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  }
  return Object.values(bag(node['properties']))
    .map(schemaProblem)
    .find((problem) => problem !== undefined);
}

function cacheProblem(body: Bag): string | undefined {
  const blocks = [
    ...list(body['tools']).map(bag),
    ...blocksIn(body['system']),
    ...list(body['messages']).flatMap((message) => blocksIn(bag(message)['content'])),
  ].filter((block) => block['cache_control'] !== undefined);
  if (blocks.length > 4) return `A maximum of 4 blocks with cache_control may be provided. Found ${blocks.length}.`;
  const wrong = blocks.find((block) => shown(block['type']).includes('thinking'));
  return wrong === undefined ? undefined : 'cache_control: cannot be set for thinking blocks';
}
