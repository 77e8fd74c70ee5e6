/**
 * Engines that are on the machine already (Ollama, vLLM, llama-server, SGLang, LM Studio, or any other server with
 * OpenAI's API) as one of ours.
 *
 * @example
 * const { models } = await probeEngines('http://127.0.0.1:11434', { signal });
 * await using engine = await startCompatibleEngine(
 *   { baseUrl: 'http://127.0.0.1:11434', model: 'llama3.2', slots: 2, log },
 *   signal,
 * );
 *
 * @packageDocumentation
 */
export type { CompatibleEngine, CompatibleEngineOptions } from './options.ts';
export { probeEngines } from './probe.ts';
export type { ProbeLineOptions as ProbeOptions } from './probe-http.ts';
export type { ProbedModel, ProbedServer, ServerKind } from './probed-server.ts';
export type { SilenceLimits } from './silence-watch.ts';
export { startCompatibleEngine } from './start-engine.ts';
