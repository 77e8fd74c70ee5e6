/**
 * Fakes behind the real interfaces: a clock that tests move, a model that says what it is told, and an HTTP server
 * that speaks OpenAI's and Anthropic's APIs and keeps the bill. Product code: users' tests may use them too.
 *
 * @packageDocumentation
 */
export * from './manual-clock.ts';
export * from './memory-cache.ts';
export * from './routing-policy.ts';
export * from './scripted-model.ts';
export * from './scripted-tools.ts';
export * from './stand-in/anthropic-bodies.ts';
export type { AnthropicEvent, AnthropicMessage } from './stand-in/anthropic-shape.ts';
export * from './stand-in/background-fate.ts';
export * from './stand-in/batch-fate.ts';
export * from './stand-in/bodies.ts';
export { capabilitiesByName } from './stand-in/capabilities.ts';
export { chargedMicros } from './stand-in/charge.ts';
export type { Charge } from './stand-in/charge.ts';
export type { RecordedRequest } from './stand-in/desk.ts';
export type { StandInImage } from './stand-in/images.ts';
export type { ApiStandInOptions } from './stand-in/options.ts';
export type { PromptCacheOptions } from './stand-in/prompt-cache.ts';
export type { RateLimitOptions } from './stand-in/rate-limit.ts';
export * from './stand-in/reply.ts';
export * from './stand-in/request.ts';
export { startApiStandIn } from './stand-in/server.ts';
export type { ApiStandIn } from './stand-in/server.ts';
