import { basename } from 'node:path';
import { HanzoError, type Logger } from '@hanzo/contracts';
import { probeEngines, startCompatibleEngine, type ProbedModel, type ProbedServer } from '@hanzo/models/compatible';
import type { ServedModel } from '@hanzo/worker';

/** For a server that does not say how many requests it runs at once. */
const SLOTS = 4;
/** As many as --slots allows. Servers with large GPUs name thousands. */
const MOST_SLOTS = 32;
const LEAST_CONTEXT = 4096;

export interface ServerWishes {
  readonly url: string;
  /** Names of its models. Undefined: all that answer. */
  readonly model: readonly string[] | undefined;
  readonly slots: number | undefined;
  readonly context: number | undefined;
  readonly apiKey: string | undefined;
}

/**
 * The models of a server that runs on this machine, or those of them that the owner names.
 *
 * @throws HanzoError what probing throws, MODEL_UNKNOWN
 */
export async function serverModels(wishes: ServerWishes, log: Logger, signal: AbortSignal): Promise<ServedModel[]> {
  const { url, apiKey } = wishes;
  const server = await probeEngines(url, { signal, ...(apiKey !== undefined && { apiKey }) });
  log.info(`found ${server.kind}`, {
    version: server.version,
    at: server.host,
    models: server.models.map(({ id }) => id).join(', '),
  });
  if (!server.isLoopback) {
    log.warn(`prompts of the mesh leave this machine: ${server.host} is another one. Only lend what is yours to lend.`);
  }
  return chosen(server, wishes.model).map((model) => {
    if (model.remoteHost !== undefined) {
      log.warn(`prompts of the mesh leave this machine: ${model.id} is answered by ${model.remoteHost}`);
    }
    return servedModel(server, model, wishes, log);
  });
}

function chosen(server: ProbedServer, wanted: readonly string[] | undefined): readonly ProbedModel[] {
  const talking = server.models.filter(({ use }) => use === 'chat');
  const names = wanted?.filter((name) => name !== 'all') ?? [];
  if (names.length > 0) return names.map((name) => find(server, talking, name));
  if (talking.length > 0) return talking;
  throw new HanzoError('MODEL_UNKNOWN', `The ${server.kind} server at ${server.host} has no model that answers.`, {
    mend: 'Load or pull a model there first.',
  });
}

function find(server: ProbedServer, models: readonly ProbedModel[], name: string): ProbedModel {
  const found = models.find(({ id }) => id === name) ?? models.find(({ id }) => id === `${name}:latest`);
  if (found !== undefined) return found;
  throw new HanzoError('MODEL_UNKNOWN', `The ${server.kind} server at ${server.host} has no model "${name}".`, {
    mend: `It has: ${models.map(({ id }) => id).join(', ') || 'none that answers'}.`,
  });
}

function servedModel(
  server: ProbedServer,
  model: ProbedModel,
  { slots: wantedSlots, context, apiKey }: ServerWishes,
  log: Logger,
): ServedModel {
  const slots = Math.min(wantedSlots ?? model.slots ?? SLOTS, model.slots ?? MOST_SLOTS, MOST_SLOTS);
  const known = model.contextTokens ?? LEAST_CONTEXT;
  const contextTokens = Math.min(context ?? known, known);
  const name = nameOf(model.id);
  return {
    name,
    // A server does not tell which file it serves.
    sha256: '',
    contextTokens,
    slots,
    resumes: server.resumes,
    resumesJson: false,
    engine: server.kind,
    // The server's memory is its owner's business.
    memoryBytes: 0,
    start: async (stop, onChange) =>
      await startCompatibleEngine(
        {
          baseUrl: server.baseUrl,
          model: model.id,
          modelName: name,
          slots,
          contextTokens,
          log,
          onState: () => onChange(),
          ...(apiKey !== undefined && { apiKey }),
        },
        stop,
      ),
  };
}

/** llama-server calls a model by the path of its file, which is nobody else's business. */
function nameOf(id: string): string {
  return /[/\\].*\.gguf$/i.test(id) ? basename(id.replaceAll('\\', '/')).replace(/\.gguf$/i, '') : id;
}
