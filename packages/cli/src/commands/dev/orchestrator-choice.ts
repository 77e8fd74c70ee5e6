import { endpointFor, inDays, lifeOf, livingReplacement, requireKey } from '@hanzo/config';
import { findModel, HanzoError, type ApiModelCard, type Catalogue } from '@hanzo/contracts';

import type { Setting } from '../../setting.ts';
import { unknownModel } from './model-chain.ts';
import { strongestModel } from './tier-models.ts';

/** Whatever local model there is. */
const ANY_LOCAL = 'local:any';

/** Who plans the run. */
export type OrchestratorChoice =
  | { readonly kind: 'api'; readonly card: ApiModelCard }
  /** Work is planned by rules, and this model (undefined: any that a worker has) does the tasks. */
  | { readonly kind: 'local'; readonly model: string | undefined; readonly because: string };

/**
 * The model that was asked for; without a wish, the first living model of the critical tier's policy when there is a
 * key for it (today gpt-5), else the strongest one that there is a key for, else a local one.
 *
 * @throws HanzoError MODEL_UNKNOWN, CREDENTIALS_MISSING
 */
export function chooseOrchestrator(setting: Setting, localOnly: boolean): OrchestratorChoice {
  const { config } = setting;
  const wanted = config.orchestrator;
  if (wanted !== undefined) return chosenByName(wanted, setting, localOnly);
  if (localOnly)
    return { kind: 'local', model: config.localModel, because: 'The run is local only, so no API model plans it.' };
  const card = strongestModel(setting);
  if (card !== undefined) return { kind: 'api', card };
  return {
    kind: 'local',
    model: config.localModel,
    because: 'No API key is set (OPENAI_API_KEY), so no API model can plan.',
  };
}

function chosenByName(wanted: string, setting: Setting, localOnly: boolean): OrchestratorChoice {
  const { config, catalogue } = setting;
  if (wanted === ANY_LOCAL)
    return {
      kind: 'local',
      model: undefined,
      because: 'Any local model may do it: hanzo does not let small ones plan.',
    };
  const card = findModel(catalogue, wanted);
  if (wanted.startsWith('local:') || card?.kind === 'local') {
    // A worker may have a model that no catalogue knows, so any local name is taken; placement says if nobody has it.
    const model = card?.name ?? wanted.slice('local:'.length);
    return { kind: 'local', model, because: `${model} is a local model: hanzo does not let small models plan.` };
  }
  if (card === undefined) throw unknownModel(wanted, catalogue);
  if (localOnly) {
    throw new HanzoError(
      'USAGE',
      `--local-only and the orchestrator ${card.name} contradict each other: ${card.name} is an API model.`,
      {
        mend: 'Leave one of them out, or use --orchestrator local:<model>.',
      },
    );
  }
  requireKey(endpointFor(config, card));
  return { kind: 'api', card };
}

/** What people must know of a model that ends or is gone; undefined when all is well. Nothing is swapped silently. */
export function lifeWarning(card: ApiModelCard, catalogue: Catalogue, now: number): string | undefined {
  const life = lifeOf(card, now);
  if (life.state === 'living') return undefined;
  const next = livingReplacement(catalogue, card, now);
  const instead = next === undefined ? '' : ` Its replacement is ${next.name}.`;
  return life.state === 'gone'
    ? `${card.name} is not served any more since ${life.shutdown}${card.price === undefined ? ', and is not asked.' : '; the endpoint will probably refuse it.'}${instead}`
    : `${card.name} ends on ${life.shutdown}, ${inDays(life.daysLeft)}.${instead}`;
}
