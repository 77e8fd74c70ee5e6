import { endpointOf, providerNames, type ProviderEndpoint } from '@hanzo/config';
import type { Setting } from '../../setting.ts';
import type { UsedModel } from './used-models.ts';

/** An endpoint that can be asked, with the models in use that it should serve. */
export interface AskedEndpoint extends ProviderEndpoint {
  /** Names. */
  readonly used: readonly string[];
}

/**
 * Every endpoint that has a key, or that needs none and was configured: one for each provider and base URL. Providers of
 * the catalogue that nobody configured are left out.
 */
export function endpointsToAsk({ config }: Setting, used: readonly UsedModel[]): readonly AskedEndpoint[] {
  const found = new Map<string, { endpoint: ProviderEndpoint; used: string[] }>();
  const add = (provider: string, model?: string): void => {
    const endpoint = endpointOf(config, provider, model);
    if (endpoint.apiKey === undefined) return;
    const key = `${endpoint.keyName} ${endpoint.baseUrl}`;
    const entry = found.get(key) ?? { endpoint, used: [] };
    if (model !== undefined) entry.used.push(model);
    found.set(key, entry);
  };
  const known = providerNames(config);
  for (const provider of known) add(provider);
  // A model whose provider is not configured can be called by nobody; `hanzo doctor` says so.
  for (const { card } of used) if (known.includes(card.provider)) add(card.provider, card.name);
  return [...found.values()].map((entry) => ({ ...entry.endpoint, used: entry.used }));
}
