import { findModel, HanzoError, TIERS } from '@hanzo/contracts';
import { pulledModels, resolveLocalModel, type InstalledModel } from '../../../installed-models.ts';
import { freeMemoryBudget } from '../../../process/machine-memory.ts';
import type { Setting } from '../../../setting.ts';
import type { EngineFlags } from '../flags.ts';
import { namedLocals } from './named-models.ts';
import { placed, type OrchestratorChoice } from './orchestrator-choice.ts';

/**
 * The model that this machine loads for tasks of a run; undefined: none, as the mesh does them, or APIs alone.
 *
 * @throws HanzoError MODEL_UNKNOWN, MODEL_NOT_INSTALLED
 */
export function localModelOf(
  flags: Pick<EngineFlags, 'useHanzoNet' | 'preferLocal' | 'workerModels' | 'critic' | 'criticInstances'>,
  choice: OrchestratorChoice,
  setting: Setting,
): InstalledModel | undefined {
  const { useHanzoNet, preferLocal } = flags;
  if (useHanzoNet === true) return undefined;
  const [named] = namedLocals(flags, setting);
  if (named !== undefined) return resolveLocalModel(named, setting);
  if (choice.kind === 'local') return configuredModel(choice.model, setting);
  return preferLocal === true ? preferredModel(setting) : undefined;
}

/** A model that a file or a variable names and that is not here is told with that place. */
function configuredModel(wanted: string | undefined, setting: Setting): InstalledModel {
  try {
    return resolveLocalModel(wanted, setting);
  } catch (error) {
    const { localModel, origins } = setting.config;
    throw placed(error, wanted === localModel ? origins.localModel : origins.orchestrator);
  }
}

/** Without a name: one that the policy names, the simplest tier first, else the largest that this machine has room for. */
function preferredModel(setting: Setting): InstalledModel {
  const { config, routing, catalogue } = setting;
  if (config.localModel !== undefined) return configuredModel(config.localModel, setting);
  const installed = pulledModels(setting).toSorted((one, other) => other.sizeBytes - one.sizeBytes);
  const smallest = installed.at(-1);
  if (smallest === undefined)
    throw new HanzoError('MODEL_NOT_INSTALLED', '--prefer-local: no model is installed on this machine.', {
      mend: 'Get one: hanzo models pull llama3.2; or use the mesh: --use-hanzo-net; or leave --prefer-local out.',
    });
  const named = TIERS.flatMap((tier) => routing.tiers[tier].models).flatMap((name) => {
    const known = findModel(catalogue, name)?.name ?? name.replace(/^local:/, '');
    return installed.find((model) => model.name === known) ?? [];
  });
  // The smallest one may still be too large: loading it says so.
  return named[0] ?? installed.find(({ sizeBytes }) => sizeBytes <= freeMemoryBudget()) ?? smallest;
}
