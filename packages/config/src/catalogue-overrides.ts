import { isDeepStrictEqual } from 'node:util';
import { readOverrides, readShipped } from './catalogue.ts';
import type { RawEntry } from './catalogue-schema.ts';

/** What the user's models.json does to one model. */
export interface CatalogueOverride {
  readonly name: string;
  /** `adds`: the shipped catalogue does not know it. */
  readonly kind: 'adds' | 'changes';
  /** What it changes, with dots: `price`, `takes.efforts`. Of an addition all that it says. */
  readonly fields: readonly string[];
  /** Of `fields`, what the shipped entry says as well: the override is stale. */
  readonly repeats: readonly string[];
}

/**
 * The user's changes to the shipped catalogue, in the order of their file; empty when there is no such file.
 *
 * @throws HanzoError CONFIG_INVALID when a file is no catalogue
 */
export function catalogueOverrides(file: string, overridesFile: string): readonly CatalogueOverride[] {
  const own = readOverrides(overridesFile);
  if (own === undefined) return [];
  const shipped = new Map(readShipped(file).models.map((entry) => [entry.name, entry]));
  return own.models.map((entry) => overrideOf(entry, shipped.get(entry.name)));
}

function overrideOf(entry: RawEntry, shipped: RawEntry | undefined): CatalogueOverride {
  const said = flat(entry);
  const fields = Object.keys(said);
  if (shipped === undefined) return { name: entry.name, kind: 'adds', fields, repeats: [] };
  const known = flat(shipped);
  const repeats = fields.filter((field) => isDeepStrictEqual(comparable(said[field]), comparable(known[field])));
  return { name: entry.name, kind: 'changes', fields, repeats };
}

/** Fields by path. What is merged as a whole stays whole. */
function flat(entry: RawEntry): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entry)) {
    if (key === 'name') continue;
    if ((key === 'takes' || key === 'tierPrices') && typeof value === 'object' && value !== null) {
      for (const [part, inner] of Object.entries(value)) fields[`${key}.${part}`] = inner;
    } else fields[key] = value;
  }
  return fields;
}

/** Prices may be written as numbers or as texts; a field that is taken away equals one that was never there. */
function comparable(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, typeof inner === 'string' ? Number(inner) || inner : inner]),
  );
}
