import { firstChars } from '@hanzo/contracts';
import { shownLine, shownText } from '../../shown-text.ts';
import { NAMED_SCHEMAS, SCHEMAS, TEXTS, VALUES } from './schema-keywords.ts';

/** Of one schema as JSON, in bytes: a request carries those of all tools. */
const MOST_BYTES = 64 * 1024;
const REFERENCES: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);
/** Places in the schema itself that are given to models with it. */
const INSIDE = /^#(?:$|\/(?:properties|\$defs|definitions)\/)/;
/** APIs refuse a whole request for one tool that has these at the top of its schema. */
const NOT_AT_TOP: ReadonlySet<string> = new Set(['oneOf', 'anyOf', 'allOf', 'not', 'enum']);
/** The same for a field of the input with another name. */
const FIELD_NAME = /^[a-zA-Z0-9_.-]{1,64}$/;
const MOST_BESIDES = 1_000;

type Schema = Readonly<Record<string, unknown>>;

export type FittedSchema =
  | { readonly kind: 'fits'; readonly schema: Schema }
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * A schema as models get it: only keywords of JSON Schema, hidden characters in its texts written out, and what APIs refuse said in
 * words, for the server checks it anyway. One that refers to another place cannot be used: what stands there is nothing that anybody
 * saw; nor one that hides something in a name or a value, which must be as the server wrote it.
 */
export function fitSchema(raw: Schema): FittedSchema {
  const why = whyUnusable(raw);
  if (why !== undefined) return { kind: 'unusable', why };
  const schema = fitted(raw) as Schema;
  const hidden = hiddenIn(schema);
  if (hidden !== undefined)
    return {
      kind: 'unusable',
      why: `its schema holds characters that nobody sees (${shownLine(hidden.slice(0, 100))})`,
    };
  const kept = Object.entries(schema).filter(([name]) => !NOT_AT_TOP.has(name));
  const besides = Object.entries(schema).filter(([name]) => NOT_AT_TOP.has(name));
  // OpenAI's API wants fields to be there, if only none.
  const whole = { type: 'object', properties: {}, ...Object.fromEntries(kept) };
  return { kind: 'fits', schema: besides.length === 0 ? whole : { ...whole, description: inWords(schema, besides) } };
}

function whyUnusable(raw: Schema): string | undefined {
  if (raw['type'] !== undefined && raw['type'] !== 'object') return 'its input is no object';
  const bytes = Buffer.byteLength(JSON.stringify(raw));
  if (bytes > MOST_BYTES) return `its schema has ${Math.ceil(bytes / 1024)} KiB, at most ${MOST_BYTES / 1024}`;
  const foreign = foreignReference(raw);
  if (foreign !== undefined) return `its schema refers to another place (${foreign})`;
  const field = Object.keys(raw['properties'] ?? {}).find((name) => !FIELD_NAME.test(name));
  return field === undefined
    ? undefined
    : `its input has a field of a name that no model takes (${shownLine(field.slice(0, 100))})`;
}

function inWords({ description }: Schema, besides: readonly (readonly [string, unknown])[]): string {
  const rest = firstChars(JSON.stringify(Object.fromEntries(besides)), MOST_BESIDES);
  return `${typeof description === 'string' ? `${description} ` : ''}Besides, the input must match ${rest}`;
}

function foreignReference(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (REFERENCES.has(name) && typeof inner === 'string' && !INSIDE.test(inner)) return shownLine(inner.slice(0, 100));
    const found = foreignReference(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A schema, or a list of them. */
function fitted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fitted);
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : {};
  const entries = Object.entries(value).flatMap(([keyword, inner]): readonly (readonly [string, unknown])[] => {
    if (TEXTS.has(keyword)) return typeof inner === 'string' ? [[keyword, shownText(inner)]] : [];
    if (SCHEMAS.has(keyword)) return [[keyword, fitted(inner)]];
    if (NAMED_SCHEMAS.has(keyword)) return [[keyword, allFitted(inner)]];
    return VALUES.has(keyword) ? [[keyword, inner]] : [];
  });
  // Of a list without a word on what is in it, OpenAI's API refuses the whole request.
  const isBareList = 'type' in value && value.type === 'array' && !('items' in value);
  return Object.fromEntries(isBareList ? [...entries, ['items', {}]] : entries);
}

function allFitted(named: unknown): unknown {
  if (typeof named !== 'object' || named === null) return {};
  return Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, fitted(schema)]));
}

/** A text in it that is not what it looks like. */
function hiddenIn(value: unknown): string | undefined {
  if (typeof value === 'string') return shownText(value) === value ? undefined : value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const part of Array.isArray(value) ? value : Object.entries(value).flat()) {
    const found = hiddenIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
