import { DEFAULT_DATA_CLASS } from '@hanzo/contracts';
import type { Offer } from '@hanzo/wire';
import type { ShelfModel } from './shelf-model.ts';
import type { Asker, Terms } from './terms.ts';

/** Why an offer is not taken, and when asking again makes sense: milliseconds, 0 for never. */
export interface Refusal {
  readonly reason: string;
  readonly retryAfterMs: number;
}

/** When to ask again for a model whose engine is restarting, in milliseconds. */
const ENGINE_RETRY_MS = 2_000;

/** Without a hint of the policy: owners come and go in minutes. */
const PAUSE_RETRY_MS = 30_000;

/** A reason is a sentence: peers refuse longer ones. */
const MOST_NAMES = 8;
const MOST_NAME_LENGTH = 64;

const never = (reason: string): Refusal => ({ reason, retryAfterMs: 0 });

/** What the owner's terms say against this member, at this moment. */
export function refusedByTerms(terms: Terms, asker: Asker): Refusal | undefined {
  const refused = terms.refuses(asker);
  if (refused !== undefined) return never(`the owner's policy: ${refused}`);
  if (terms.pause === undefined) return undefined;
  const { reason, retryAfterMs } = terms.pause;
  return { reason: `the worker takes no work: ${reason}`, retryAfterMs: retryAfterMs || PAUSE_RETRY_MS };
}

/** What the owner's terms say against tasks of this class of data. */
export function refusedByDataClass(
  terms: Terms,
  dataClass: Offer['dataClass'] = DEFAULT_DATA_CLASS,
): Refusal | undefined {
  if (terms.dataClasses.includes(dataClass)) return undefined;
  return never(`the owner's policy: no ${dataClass} data on this machine`);
}

/** The model that the offer would run on: the one it names, or one that is loaded. */
export function chooseModel(offer: Offer, usable: readonly ShelfModel[]): ShelfModel | undefined {
  if (offer.model !== '') return usable.find(({ served }) => served.name === offer.model);
  return usable.find(({ engine }) => engine !== undefined) ?? usable[0];
}

/** Why no model can take the offer. */
export function refusedByModels(offer: Offer, all: readonly ShelfModel[]): Refusal {
  if (offer.model === '' || all.some(({ served, isGone }) => served.name === offer.model && !isGone)) {
    const what = offer.model === '' ? 'its engine' : offer.model;
    return { reason: `${what} is not usable at the moment`, retryAfterMs: ENGINE_RETRY_MS };
  }
  const names = all
    .slice(0, MOST_NAMES)
    .map(({ served }) => served.name.slice(0, MOST_NAME_LENGTH))
    .join(', ');
  return never(`the worker runs ${names}, not ${offer.model}`);
}

export function refusedBySize({ maxOutputTokens }: Offer, { served }: ShelfModel): Refusal | undefined {
  if (maxOutputTokens >= 1 && maxOutputTokens < served.contextTokens) return undefined;
  return never(`an answer of ${maxOutputTokens} tokens does not fit a context of ${served.contextTokens}`);
}
