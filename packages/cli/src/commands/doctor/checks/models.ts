import { lifeOf, livingReplacement } from '@hanzo/config';
import { findModel } from '@hanzo/contracts';
import { memoryNeed, probeLlama, readGgufHeader } from '@hanzo/models/llama';
import { installedModels, type InstalledModel } from '../../../installed-models.ts';
import { freeMemoryBudget } from '../../../machine-memory.ts';
import { formatBytes } from '../../../units.ts';
import { SMALL_LOAD } from '../../models/fit.ts';
import { fail, messageOf, ok, warn, type Check, type Finding } from '../check.ts';

/** Loads the native binding in a child process, as a worker would. */
export const checkInference: Check = async () => {
  try {
    const { gpu, gpus, release } = await probeLlama();
    const usable = gpus.length > 0 ? `; --gpu ${gpus.join(', ')}` : '; no usable GPU';
    return [ok('inference', `llama.cpp ${release} loads; device: ${gpu}${usable}`)];
  } catch (error) {
    return [
      fail(
        'inference',
        `the llama binding does not load: ${messageOf(error)}`,
        'Run `npm install` again without --omit=optional; workers need it, API-only use does not.',
      ),
    ];
  }
};

export const checkLocalModels: Check = async (setting) => {
  const installed = installedModels(setting);
  if (installed.length === 0)
    return [warn('local models', 'none installed: this machine cannot be a worker yet', 'hanzo models pull llama3.2')];
  const detail = installed.map((model) => `${model.name} (${formatBytes(model.sizeBytes)})`).join(', ');
  const faults = (await Promise.all(installed.map(async (model) => await faultOf(model)))).filter(
    (finding) => finding !== undefined,
  );
  return faults.length === 0 ? [ok('local models', detail)] : faults;
};

/** A model that no worker here could serve: damaged, or larger than the memory even for one task at a time. */
async function faultOf({ name, path }: InstalledModel): Promise<Finding | undefined> {
  try {
    const needed = memoryNeed(await readGgufHeader(path), SMALL_LOAD);
    const budget = freeMemoryBudget();
    if (needed <= budget) return undefined;
    const detail = `${name} needs ${formatBytes(needed)} for one task; models may take ${formatBytes(budget)} now`;
    return warn('local models', detail, 'Close other programs, or take a smaller one: `hanzo models list`.');
  } catch (error) {
    return fail('local models', messageOf(error), `Get it again: hanzo models rm ${name}; hanzo models pull ${name}`);
  }
}

/** Models that are configured and about to end: said in time, and never swapped silently. */
export const checkModelLife: Check = ({ catalogue, config, tiers }) => {
  const names = new Set(
    [config.orchestrator, ...Object.values(tiers).flatMap((tier) => tier.models)].filter((name) => name !== undefined),
  );
  const findings = [...names].flatMap((name) => {
    const card = findModel(catalogue, name);
    if (card?.kind !== 'api') return [];
    const life = lifeOf(card, Date.now());
    if (life.state === 'living') return [];
    const next = livingReplacement(catalogue, card, Date.now());
    const mend =
      next === undefined
        ? 'Choose another model: `hanzo models`.'
        : `Use ${next.name} instead, e.g. --orchestrator ${next.name}.`;
    const when =
      life.state === 'gone' ? `is gone since ${life.shutdown}` : `ends on ${life.shutdown}, in ${life.daysLeft} days`;
    return [warn('model life', `${card.name} ${when}`, mend)];
  });
  return findings.length > 0 ? findings : [ok('model life', 'all models of the tier policies are served')];
};
