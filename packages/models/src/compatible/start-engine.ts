import { loadClient } from '../openai/client.ts';
import { NO_KEY } from '../api/redact.ts';
import { findModel } from './find-model.ts';
import { checkOptions, type CompatibleEngine, type CompatibleEngineOptions } from './options.ts';
import { ServedEngine } from './served-engine.ts';
import { serverFetch } from './server-fetch.ts';
import { readServerUrl } from './server-url.ts';

/**
 * Lends one model of a server that runs already. Prompts go over `/v1/chat/completions`, streaming; a request that is
 * aborted is hung up on, which is what stops those servers. A server that goes away and comes back does not end it.
 *
 * Rejects with HanzoError: what `probeEngines` rejects with, CONFIG_INVALID (options), MODEL_UNAVAILABLE (no such model),
 * ENGINE_FAILED (Ollama cannot load it), or the signal's reason.
 *
 * @example
 * await using engine = await startCompatibleEngine(
 *   { baseUrl: 'http://127.0.0.1:11434/v1', model: 'llama3.2', slots: 2, log },
 *   signal,
 * );
 */
export async function startCompatibleEngine(
  given: CompatibleEngineOptions,
  signal: AbortSignal,
): Promise<CompatibleEngine> {
  const options = checkOptions(given);
  const { baseUrl, host, isLoopback } = readServerUrl(options.baseUrl);
  const { apiKey = NO_KEY, log, silence } = options;
  const found = await findModel(options, signal);
  const loaded = await loadClient({
    apiKey: apiKey === '' ? NO_KEY : apiKey,
    baseUrl,
    timeoutMs: silence.firstTokenMs,
    fetch: serverFetch(host),
    atOpenAi: false,
  });
  signal.throwIfAborted();
  const engine = new ServedEngine(options, found, loaded);
  const { kind, version } = found.server;
  const { modelName, contextTokens, slots } = engine.info;
  log.info('engine ready', { engine: kind, version, host, isLoopback, model: modelName, contextTokens, slots });
  return engine;
}
