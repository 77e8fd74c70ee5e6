import { createHash } from 'node:crypto';
import { HanzoError } from './errors.ts';

/** Null, booleans, finite numbers, texts, and arrays and plain objects of them. A field that is undefined is not there. */
export type JsonLike = null | boolean | number | string | object;

/**
 * SHA-256 in hex over all that a value depends on. Two of them are equal only when the parts are: names, order of arrays,
 * types, letters and their exact code units count, the order of an object's fields does not.
 *
 * @throws HanzoError INTERNAL for what is no JSON
 */
export function contentKey(parts: JsonLike): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}

/**
 * One text for one value: fields in the order of their names' code units, no white space. Texts are quoted and escaped, so
 * no two values share a text; Unicode is not normalised, as engines do not either.
 *
 * @throws HanzoError INTERNAL for what is no JSON
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw noJson(String(value));
      return Object.is(value, -0) ? '-0' : JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${Array.from(value, canonicalJson).join(',')}]` : fieldsOf(value);
    default:
      throw noJson(typeof value);
  }
}

function fieldsOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Map, a Set or a Date would read as an empty object, and so as each other.
  if (prototype !== Object.prototype && prototype !== null) throw noJson(value.constructor.name);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
}

function noJson(what: string): HanzoError {
  return new HanzoError('INTERNAL', `A key cannot be made over what is no JSON: ${what}.`);
}
