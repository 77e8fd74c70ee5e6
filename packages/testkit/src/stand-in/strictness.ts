import { badParameter } from './bodies.ts';
import type { Reply } from './reply.ts';
import type { StandInRequest } from './request.ts';

const REASONING = /^(gpt-5|gpt-6|o\d|codex)/;
const SAMPLING = ['temperature', 'top_p', 'presence_penalty', 'frequency_penalty'];

/** Refuses what OpenAI's real servers refuse, so that a client cannot pass its tests here and fail there. */
export function findFault(request: StandInRequest): Reply | undefined {
  const { body } = request;
  if (REASONING.test(request.model)) {
    const refused = SAMPLING.find((name) => body[name] !== undefined);
    if (refused) return badParameter(refused, `Unsupported parameter: '${refused}' is not supported with this model.`);
    if (body['max_tokens'] !== undefined) {
      return badParameter('max_tokens', "Unsupported parameter: use 'max_completion_tokens' instead.");
    }
  }
  if (body['max_tokens'] !== undefined && body['max_completion_tokens'] !== undefined) {
    return badParameter(
      'max_tokens',
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
    );
  }
  if (request.api === 'responses') return findResponsesFault(request);
  return request.wantsJson ? findSchemaFault(request.schema, request.schemaName) : undefined;
}

function findResponsesFault(request: StandInRequest): Reply | undefined {
  const unknown = ['messages', 'max_tokens', 'max_completion_tokens', 'seed', 'response_format'].find(
    (name) => request.body[name] !== undefined,
  );
  if (unknown) return badParameter(unknown, `Unknown parameter: '${unknown}'.`, 'unknown_parameter');
  const { maxOutputTokens } = request;
  if (maxOutputTokens !== undefined && maxOutputTokens < 16) {
    return badParameter(
      'max_output_tokens',
      `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got ${maxOutputTokens} instead.`,
      'integer_below_min_value',
    );
  }
  return request.wantsJson ? findSchemaFault(request.schema, request.schemaName) : undefined;
}

/** Strict mode: named, objects closed, every property required. */
function findSchemaFault(schema: unknown, name: string | undefined): Reply | undefined {
  if (!name || !/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    return badParameter('text.format.name', `Invalid schema name '${String(name)}'.`, 'invalid_value');
  }
  const fault = schemaFault(schema, '$');
  return fault
    ? badParameter(
        'text.format.schema',
        `Invalid schema for response_format '${name}': ${fault}`,
        'invalid_json_schema',
      )
    : undefined;
}

function schemaFault(schema: unknown, path: string): string | undefined {
  if (typeof schema !== 'object' || schema === null) return `${path} is not a schema.`;
  const node = schema as Readonly<Record<string, unknown>>;
  if (node['type'] === 'array') return schemaFault(node['items'], `${path}[]`);
  if (node['type'] !== 'object') return path === '$' ? 'the root must be an object.' : undefined;
  if (node['additionalProperties'] !== false)
    return `${path}: 'additionalProperties' is required to be supplied and to be false.`;
  const properties = (node['properties'] ?? {}) as Readonly<Record<string, unknown>>;
  const required = Array.isArray(node['required']) ? node['required'] : [];
  for (const [name, property] of Object.entries(properties)) {
    if (!required.includes(name)) return `${path}: 'required' must include every key in properties. Missing '${name}'.`;
    const fault = schemaFault(property, `${path}.${name}`);
    if (fault) return fault;
  }
  return undefined;
}
