import { badParameter } from './bodies.ts';
import type { Reply } from './reply.ts';

/** Strict mode of structured output: named, objects closed, every property required. */
export function findSchemaFault(schema: unknown, name: string | undefined): Reply | undefined {
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
