import { fields, least, list, size, text, type Fields } from '../json-fields.ts';
import type { ProbeAnswer, ProbeLine } from '../probe-http.ts';
import type { Described, ProbedModel } from '../probed-server.ts';

/**
 * What Ollama gives a model at least when nobody sets `num_ctx`: 4096 below 24 GiB of graphics memory, 32768 below
 * 48 GiB, else 262144, or OLLAMA_CONTEXT_LENGTH. The interface does not tell which, so the least counts until the model
 * is loaded.
 *
 * @see https://docs.ollama.com/context-length
 */
const LEAST_CONTEXT = 4096;

/** Models whose description is asked for at a time. */
const AT_A_TIME = 4;

/**
 * Ollama: `/api/version`; `/api/ps` has the `context_length` in force of what is loaded; `/api/show` the model's own
 * limit (`model_info["<architecture>.context_length"]`), its `num_ctx` among the `parameters`, and `capabilities`.
 * Longer prompts lose their beginning without a word. What is in force may have been another program's wish (`num_ctx`
 * in its requests); a request without one gets the default again. How many requests run at once (OLLAMA_NUM_PARALLEL)
 * is not told.
 *
 * @see https://docs.ollama.com/api
 * @returns undefined when it is no Ollama
 */
export async function describeOllama(line: ProbeLine, entries: readonly Fields[]): Promise<Described | undefined> {
  const [version, tags] = await Promise.all([line.ask('/api/version'), line.ask('/api/tags')]);
  const told = text(fields(version.body)['version']);
  if (version.status !== 200 || told === undefined || !('models' in fields(tags.body))) return undefined;
  const loaded = list(fields((await line.ask('/api/ps')).body)['models']);
  const ids = entries.flatMap((entry) => text(entry['id']) ?? []);
  const models: ProbedModel[] = [];
  for (let next = 0; next < ids.length; next += AT_A_TIME) {
    const few = ids.slice(next, next + AT_A_TIME);
    models.push(...(await Promise.all(few.map((id) => describeModel(line, id, loaded, remoteHost(tags, id))))));
  }
  return { kind: 'ollama', version: told, models };
}

/** Cloud models stand in the list like any other, but their prompts go to another machine. */
function remoteHost(tags: ProbeAnswer, id: string): string | undefined {
  const entry = list(fields(tags.body)['models']).find((one) => one['model'] === id || one['name'] === id);
  return text(entry?.['remote_host']);
}

async function describeModel(
  line: ProbeLine,
  id: string,
  loaded: readonly Fields[],
  remote: string | undefined,
): Promise<ProbedModel> {
  const running = loaded.find((one) => one['model'] === id || one['name'] === id);
  const shown = fields((await line.ask('/api/show', { model: id })).body);
  const configured = numCtx(text(shown['parameters']) ?? '');
  const inForce = size(running?.['context_length']);
  return {
    id,
    use: makesOnlyVectors(shown) ? 'embedding' : 'chat',
    // Ollama cuts what is set to what the model was trained for, and so do we.
    contextTokens: inForce ?? least(configured ?? LEAST_CONTEXT, trainedFor(shown)),
    contextFrom: inForce === undefined ? (configured === undefined ? 'assumed' : 'configured') : 'in-force',
    slots: undefined,
    loaded: remote === undefined ? running !== undefined : undefined,
    remoteHost: remote,
  };
}

/** `parameters` is the Modelfile's, one per line: `num_ctx                        8192`. */
function numCtx(parameters: string): number | undefined {
  return size(Number(/^num_ctx\s+(\d+)\s*$/m.exec(parameters)?.[1]));
}

function trainedFor(shown: Fields): number | undefined {
  const info = fields(shown['model_info']);
  const key = Object.keys(info).find((name) => name.endsWith('.context_length'));
  return key === undefined ? undefined : size(info[key]);
}

function makesOnlyVectors(shown: Fields): boolean {
  const { capabilities } = shown;
  return Array.isArray(capabilities) && capabilities.includes('embedding') && !capabilities.includes('completion');
}
