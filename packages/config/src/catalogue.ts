import { type Catalogue, HanzoError, type ModelCard, type Price, parseDollars } from '@hanzo/contracts';
import {
  type CatalogueFile,
  catalogueFileSchema,
  type ModelEntry,
  overridesFileSchema,
  type PriceEntry,
} from './catalogue-schema.ts';
import { readJsonFile } from './json-file.ts';
import { checkFile } from './zod-check.ts';

/**
 * Reads the model catalogue, and the user's additions when that file exists. Dollars become micro-dollars. An addition
 * changes the named entry's fields, or adds a whole entry; the version then says so. Throws CONFIG_INVALID for a
 * missing or wrong file, a name or alias used twice, and a replacement that is unknown or leads in a circle.
 */
export function loadCatalogue(file: string, overridesFile?: string): Catalogue {
  const content = readJsonFile(file);
  if (content === undefined) {
    throw new HanzoError('CONFIG_INVALID', `The model catalogue ${file} does not exist.`, { details: { file } });
  }
  const own = overridesFile === undefined ? undefined : readJsonFile(overridesFile);
  if (overridesFile === undefined || own === undefined)
    return build(checkFile(catalogueFileSchema, content, file), file);
  const merged = merge(content, own, overridesFile);
  return build(checkFile(catalogueFileSchema, merged, `${file} with ${overridesFile}`), overridesFile);
}

type Bag = Readonly<Record<string, unknown>>;

function merge(content: unknown, own: unknown, overridesFile: string): unknown {
  const { version, models } = checkFile(overridesFileSchema, own, overridesFile);
  const base = content as Bag;
  const entries = new Map(
    (Array.isArray(base['models']) ? (base['models'] as Bag[]) : []).map((entry) => [entry['name'], entry]),
  );
  for (const entry of models) entries.set(entry.name, { ...entries.get(entry.name), ...entry });
  return { ...base, version: `${String(base['version'])}+${version ?? 'local'}`, models: [...entries.values()] };
}

function build(content: CatalogueFile, file: string): Catalogue {
  const models = content.models.map(cardOf);
  checkNames(models, file);
  checkReplacements(models, file);
  return { version: content.version, models };
}

function cardOf(entry: ModelEntry): ModelCard {
  const { note, ...rest } = entry;
  const noted = note === undefined ? {} : { note };
  if (rest.kind === 'local') return { ...rest, ...noted, sha256: rest.sha256 };
  const { price, tierPrices = {}, shutdown, replacement, fallbacks } = rest;
  const sold = Object.entries(tierPrices).flatMap(([tier, entry]) => (entry ? [[tier, inMicros(entry)] as const] : []));
  return {
    ...rest,
    ...noted,
    price: price ? inMicros(price) : undefined,
    tierPrices: Object.fromEntries(sold),
    shutdown,
    replacement,
    fallbacks,
  };
}

function inMicros(price: PriceEntry): Price {
  const micros = (usd: string | number): number => parseDollars(usd) ?? 0;
  return {
    inputMicros: micros(price.input),
    // Without a discount of its own, a cached token costs what a fresh one costs.
    cachedInputMicros: micros(price.cachedInput ?? price.input),
    ...(price.cacheWrite !== undefined && { cacheWriteMicros: micros(price.cacheWrite) }),
    outputMicros: micros(price.output),
  };
}

function checkNames(models: readonly ModelCard[], file: string): void {
  const owners = new Map<string, string>();
  for (const card of models) {
    for (const name of [card.name, ...card.aliases]) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new HanzoError(
          'CONFIG_INVALID',
          `${file}: the name "${name}" belongs to both ${owner} and ${card.name}.`,
          {
            details: { file, name },
            mend: 'Give each model its own names and aliases.',
          },
        );
      }
      owners.set(name, card.name);
    }
  }
}

function checkReplacements(models: readonly ModelCard[], file: string): void {
  const byName = new Map(models.map((card) => [card.name, card]));
  for (const card of models) {
    const seen = new Set([card.name]);
    for (let next = replacementOf(card); next !== undefined; next = replacementOf(byName.get(next))) {
      if (byName.has(next) && !seen.has(next)) {
        seen.add(next);
        continue;
      }
      const fault = seen.has(next) ? `leads back to ${next}` : `names ${next}, which is not in the catalogue`;
      throw new HanzoError('CONFIG_INVALID', `${file}: the replacement of ${card.name} ${fault}.`, {
        details: { file, name: card.name },
        mend: 'Name a model of the catalogue by its own name, not by an alias.',
      });
    }
  }
}

function replacementOf(card: ModelCard | undefined): string | undefined {
  return card?.kind === 'api' ? card.replacement : undefined;
}
