/**
 * OpenAI and every server that speaks its API, as a ModelProvider.
 *
 * @example
 * const provider = createOpenAiProvider({ apiKey, baseUrl: 'https://api.openai.com/v1', api: 'responses' });
 * const { text, usage } = await provider.generate(request, { signal });
 *
 * @packageDocumentation
 */
export { createOpenAiProvider, MIN_RESPONSES_OUTPUT_TOKENS } from './provider.ts';
export type { OpenAiProviderOptions } from './provider.ts';
export type { Charged, FaultDetails } from './fault.ts';
