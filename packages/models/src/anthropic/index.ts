/**
 * Claude models through Anthropic's own client.
 *
 * @example
 * const provider = createAnthropicProvider({ apiKey });
 * const { text, usage } = await provider.generate(request, { signal });
 *
 * @packageDocumentation
 */
export { createAnthropicBatch } from './batch.ts';
export { createAnthropicProvider } from './provider.ts';
export { listAnthropicModels } from './list-models.ts';
export { DEFAULT_BASE_URL as ANTHROPIC_BASE_URL, UNKNOWN_CLAUDE } from './options.ts';
export type { AnthropicOptions } from './options.ts';
