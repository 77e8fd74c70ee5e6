import { endpointFor, requireKey } from '@hanzo/config';
import { HanzoError, kindLimits } from '@hanzo/contracts';
import { MOST_CRITICS } from '@hanzo/orchestrator';
import { resolveLocalModel } from '../../../installed-models.ts';
import { hasApi, type Setting } from '../../../setting.ts';
import type { EngineFlags } from '../flags.ts';
import { paymentOf } from '../money/payment.ts';
import {
  criticNames,
  namedModel,
  nameInTasks,
  panelModels,
  panelSize,
  workerModels,
  type NamedModel,
} from './named-models.ts';
import type { OrchestratorChoice } from './orchestrator-choice.ts';
import { isTooHigh } from './tier-models.ts';

/**
 * Refuses names that nobody could be asked by, before anything is spent.
 *
 * @throws HanzoError MODEL_UNKNOWN, MODEL_NOT_INSTALLED, PRICE_UNKNOWN, CREDENTIALS_MISSING; USAGE for an API model in a run
 *   that pays none, or above --max-tier, and for numbers that contradict each other
 */
export function checkNamedModels(setting: Setting, flags: EngineFlags, choice: OrchestratorChoice): void {
  refuseNoCritics(flags);
  const isPaid = paymentOf(setting, flags, choice).allowed;
  const usesMesh = flags.useHanzoNet === true;
  for (const model of workerModels(flags, setting)) check(model, '--worker-models', { setting, isPaid, usesMesh });
  for (const model of panelModels(flags, setting)) check(model, '--critic', { setting, isPaid, usesMesh });
  for (const name of criticNames(flags)) refuseUnfitCritic(namedModel(name, setting, '--critic'), setting);
  refuseOwnJudge(setting, flags);
}

function refuseNoCritics(flags: EngineFlags): void {
  const names = criticNames(flags);
  if (flags.criticInstances === 0 && names.length > 1)
    throw new HanzoError('USAGE', '--critic-instances 0 and several models of --critic contradict each other.', {
      mend: 'Leave --critic-instances out: then each of them judges once.',
    });
  if (names.length > MOST_CRITICS)
    throw new HanzoError(
      'USAGE',
      `--critic names ${names.length} models, and there are ${MOST_CRITICS} critics at most.`,
      {
        mend: `Name up to ${MOST_CRITICS}, by comma.`,
      },
    );
}

/** A model that was made for other tasks would judge at random. */
function refuseUnfitCritic(model: NamedModel, { catalogue }: Setting): void {
  const why = model.kind === 'local' ? kindLimits(catalogue)(model, 'critic') : undefined;
  if (why !== undefined) throw new HanzoError('USAGE', `--critic: ${why}.`, { mend: 'Name another model.' });
}

/** One critic that judges whole answers must not be the only one who gives them. */
function refuseOwnJudge(setting: Setting, flags: EngineFlags): void {
  const [critic] = criticNames(flags);
  const workers = workerModels(flags, setting);
  if (critic === undefined || panelSize(flags) > 0 || workers.length === 0) return;
  const own = nameInTasks(namedModel(critic, setting, '--critic'));
  if (workers.some((model) => nameInTasks(model) !== own)) return;
  throw new HanzoError('USAGE', `--worker-models and --critic name the same model: nobody judges his own answers.`, {
    mend: 'Name another critic, or another model for the work.',
  });
}

interface CheckParts {
  readonly setting: Setting;
  readonly isPaid: boolean;
  readonly usesMesh: boolean;
}

function check(model: NamedModel, flag: string, { setting, isPaid, usesMesh }: CheckParts): void {
  if (model.kind === 'local') {
    // A worker may have it, or come with it later; this machine has it now or never.
    if (!usesMesh) resolveLocalModel(model.name, setting);
    return;
  }
  const { card, name } = model;
  if (!isPaid)
    throw new HanzoError('USAGE', `${flag}: ${name} is an API model, and this run pays no API.`, {
      mend: 'Name a local model, e.g. local:llama3.2; or state what may be paid with --budget, without --local-only.',
    });
  if (card.price === undefined)
    throw new HanzoError('PRICE_UNKNOWN', `${flag}: the price of ${name} is not known, so it is not called.`, {
      mend: 'Add it with its price to models.json in the home folder; 0 is allowed for a server of your own.',
    });
  if (isTooHigh(card, setting))
    throw new HanzoError('USAGE', `${flag}: ${name} is above --max-tier.`, {
      mend: 'Name a model of a lower tier, or leave --max-tier out.',
    });
  if (!hasApi(setting.config, card)) requireKey(endpointFor(setting.config, card));
}
