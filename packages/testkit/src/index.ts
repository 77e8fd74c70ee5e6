/**
 * Fakes behind the real interfaces: a clock that tests move, a model that says what it is told, and an HTTP server
 * that speaks OpenAI's API and keeps the bill. Product code: users' tests may use them too.
 *
 * @packageDocumentation
 */
export * from './manual-clock.ts';
export * from './scripted-model.ts';
export * from './stand-in/bodies.ts';
export * from './stand-in/reply.ts';
export * from './stand-in/request.ts';
export { startApiStandIn } from './stand-in/server.ts';
export type { ApiStandIn, ApiStandInOptions, RecordedRequest } from './stand-in/server.ts';
