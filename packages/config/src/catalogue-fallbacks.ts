import { type ApiModelCard, type Catalogue, findModel } from '@hanzo/contracts';
import { lifeOf } from './catalogue-life.ts';

/**
 * What is tried, in order, where a provider does not serve a model: the user's own chain, else the card's, else its
 * replacement, the replacement's replacement, and so on. Models that are gone, unknown, local or without a price are
 * left out, and so is the model itself.
 *
 * @param own `calls.fallbacks` of the configuration, by the model's name or one of its aliases. An empty list: none
 * @param now milliseconds since the epoch
 */
export function fallbackChain(
  catalogue: Catalogue,
  card: ApiModelCard,
  own: Readonly<Record<string, readonly string[]>>,
  now: number,
): readonly ApiModelCard[] {
  const wanted = [card.name, ...card.aliases].find((name) => Object.hasOwn(own, name));
  const names = (wanted === undefined ? card.fallbacks : own[wanted]) ?? replacements(catalogue, card);
  const chain = new Map<string, ApiModelCard>();
  for (const name of names) {
    const next = findModel(catalogue, name);
    if (next?.kind !== 'api' || next.name === card.name || next.price === undefined) continue;
    if (lifeOf(next, now).state !== 'gone') chain.set(next.name, next);
  }
  return [...chain.values()];
}

function replacements(catalogue: Catalogue, card: ApiModelCard): readonly string[] {
  const names: string[] = [];
  for (let next = card.replacement; next !== undefined && !names.includes(next);) {
    names.push(next);
    const known = findModel(catalogue, next);
    next = known?.kind === 'api' ? known.replacement : undefined;
  }
  return names;
}

/**
 * A model of a chain, with how many times dearer its output is than that of the model that is wanted: `gpt-6.1-terra (2.5x)`.
 * Just its name where it is not.
 */
export function fallbackInWords(card: ApiModelCard, next: ApiModelCard): string {
  const [wanted, other] = [card.price?.outputMicros, next.price?.outputMicros ?? 0];
  if (wanted === undefined || other <= wanted) return next.name;
  return wanted === 0 ? `${next.name} (paid)` : `${next.name} (${Math.ceil((other / wanted) * 10) / 10}x)`;
}

/** What providers put behind a model's name for one of its states: `-2025-08-07`, `-20250929`. */
const SNAPSHOT = /-(\d{4}-\d{2}-\d{2}|\d{8})$/;

/** True when a name is that of a dated state of a model: providers take the plain name for one of these. */
export function isStateOf(model: string, name: string): boolean {
  return name !== model && name.replace(SNAPSHOT, '') === model;
}

/**
 * True when the model that a provider says it served is the one that was asked for: by its name, by one of its
 * aliases, or a dated state of it.
 */
export function isSameModel(catalogue: Catalogue, requested: string, served: string): boolean {
  if (requested === served) return true;
  const name = (text: string): string => {
    const plain = findModel(catalogue, text)?.name;
    return plain ?? findModel(catalogue, text.replace(SNAPSHOT, ''))?.name ?? text.replace(SNAPSHOT, '');
  };
  return name(requested) === name(served);
}
