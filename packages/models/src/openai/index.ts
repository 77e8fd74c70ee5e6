/**
 * OpenAI and every server that speaks its API: answers now, answers that outlive their connection, answers within a day at half the price, and what is served.
 *
 * @example
 * const provider = createOpenAiProvider({ apiKey, baseUrl: 'https://api.openai.com/v1', api: 'responses' });
 * const { text, usage, toolCalls } = await provider.generate(request, { signal });
 *
 * @packageDocumentation
 */
export { createOpenAiBackground } from './background.ts';
export { createOpenAiBatch } from './batch.ts';
export { listOpenAiModels } from './list-models.ts';
export { createOpenAiProvider, MIN_RESPONSES_OUTPUT_TOKENS } from './provider.ts';
export type { OpenAiOptions } from './connection.ts';
export type { OpenAiProviderOptions } from './provider.ts';
export type { Charged, FaultDetails } from './fault.ts';
