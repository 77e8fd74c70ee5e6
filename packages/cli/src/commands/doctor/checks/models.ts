import { lifeOf, livingReplacement } from '@hanzo/config';
import { findModel } from '@hanzo/contracts';
import { probeLlama } from '@hanzo/models/llama';
import { installedModels } from '../../../installed-models.ts';
import { formatBytes } from '../../../units.ts';
import { fail, messageOf, ok, warn, type Check } from '../check.ts';

/** Loads the native binding in a child process, as a worker would. */
export const checkInference: Check = async () => {
  try {
    const { gpu, release } = await probeLlama();
    return [ok('inference', `llama.cpp ${release} loads; device: ${gpu}`)];
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

export const checkLocalModels: Check = (setting) => {
  const installed = installedModels(setting);
  if (installed.length === 0)
    return [warn('local models', 'none installed: this machine cannot be a worker yet', 'hanzo models pull llama3.2')];
  return [ok('local models', installed.map((model) => `${model.name} (${formatBytes(model.sizeBytes)})`).join(', '))];
};

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
