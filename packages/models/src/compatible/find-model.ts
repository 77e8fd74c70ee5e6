import { HanzoError } from '@hanzo/contracts';
import { fields } from './json-fields.ts';
import { probeLine } from './probe-http.ts';
import { probeEngines } from './probe.ts';
import type { ProbedModel, ProbedServer } from './probed-server.ts';
import type { CheckedOptions } from './options.ts';
import { readServerUrl } from './server-url.ts';

/** A model, where it was found. */
export interface FoundModel {
  readonly server: ProbedServer;
  readonly model: ProbedModel;
}

/** Names in one sentence. */
const MOST_NAMES = 10;

/**
 * Finds the model at its server. Ollama decides how much context a model gets when it loads it, and loads it anew for
 * whoever asks with another `num_ctx`: so it is told to load it as our requests will, and what is in force then counts.
 *
 * Rejects with what `probeEngines` rejects with, MODEL_UNAVAILABLE, or ENGINE_FAILED (it does not load).
 */
export async function findModel(options: CheckedOptions, signal: AbortSignal): Promise<FoundModel> {
  const { baseUrl, apiKey, model } = options;
  const server = await probeEngines(baseUrl, { signal, apiKey });
  const found = pick(server, model);
  const isLoadedHere = server.kind === 'ollama' && found.use === 'chat' && found.remoteHost === undefined;
  if (!isLoadedHere) return { server, model: found };
  await load(options, found.id, signal);
  const after = await probeEngines(baseUrl, { signal, apiKey });
  return { server: after, model: pick(after, model) };
}

function pick(server: ProbedServer, name: string): ProbedModel {
  const { models, host } = server;
  const found = models.find(({ id }) => id === name) ?? models.find(({ id }) => id === `${name}:latest`);
  if (found !== undefined) return found;
  const names = models.map(({ id }) => id);
  const has = names.length === 0 ? 'no models' : names.slice(0, MOST_NAMES).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  throw new HanzoError('MODEL_UNAVAILABLE', `${host} has no model "${name}". It has ${has}${more}.`, {
    details: { host, model: name, models: names },
    mend:
      server.kind === 'ollama'
        ? `Get it with \`ollama pull ${name}\`, or lend one that is there.`
        : 'Lend one that is there.',
  });
}

/** @see https://docs.ollama.com/api/generate "If an empty prompt is provided, the model will be loaded into memory." */
async function load(options: CheckedOptions, model: string, signal: AbortSignal): Promise<void> {
  const { apiKey, loadTimeoutMs: timeoutMs, log } = options;
  const url = readServerUrl(options.baseUrl);
  log.info('the server loads the model', { host: url.host, model });
  const answer = await probeLine(url, { signal, apiKey, timeoutMs }).ask('/api/generate', { model, stream: false });
  if (answer.status === 200 && fields(answer.body)['done'] === true) return;
  throw new HanzoError('ENGINE_FAILED', `${url.host} does not load ${model}: ${answer.complaint}.`, {
    details: { host: url.host, model, status: answer.status },
    mend: 'Most often memory runs out: try `ollama run` with it, or lend a smaller model.',
  });
}
