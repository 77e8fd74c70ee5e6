import { type ApiModelCard, type Catalogue, findModel, isGone, type ModelCard } from '@hanzo/contracts';

const DAY_MS = 86_400_000;

/** How long a model will be served. `daysLeft` counts from today to its last day, on which it is 0. */
export type ModelLife =
  | { readonly state: 'living' }
  | { readonly state: 'ending'; readonly daysLeft: number; readonly shutdown: string }
  | { readonly state: 'gone'; readonly shutdown: string };

/**
 * Says whether a model is still served: through the day of its shutdown, in UTC, because providers name no hour. `now` in
 * milliseconds since the epoch. Local models never end.
 */
export function lifeOf(card: ModelCard, now: number): ModelLife {
  if (card.kind === 'local' || card.shutdown === undefined) return { state: 'living' };
  if (isGone(card, now)) return { state: 'gone', shutdown: card.shutdown };
  const daysLeft = Date.parse(card.shutdown) / DAY_MS - Math.floor(now / DAY_MS);
  return { state: 'ending', daysLeft, shutdown: card.shutdown };
}

/** `today`, `tomorrow`, `in 20 days`. */
export function inDays(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

/** The first model down the chain of replacements that is still served. For advice: nothing is swapped silently. */
export function livingReplacement(catalogue: Catalogue, card: ApiModelCard, now: number): ApiModelCard | undefined {
  const next = card.replacement === undefined ? undefined : findModel(catalogue, card.replacement);
  if (next?.kind !== 'api') return undefined;
  return lifeOf(next, now).state === 'gone' ? livingReplacement(catalogue, next, now) : next;
}

/** The models of a list that exist and are still served, in the list's order. */
export function livingModels(names: readonly string[], catalogue: Catalogue, now: number): readonly ModelCard[] {
  return names.flatMap((name) => {
    const card = findModel(catalogue, name);
    return card && lifeOf(card, now).state !== 'gone' ? [card] : [];
  });
}

/** Whole days since the shipped catalogue was made; undefined when its version is no date. */
export function catalogueAgeDays({ version }: Pick<Catalogue, 'version'>, now: number): number | undefined {
  const [date] = /^\d{4}-\d{2}-\d{2}/.exec(version) ?? [];
  const made = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(made) ? undefined : Math.floor((now - made) / DAY_MS);
}
