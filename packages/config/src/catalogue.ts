import { type Catalogue, HanzoError, nearest } from '@hanzo/contracts';
import { cardOf } from './catalogue-card.ts';
import { checkCards } from './catalogue-check.ts';
import { mergeEntries } from './catalogue-merge.ts';
import {
  catalogueFileSchema,
  modelEntrySchema,
  type ModelEntry,
  type ModelsFile,
  overridesFileSchema,
  type RawEntry,
} from './catalogue-schema.ts';
import { readJsonFile } from './json-file.ts';
import { checkFile } from './zod-check.ts';

/**
 * Reads the model catalogue, and the user's additions when that file exists. Dollars become micro-dollars. An addition
 * changes the named entry's fields (of `takes` and `tierPrices` single ones; `null` takes a field away), or adds a
 * model; the version then says so.
 *
 * @throws HanzoError CONFIG_INVALID for a missing or wrong file, a name or alias used twice, a replacement or fallback
 *   that is unknown or leads in a circle, and prices that contradict each other
 */
export function loadCatalogue(file: string, overridesFile?: string): Catalogue {
  const shipped = readShipped(file);
  const own = overridesFile === undefined ? undefined : readOverrides(overridesFile);
  if (overridesFile === undefined || own === undefined) {
    return build(shipped.version, shipped.models, file, () => file);
  }
  checkAdditions(own.models, shipped.models, overridesFile);
  const changed = new Set(own.models.map(({ name }) => name));
  const merged = mergeEntries(shipped.models, own.models, overridesFile);
  const version = `${shipped.version}+${own.version ?? 'local'}`;
  return build(version, merged, overridesFile, (name) => (changed.has(name) ? overridesFile : file));
}

/** The shipped file, its models unchecked. Throws CONFIG_INVALID. */
export function readShipped(file: string): ModelsFile & { readonly version: string } {
  const content = readJsonFile(file);
  if (content === undefined) {
    throw new HanzoError('CONFIG_INVALID', `The model catalogue ${file} does not exist.`, { details: { file } });
  }
  refuseProto(content, file);
  return checkFile(catalogueFileSchema, content, file);
}

/** The user's file, its models unchecked; undefined when there is none. Throws CONFIG_INVALID. */
export function readOverrides(file: string): ModelsFile | undefined {
  const content = readJsonFile(file);
  if (content === undefined) return undefined;
  refuseProto(content, file);
  return checkFile(overridesFileSchema, content, file);
}

/** Objects take this name for something else, so that no check would ever see it. */
const PROTO = '__proto__';

function refuseProto(value: unknown, file: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, PROTO)) {
    throw new HanzoError('CONFIG_INVALID', `${file}: ${PROTO}: there is no such setting.`, {
      details: { file },
      mend: 'Remove it.',
    });
  }
  for (const inner of Object.values(value)) refuseProto(inner, file);
}

/** What every model must say that the shipped catalogue does not know. */
const NEEDED = ['provider', 'contextTokens'] as const;

/** A typing error in a name, or a model that the shipped catalogue has dropped, would look like an addition. */
function checkAdditions(own: readonly RawEntry[], shipped: readonly RawEntry[], file: string): void {
  const names = shipped.map(({ name }) => name);
  for (const entry of own) {
    if (names.includes(entry.name) || entry['uri'] !== undefined) continue;
    const missing = NEEDED.filter((field) => entry[field] === undefined);
    if (missing.length === 0) continue;
    const guess = nearest(entry.name, names);
    throw new HanzoError(
      'CONFIG_INVALID',
      `${file}: model "${entry.name}" is not in the shipped catalogue, and as a model of your own it lacks ${missing.join(' and ')}.`,
      {
        details: { file, name: entry.name, missing },
        mend: guess === undefined ? `Add ${missing.join(' and ')}, or remove the entry.` : `Did you mean "${guess}"?`,
      },
    );
  }
}

function build(
  version: string,
  entries: readonly RawEntry[],
  file: string,
  fileOf: (name: string) => string,
): Catalogue {
  const models = entries.map((entry) => cardOf(checkEntry(entry, fileOf(entry.name))));
  checkCards(models, file);
  return { version, models };
}

function checkEntry(entry: RawEntry, file: string): ModelEntry {
  return checkFile(modelEntrySchema, entry, `${file}: model "${entry.name}"`);
}
