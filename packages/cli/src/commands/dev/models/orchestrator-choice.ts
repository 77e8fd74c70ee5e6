import { endpointFor, inDays, lifeOf, livingReplacement, requireKey } from '@hanzo/config';
import { findModel, HanzoError, unknownModel, type ApiModelCard, type Catalogue } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';
import { isTooHigh, namesModels, strongestModel } from './tier-models.ts';

/** Whatever local model there is. */
const ANY_LOCAL = 'local:any';

/** Who plans the run. */
export type OrchestratorChoice =
  | {
      readonly kind: 'api';
      readonly card: ApiModelCard;
      /** Why it is not the one that was configured, or that the run began with. */
      readonly insteadOf?: string;
    }
  /** Work is planned by rules, and this model (undefined: any that a worker has) does the tasks. */
  | { readonly kind: 'local'; readonly model: string | undefined; readonly because: string };

/** As the journal and the report have it. */
export function orchestratorName(choice: OrchestratorChoice): string {
  return choice.kind === 'api' ? choice.card.name : `local:${choice.model ?? 'any'}`;
}

export interface OrchestratorWish {
  readonly localOnly: boolean;
  /** Said in this very command. What a file, a variable or an earlier command says yields to `localOnly` and `maxTier`. */
  readonly isNamed: boolean;
}

/**
 * The model that was asked for; without a wish, the first living model of the critical tier's policy when there is a
 * key for it (today gpt-5), else the cheapest one that is good enough, else a local one.
 *
 * @throws HanzoError MODEL_UNKNOWN, CREDENTIALS_MISSING; USAGE for an API model that is named for a run that is local only
 */
export function chooseOrchestrator(setting: Setting, { localOnly, isNamed }: OrchestratorWish): OrchestratorChoice {
  const { orchestrator: wanted, origins } = setting.config;
  if (wanted === undefined) return chosenFreely(setting, localOnly);
  try {
    const choice = chosenByName(wanted, setting);
    if (choice.kind === 'local') return choice;
    const { card } = choice;
    if (localOnly && isNamed) throw contradiction(card);
    if (localOnly || (!isNamed && isTooHigh(card, setting))) return insteadOf(card, setting, localOnly);
    requireKey(endpointFor(setting.config, card));
    return choice;
  } catch (error) {
    throw placed(error, origins.orchestrator);
  }
}

function chosenFreely(setting: Setting, localOnly: boolean): OrchestratorChoice {
  const { localModel: model } = setting.config;
  if (localOnly) return { kind: 'local', model, because: 'The run is local only, so no API model plans it.' };
  const card = strongestModel(setting);
  if (card !== undefined) return { kind: 'api', card };
  const tier = setting.maxTier ?? 'critical';
  const because = namesModels(setting, tier)
    ? `No model that the configuration names for ${tier} tasks can be called, so no API model plans.`
    : 'No API key is set (OPENAI_API_KEY), so no API model can plan.';
  return { kind: 'local', model, because };
}

function insteadOf({ name }: ApiModelCard, setting: Setting, localOnly: boolean): OrchestratorChoice {
  const choice = chosenFreely(setting, localOnly);
  if (choice.kind === 'local') return choice;
  const why = `${name} is above --max-tier ${setting.maxTier}, so ${choice.card.name} plans in its place`;
  return { ...choice, insteadOf: why };
}

function chosenByName(wanted: string, { catalogue }: Setting): OrchestratorChoice {
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
  return { kind: 'api', card };
}

function contradiction({ name }: ApiModelCard): HanzoError {
  return new HanzoError(
    'USAGE',
    `--local-only and the orchestrator ${name} contradict each other: ${name} is an API model.`,
    { mend: 'Leave one of them out, or use --orchestrator local:<model>.' },
  );
}

/** A fault of what stands in a file or a variable says where that is. */
export function placed(error: unknown, origin: string | undefined): unknown {
  if (!(error instanceof HanzoError) || origin === undefined || origin.startsWith('--')) return error;
  const { code, message, details, mend } = error;
  return new HanzoError(code, `${origin}: ${message}`, { cause: error, details, ...(mend !== undefined && { mend }) });
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
