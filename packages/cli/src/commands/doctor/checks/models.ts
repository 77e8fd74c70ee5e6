import { inDays, lifeOf, livingReplacement } from '@hanzo/config';
import { findModel, toHanzoError } from '@hanzo/contracts';
import { memoryNeed, probeLlama, readGgufHeader } from '@hanzo/models/llama';
import { checkEmbeddedModel } from '../../../embedded-model.ts';
import { publishedHash, pulledModels, type InstalledModel } from '../../../installed-models.ts';
import { freeMemoryBudget } from '../../../process/machine-memory.ts';
import { formatBytes } from '../../../terminal/units.ts';
import type { Setting } from '../../../setting.ts';
import { SMALL_LOAD } from '../../models/fit.ts';
import { usedFor, usedModels, type UsedModel } from '../../models/used-models.ts';
import { fail, messageOf, ok, warn, type Check, type Finding } from '../check.ts';
import { checkCatalogue } from './catalogue.ts';

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

export const checkLocalModels: Check = async (setting) => [
  ...(await installedFindings(setting)),
  ...embeddedFindings(setting),
];

async function installedFindings(setting: Setting): Promise<readonly Finding[]> {
  const installed = pulledModels(setting);
  if (installed.length === 0) return [noneInstalled(setting)];
  const detail = installed.map((model) => `${model.name} (${formatBytes(model.sizeBytes)})`).join(', ');
  const faults = (await Promise.all(installed.map(async (model) => await faultOf(model)))).filter(
    (finding) => finding !== undefined,
  );
  return faults.length === 0 ? [ok('local models', detail)] : faults;
}

function noneInstalled({ embedded, catalogue }: Setting): Finding {
  const card = embedded === undefined ? undefined : findModel(catalogue, embedded.name);
  const kinds = card?.kind === 'local' ? card.kinds : undefined;
  const detail =
    card === undefined || kinds === undefined
      ? 'none installed: this machine cannot be a worker yet'
      : `no model is pulled: ${card.name}, which comes with hanzo, does ${kinds.join(' and ')} only`;
  return warn('local models', detail, 'hanzo models pull llama3.2');
}

/** Nothing where it was left out: whoever did that meant it. */
function embeddedFindings(setting: Setting): readonly Finding[] {
  const { embedded } = setting;
  if (embedded === undefined) return [];
  try {
    checkEmbeddedModel(embedded, publishedHash(setting));
    return [
      ok('embedded model', `${embedded.name} (${formatBytes(embedded.sizeBytes)}) is the file that was published`),
    ];
  } catch (error) {
    const { message, mend = '' } = toHanzoError(error);
    return [fail('embedded model', message, mend)];
  }
}

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

/** A longer notice is no reason to act today. */
const SOON_DAYS = 60;

/** API models in use that are about to end: said in time, and never swapped silently. With the state of the catalogue. */
export const checkModelLife: Check = async (setting) => {
  const now = Date.now();
  const findings = usedModels(setting, now).flatMap((used) => endOf(used, setting, now));
  const fine = ok('model life', `no model in use ends within ${SOON_DAYS} days`);
  return [...(findings.length > 0 ? findings : [fine]), ...(await checkCatalogue(setting))];
};

function endOf(used: UsedModel, { catalogue }: Setting, now: number): Finding[] {
  const { card } = used;
  const life = lifeOf(card, now);
  if (life.state === 'living' || (life.state === 'ending' && life.daysLeft > SOON_DAYS)) return [];
  const when =
    life.state === 'gone' ? `is gone since ${life.shutdown}` : `ends on ${life.shutdown}, ${inDays(life.daysLeft)}`;
  const next = livingReplacement(catalogue, card, now);
  return [warn('model life', `${card.name} (${usedFor(used)}) ${when}`, insteadOf(used, next?.name))];
}

function insteadOf({ orchestrator, fallbackInConfigOf }: UsedModel, next: string | undefined): string {
  if (next === undefined) return 'Choose another model: `hanzo models`.';
  if (orchestrator) return `Use ${next} instead: --orchestrator ${next}, or "orchestrator" in config.json.`;
  if (fallbackInConfigOf.length > 0) return `Name ${next} instead in "calls": {"fallbacks": …} of config.json.`;
  return `It is passed over then; its replacement is ${next}.`;
}
