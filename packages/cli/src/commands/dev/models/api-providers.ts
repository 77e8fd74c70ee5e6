import { endpointFor, requireKey, type Endpoint } from '@hanzo/config';
import type { ApiModelCard, ApiProvider, BackgroundApi, BatchApi } from '@hanzo/contracts';
import { createAnthropicBatch, createAnthropicProvider } from '@hanzo/models/anthropic';
import { createOpenAiBackground, createOpenAiBatch, createOpenAiProvider } from '@hanzo/models/openai';
import type { Setting } from '../../../setting.ts';

/** Whoever serves the model, called with the client of its kind. */
export function providerFor(card: ApiModelCard, setting: Setting): ApiProvider {
  const { endpoint, shared } = connectionOf(card, setting);
  return endpoint.kind === 'anthropic'
    ? createAnthropicProvider({ ...shared, name: endpoint.host })
    : createOpenAiProvider({ ...shared, api: openAiApi(endpoint), name: endpoint.host });
}

/** The same for requests that may take a day. */
export function batchApiFor(card: ApiModelCard, setting: Setting): BatchApi {
  const { endpoint, shared } = connectionOf(card, setting);
  return endpoint.kind === 'anthropic'
    ? createAnthropicBatch(shared)
    : createOpenAiBatch({ ...shared, api: openAiApi(endpoint) });
}

/** The same for answers that outlive this process; undefined where the interface has none. */
export function backgroundApiFor(card: ApiModelCard, setting: Setting): BackgroundApi | undefined {
  const { endpoint, shared } = connectionOf(card, setting);
  return endpoint.kind !== 'anthropic' && openAiApi(endpoint) === 'responses'
    ? createOpenAiBackground(shared)
    : undefined;
}

interface Shared {
  readonly apiKey: string;
  readonly keyName: string;
  readonly baseUrl: string;
  readonly takes: () => ApiModelCard['takes'];
}

function connectionOf(card: ApiModelCard, { config }: Setting): { endpoint: Endpoint; shared: Shared } {
  const endpoint = endpointFor(config, card);
  const { baseUrl, keyVariable: keyName } = endpoint;
  return { endpoint, shared: { apiKey: requireKey(endpoint), keyName, baseUrl, takes: () => card.takes } };
}

function openAiApi({ api }: Endpoint): 'responses' | 'chat' {
  return api === 'responses' ? 'responses' : 'chat';
}
