import { type ApiModelCard, EMBEDDED_MODEL_NAME, HanzoError, type ModelCard, type Price } from '@hanzo/contracts';

/** Priority is dearer, but not by more than this: then somebody slipped. */
const MOST_PRIORITY = 10;

/**
 * What no single entry shows: names that two models claim, replacements and fallbacks that lead nowhere, and prices of
 * service tiers that contradict the model's own.
 *
 * @throws HanzoError CONFIG_INVALID with the file, the model and the field
 */
export function checkCards(models: readonly ModelCard[], file: string): void {
  checkNames(models, file);
  const byName = new Map(models.map((card) => [card.name, card]));
  for (const card of models) {
    checkPackage(card, file);
    if (card.kind !== 'api') continue;
    checkReplacement(card, byName, file);
    checkFallbacks(card, byName, file);
    checkPrices(card, file);
  }
}

function checkNames(models: readonly ModelCard[], file: string): void {
  const owners = new Map<string, string>();
  for (const card of models) {
    const names = new Set<string>();
    for (const name of [card.name, ...card.aliases]) {
      const owner = owners.get(name);
      if (owner === card.name && names.has(name)) throw wrong(card, 'aliases', `names ${name} twice`, file);
      names.add(name);
      if (owner !== undefined) {
        throw new HanzoError(
          'CONFIG_INVALID',
          `${file}: the name "${name}" belongs to both ${owner} and ${card.name}.`,
          {
            details: { file, name },
            mend: 'Give each model its own names and aliases. To change a known model, write its own name.',
          },
        );
      }
      owners.set(name, card.name);
    }
  }
}

function checkPackage(card: ModelCard, file: string): void {
  if (card.kind !== 'local' || !card.uri.startsWith('npm:') || card.name === EMBEDDED_MODEL_NAME) return;
  throw new HanzoError(
    'CONFIG_INVALID',
    `${file}: ${card.name}.uri names a package, and only ${EMBEDDED_MODEL_NAME} comes as one.`,
    {
      details: { file, name: card.name, field: 'uri' },
      mend: 'Say where the file is: hf:owner/repo/file.gguf, https: or file:.',
    },
  );
}

type Cards = ReadonlyMap<string, ModelCard>;

function checkReplacement(card: ApiModelCard, byName: Cards, file: string): void {
  const seen = new Set([card.name]);
  for (let next = card.replacement; next !== undefined; next = replacementOf(byName.get(next))) {
    const known = byName.get(next);
    if (known?.kind === 'api' && !seen.has(next)) {
      seen.add(next);
      continue;
    }
    const fault = seen.has(next) ? `leads back to ${next}` : `names ${next}, ${whyNot(known)}`;
    throw wrong(card, 'replacement', fault, file);
  }
}

function replacementOf(card: ModelCard | undefined): string | undefined {
  return card?.kind === 'api' ? card.replacement : undefined;
}

function checkFallbacks(card: ApiModelCard, byName: Cards, file: string): void {
  const seen = new Set<string>();
  for (const name of card.fallbacks ?? []) {
    const known = byName.get(name);
    if (name === card.name) throw wrong(card, 'fallbacks', 'names the model itself', file);
    if (known?.kind !== 'api') throw wrong(card, 'fallbacks', `names ${name}, ${whyNot(known)}`, file);
    if (seen.has(name)) throw wrong(card, 'fallbacks', `names ${name} twice`, file);
    seen.add(name);
  }
}

function whyNot(known: ModelCard | undefined): string {
  return known === undefined ? 'which is not in the catalogue' : 'which is no API model';
}

function wrong({ name }: ModelCard, field: string, fault: string, file: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${file}: ${name}.${field} ${fault}.`, {
    details: { file, name, field },
    mend: 'Name API models of the catalogue by their own names, not by aliases.',
  });
}

function checkPrices({ name, price, tierPrices }: ApiModelCard, file: string): void {
  const complain = (field: string, fault: string): never => {
    throw new HanzoError('CONFIG_INVALID', `${file}: ${name}.${field} ${fault}.`, {
      details: { file, name, field },
      mend: 'Prices are US dollars per million tokens; look the model up on its provider’s page of prices.',
    });
  };
  if (price === undefined) return;
  if (price.cachedInputMicros > price.inputMicros) complain('price.cachedInput', 'costs more than fresh input');
  for (const tier of ['flex', 'batch'] as const) {
    const field = dearerField(tierPrices[tier], price);
    if (field !== undefined) complain(`tierPrices.${tier}.${field}`, 'is dearer than the standard tier');
  }
  const { priority } = tierPrices;
  if (priority === undefined) return;
  const cheaper = dearerField(price, priority);
  if (cheaper !== undefined) complain(`tierPrices.priority.${cheaper}`, 'is cheaper than the standard tier');
  const most = dearerField(priority, times(price, MOST_PRIORITY));
  if (most !== undefined)
    complain(`tierPrices.priority.${most}`, `is more than ${MOST_PRIORITY} times the standard tier`);
}

/** The first field in which one price is dearer than another. */
function dearerField(one: Price | undefined, other: Price): 'input' | 'output' | undefined {
  if (one === undefined) return undefined;
  if (one.inputMicros > other.inputMicros) return 'input';
  return one.outputMicros > other.outputMicros ? 'output' : undefined;
}

function times(price: Price, factor: number): Price {
  return {
    inputMicros: price.inputMicros * factor,
    cachedInputMicros: price.cachedInputMicros * factor,
    outputMicros: price.outputMicros * factor,
  };
}
