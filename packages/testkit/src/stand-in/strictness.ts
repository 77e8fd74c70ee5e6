import type { Capabilities } from '@hanzo/contracts';
import { badParameter } from './bodies.ts';
import { capabilitiesByName } from './capabilities.ts';
import { imageProblem } from './images.ts';
import type { Reply } from './reply.ts';
import type { StandInRequest } from './request.ts';
import { findConversationFault } from './strict-conversation.ts';
import { findSchemaFault } from './strict-schema.ts';

const SAMPLING = ['temperature', 'top_p', 'presence_penalty', 'frequency_penalty'];
const TIERS: readonly string[] = ['auto', 'default', 'flex', 'scale', 'priority', 'fast'];

/**
 * Refuses what OpenAI's real servers refuse, so that a client cannot pass its tests here and fail there.
 *
 * @param takes what the model takes. @default as its name tells
 */
export function findFault(request: StandInRequest, takes?: Capabilities): Reply | undefined {
  const able = takes ?? capabilitiesByName(request.model);
  return (
    findModelFault(request, able) ??
    (request.api === 'responses' ? findResponsesFault(request, able) : findChatFault(request, able)) ??
    findImageFault(request, able) ??
    findToolFault(request, able) ??
    findConversationFault(request) ??
    (request.wantsJson ? findSchemaFault(request.schema, request.schemaName) : undefined)
  );
}

const unsupported = (param: string): Reply =>
  badParameter(param, `Unsupported parameter: '${param}' is not supported with this model.`);

function findModelFault(request: StandInRequest, able: Capabilities): Reply | undefined {
  const { body, effort, model } = request;
  const sampling = able.sampling ? undefined : SAMPLING.find((name) => body[name] !== undefined);
  if (sampling) return unsupported(sampling);
  const effortName = request.api === 'responses' ? 'reasoning.effort' : 'reasoning_effort';
  if (effort !== undefined && able.efforts.length === 0) return unsupported(effortName);
  if (effort !== undefined && !able.efforts.some((known) => known === effort)) {
    const known = able.efforts.map((name) => `'${name}'`).join(', ');
    const words = `Unsupported value: '${effort}' is not supported with the '${model}' model. Supported values are: ${known}.`;
    return badParameter(effortName, words, 'unsupported_value');
  }
  if (body['stop'] !== undefined && !able.stop) return unsupported('stop');
  if (request.wantsJson && request.schema !== undefined && !able.json) return unsupported('response_format');
  if (request.tools.length > 0 && !able.tools) return unsupported('tools');
  return findCommonFault(request, able);
}

function findCommonFault({ cacheKey, serviceTier }: StandInRequest, able: Capabilities): Reply | undefined {
  if (cacheKey !== undefined && !able.cacheKey) return unsupported('prompt_cache_key');
  if (cacheKey !== undefined && cacheKey.length > 64) {
    const words = "Invalid 'prompt_cache_key': string too long. Expected a string with maximum length 64.";
    return badParameter('prompt_cache_key', words, 'string_above_max_length');
  }
  if (serviceTier === undefined || TIERS.includes(serviceTier)) return undefined;
  return badParameter('service_tier', `Invalid service_tier argument: '${serviceTier}'.`, 'invalid_value');
}

function findChatFault(request: StandInRequest, able: Capabilities): Reply | undefined {
  const { body, tools, effort } = request;
  if (tools.length > 0 && able.toolsOverChat === 'no') return unsupported('tools');
  if (tools.length > 0 && able.toolsOverChat === 'without-effort' && effort !== 'none') {
    const words = 'Function tools with reasoning_effort are not supported with this model in /v1/chat/completions.';
    return badParameter('reasoning_effort', words, 'unsupported_value');
  }
  if (body['max_tokens'] !== undefined && able.efforts.length > 0) {
    return badParameter('max_tokens', "Unsupported parameter: use 'max_completion_tokens' instead.");
  }
  if (body['max_tokens'] === undefined || body['max_completion_tokens'] === undefined) return undefined;
  return badParameter(
    'max_tokens',
    "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
  );
}

function findResponsesFault(request: StandInRequest, able: Capabilities): Reply | undefined {
  const unknown = ['messages', 'max_tokens', 'max_completion_tokens', 'seed', 'stop', 'response_format'].find(
    (name) => request.body[name] !== undefined,
  );
  if (unknown) return badParameter(unknown, `Unknown parameter: '${unknown}'.`, 'unknown_parameter');
  const include = request.body['include'];
  if (Array.isArray(include) && include.includes('reasoning.encrypted_content') && able.efforts.length === 0) {
    return badParameter('include', 'Encrypted content is not supported with this model.', 'unsupported_value');
  }
  const { maxOutputTokens } = request;
  if (maxOutputTokens === undefined || maxOutputTokens >= 16) return undefined;
  return badParameter(
    'max_output_tokens',
    `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got ${maxOutputTokens} instead.`,
    'integer_below_min_value',
  );
}

function findImageFault({ images }: StandInRequest, able: Capabilities): Reply | undefined {
  if (images.length > 0 && !able.images) return badParameter('input', 'This model does not support image inputs.');
  const wrong = images.map(imageProblem).find((problem) => problem !== undefined);
  return wrong === undefined ? undefined : badParameter('input', `Invalid image: ${wrong}.`, 'invalid_image');
}

function findToolFault({ tools, body }: StandInRequest, able: Capabilities): Reply | undefined {
  const choice = body['tool_choice'] ?? 'auto';
  if (able.forcedTools === false && choice !== 'auto' && choice !== 'none') return unsupported('tool_choice');
  const wrong = tools.findIndex((name) => !/^[a-zA-Z0-9_-]{1,64}$/.test(name));
  if (wrong >= 0) return badParameter(`tools[${wrong}].name`, `Invalid 'tools[${wrong}].name'.`, 'invalid_value');
  if (new Set(tools).size < tools.length) return badParameter('tools', 'Tool names must be unique.', 'invalid_value');
  if (tools.length > 0 || body['tool_choice'] === undefined) return undefined;
  return badParameter('tool_choice', "'tool_choice' is only allowed when 'tools' are specified.", 'invalid_value');
}
