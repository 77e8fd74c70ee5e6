import type { Logger } from '@hanzo/contracts';
import type { ServedModel } from '@hanzo/worker';
import { environment } from '../../../process/environment.ts';
import { pulledModels, resolveLocalModel, type InstalledModel } from '../../../installed-models.ts';
import type { Setting } from '../../../setting.ts';
import type { NetUpFlags } from '../flags.ts';

/** Of a worker with local models. */
export const SLOTS = 2;
export const CONTEXT_TOKENS = 4096;

/** What the owner allows, as it is in force: it changes while the worker runs. */
export interface Limits {
  threads: number | undefined;
  gpuShare: number | undefined;
}

export interface ModelsToServe {
  readonly models: readonly ServedModel[];
  /** Their files, which must stay while they are served. */
  readonly paths: readonly string[];
}

/**
 * What the worker shall serve: local models, or those of a server. The first one is loaded at once.
 *
 * @throws HanzoError MODEL_UNKNOWN, MODEL_NOT_INSTALLED, MODEL_INVALID, or what probing a server throws
 */
export async function modelsOf(
  flags: NetUpFlags,
  setting: Setting,
  limits: Readonly<Limits>,
  log: Logger,
  signal: AbortSignal,
): Promise<ModelsToServe> {
  if (typeof flags.engine === 'string') {
    const { serverModels } = await import('./server-models.ts');
    const apiKey = environment()['HANZO_ENGINE_KEY'];
    const { model, slots, context } = flags;
    const models = await serverModels({ url: flags.engine, apiKey, model, slots, context }, log, signal);
    return { models, paths: [] };
  }
  const { llamaModel } = await import('./llama-model.ts');
  const wishes = {
    slots: flags.slots ?? SLOTS,
    contextTokens: flags.context ?? CONTEXT_TOKENS,
    gpu: flags.gpu ?? 'auto',
    priority: flags.priority ?? 'low',
    limits: () => limits,
  };
  const files = filesOf(flags.model, setting);
  const models = await Promise.all(files.map(async (file) => await llamaModel(file, wishes, log, signal)));
  return { models, paths: files.map(({ path }) => path) };
}

/** The wanted ones first, each once. `all` stands for all that are installed, but not for a copy of the one that comes with hanzo. */
function filesOf(wanted: readonly string[] | undefined, setting: Setting): readonly InstalledModel[] {
  const names = wanted ?? [setting.config.localModel];
  const files = names.flatMap((name) => {
    const installed = name === 'all' ? pulledModels(setting) : [];
    return installed.length > 0 ? installed : [resolveLocalModel(name === 'all' ? undefined : name, setting)];
  });
  return [...new Map(files.map((file) => [file.name, file])).values()];
}
