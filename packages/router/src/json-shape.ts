import type { JsonSchema, OutputShape } from '@hanzo/contracts';
import { jsonIn } from './agreement/json-text.ts';

/**
 * Engines without a grammar cannot count: only what is so many times over a limit of length is held against an answer.
 * The gates say what is too long for their use.
 */
const MOST_OVER = 25;

/** What is wrong with an answer's text, for people, or undefined when it has the shape. Any text is text. */
export function textProblem(output: OutputShape, text: string): string | undefined {
  if (output.kind === 'text') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(jsonIn(text));
  } catch {
    return text.trim() === '' ? 'It is empty, not JSON.' : 'It is not JSON.';
  }
  return shapeProblem(output.schema, value);
}

/** Where a parsed value departs from the schema first, and how, for people; undefined when it has the shape. */
export function shapeProblem(schema: JsonSchema, value: unknown): string | undefined {
  return problemAt('', schema, value);
}

function problemAt(path: string, schema: JsonSchema, value: unknown): string | undefined {
  switch (schema.type) {
    case 'string':
      return stringProblem(path, schema, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongKind(path, 'true or false', value);
    case 'number':
      return typeof value === 'number' ? undefined : wrongKind(path, 'a number', value);
    case 'integer':
      return Number.isInteger(value) ? undefined : wrongKind(path, 'a whole number', value);
    case 'array':
      return arrayProblem(path, schema, value);
    case 'object':
      return objectProblem(path, schema, value);
  }
}

function stringProblem(
  path: string,
  schema: Extract<JsonSchema, { readonly type: 'string' }>,
  value: unknown,
): string | undefined {
  if (typeof value !== 'string') return wrongKind(path, 'a text', value);
  if ('enum' in schema) {
    return schema.enum.includes(value) ? undefined : `${at(path)} should be one of ${schema.enum.join(', ')}.`;
  }
  const { maxLength } = schema;
  if (maxLength === undefined || value.length <= maxLength * MOST_OVER) return undefined;
  return `${at(path)} has ${value.length} characters where ${maxLength} were allowed.`;
}

function arrayProblem(
  path: string,
  schema: Extract<JsonSchema, { readonly type: 'array' }>,
  value: unknown,
): string | undefined {
  if (!Array.isArray(value)) return wrongKind(path, 'a list', value);
  const { maxItems } = schema;
  if (maxItems !== undefined && value.length > maxItems * MOST_OVER) {
    return `${at(path)} has ${value.length} items where ${maxItems} were allowed.`;
  }
  for (const [index, item] of value.entries()) {
    const problem = problemAt(`${path}[${index}]`, schema.items, item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function objectProblem(
  path: string,
  schema: Extract<JsonSchema, { readonly type: 'object' }>,
  value: unknown,
): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrongKind(path, 'an object', value);
  const properties: Readonly<Record<string, unknown>> = { ...value };
  const missing = schema.required.find((name) => !Object.hasOwn(properties, name));
  if (missing !== undefined) return `${at(path)} lacks ${missing}.`;
  for (const [name, item] of Object.entries(properties)) {
    const inner = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    // The name is the model's own text: it is not repeated.
    if (inner === undefined) return `${at(path)} has a property that was not asked for.`;
    const problem = problemAt(path === '' ? name : `${path}.${name}`, inner, item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function wrongKind(path: string, wanted: string, value: unknown): string {
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : KINDS[typeof value];
  return `${at(path)} should be ${wanted}, not ${found ?? 'nothing'}.`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

function at(path: string): string {
  return path === '' ? 'The answer' : path;
}
