import { requireKey, type ProviderEndpoint } from '@hanzo/config';

/** What lists are waited for. */
const TIMEOUT_MS = 20_000;

/**
 * The names of the models that an endpoint serves to its key. One request, free of charge.
 *
 * @throws HanzoError CREDENTIALS_MISSING; and what the endpoint says or does not say, like a provider
 */
export async function servedModels(endpoint: ProviderEndpoint, signal: AbortSignal): Promise<readonly string[]> {
  const { kind, baseUrl, speaks, keyVariable: keyName } = endpoint;
  const apiKey = requireKey(endpoint);
  if (kind === 'anthropic') {
    const { listAnthropicModels } = await import('@hanzo/models/anthropic');
    return await listAnthropicModels({ apiKey, keyName, baseUrl, timeoutMs: TIMEOUT_MS }, signal);
  }
  const { listOpenAiModels } = await import('@hanzo/models/openai');
  const api = speaks.includes('responses') ? 'responses' : 'chat';
  return await listOpenAiModels({ apiKey, keyName, baseUrl, api, timeoutMs: TIMEOUT_MS }, signal);
}
