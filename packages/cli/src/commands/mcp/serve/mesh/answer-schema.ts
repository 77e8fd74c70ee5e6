import { HanzoError, type JsonSchema, type OutputShape } from '@hanzo/contracts';
import { z } from 'zod';

const DEEPEST = 8;
const MOST_PROPERTIES = 50;
const described = { description: z.string().max(1_000).optional() };

const SCHEMA: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({ type: z.literal('string'), enum: z.array(z.string()).min(1).max(100), ...described }),
    z.strictObject({ type: z.literal('string'), maxLength: z.int().min(1).max(100_000).optional(), ...described }),
    z.strictObject({ type: z.enum(['integer', 'number', 'boolean']), ...described }),
    z.strictObject({
      type: z.literal('array'),
      items: SCHEMA,
      maxItems: z.int().min(0).max(10_000).optional(),
      ...described,
    }),
    z.strictObject({
      type: z.literal('object'),
      properties: z.record(z.string(), SCHEMA),
      required: z.array(z.string()).optional(),
      additionalProperties: z.literal(false).optional(),
      ...described,
    }),
  ]),
);

/**
 * The shape of an answer, by the part of JSON Schema that all engines share. What is said of an object is made whole: all its
 * properties are required, and there are no others.
 *
 * @throws HanzoError USAGE for anything else
 */
export function answerSchema(value: Readonly<Record<string, unknown>>): OutputShape {
  if (isDeeper(value, DEEPEST * 2)) throw unfit(`it is nested more than ${DEEPEST} deep`);
  const { error, success } = SCHEMA.safeParse(value);
  if (!success) throw unfit(z.prettifyError(error).replaceAll(/\s*\n\s*/g, '; '));
  const schema = strict(value);
  if (schema.type !== 'object') throw unfit('its own type is not object');
  return { kind: 'json', name: 'answer', schema };
}

function strict(value: Readonly<Record<string, unknown>>): JsonSchema {
  if (value['type'] === 'array') return { ...value, items: strict(inner(value['items'])) } as JsonSchema;
  if (value['type'] !== 'object') return value as unknown as JsonSchema;
  const names = Object.keys(inner(value['properties']));
  if (names.length === 0 || names.length > MOST_PROPERTIES) throw unfit(`an object has ${names.length} properties`);
  const required = (value['required'] ?? names) as readonly string[];
  const loose = names.find((name) => !required.includes(name));
  if (loose !== undefined) throw unfit(`the property "${loose}" is not required, and engines want all of them to be`);
  const properties = Object.fromEntries(names.map((name) => [name, strict(inner(inner(value['properties'])[name]))]));
  return { ...value, type: 'object', properties, required: names, additionalProperties: false };
}

function inner(value: unknown): Readonly<Record<string, unknown>> {
  return value as Readonly<Record<string, unknown>>;
}

/** Looks no deeper than it has to: a client may send any depth. */
function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((each) => isDeeper(each, most - 1));
}

function unfit(why: string): HanzoError {
  return new HanzoError('USAGE', `json_schema cannot be used: ${why}.`, {
    mend: 'Use an object whose properties are all required, made of object, array, string, enum, integer, number and boolean.',
  });
}
