import { clearTextWarning, endpointFor, sendsKeyInClear, type Config, type Endpoint } from '@hanzo/config';
import type { ApiModelCard } from '@hanzo/contracts';

/**
 * What may follow a model where the user named no chain for it. Whoever sent gpt-5* models to an endpoint of their own
 * may have a reason: then no model on another host is asked, with that key, because the first was not there.
 */
export function keptToHost(
  card: ApiModelCard,
  chain: readonly ApiModelCard[],
  config: Config,
): readonly ApiModelCard[] {
  const isOwn = [card.name, ...card.aliases].some((name) => Object.hasOwn(config.calls.fallbacks, name));
  if (isOwn || config.openai.gpt5BaseUrl === undefined) return chain;
  const { host } = endpointFor(config, card);
  return chain.filter((next) => endpointFor(config, next).host === host);
}

/** `asked at: five.local:9 (base URL from GPT5_ENDPOINT); gpt-4o at api.openai.com` */
export function hostsInWords(card: ApiModelCard, chain: readonly ApiModelCard[], config: Config): string {
  const first = endpointFor(config, card);
  const others = chain.flatMap((next) => {
    const endpoint = endpointFor(config, next);
    return endpoint.baseUrl === first.baseUrl ? [] : [`${next.name} at ${placeInWords(endpoint)}`];
  });
  return `asked at: ${[placeInWords(first), ...others].join('; ')}`;
}

/** `five.local:9 (base URL from GPT5_ENDPOINT); stand-ins also at api.openai.com`: where requests may go, without names. */
export function placesInWords(card: ApiModelCard, chain: readonly ApiModelCard[], config: Config): string {
  const first = placeInWords(endpointFor(config, card));
  const others = new Set(chain.map((next) => placeInWords(endpointFor(config, next))));
  others.delete(first);
  return others.size === 0 ? first : `${first}; stand-ins also at ${[...others].join(', ')}`;
}

function placeInWords({ host, from }: Endpoint): string {
  return from === 'default' ? host : `${host} (base URL from ${from})`;
}

/** A sentence for each endpoint that a key of these models goes to unencrypted. */
export function clearTextWarnings(cards: readonly ApiModelCard[], config: Config): readonly string[] {
  const endpoints = cards.map((card) => endpointFor(config, card)).filter(sendsKeyInClear);
  return [...new Set(endpoints.map(clearTextWarning))];
}
