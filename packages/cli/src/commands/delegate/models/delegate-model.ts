import { endpointFor, lifeOf, livingReplacement, requireKey } from '@hanzo/config';
import { findModel, HanzoError, systemClock, unknownModel, type ApiModelCard } from '@hanzo/contracts';
import { resolveLocalModel } from '../../../installed-models.ts';
import type { Setting } from '../../../setting.ts';
import { lifeWarning } from '../../dev/models/orchestrator-choice.ts';
import { callable, strongestModel } from '../../dev/models/tier-models.ts';

/** A model that an issue is delegated to. */
export type DelegateModel =
  | { readonly kind: 'api'; readonly name: string; readonly card: ApiModelCard; readonly because: string }
  /** `name` begins with `local:`. */
  | { readonly kind: 'local'; readonly name: string; readonly because: string };

/** The guide's own. */
export const DEFAULT_MODEL = 'gpt-4o';

export interface ModelWish {
  /** `--models`. */
  readonly models?: readonly string[] | undefined;
  /** `--model`. */
  readonly model?: string | undefined;
  /** By its name of the catalogue. */
  readonly phraseModel?: string | undefined;
  /** That of the delegation that is followed up. */
  readonly parentModels?: readonly string[] | undefined;
}

/**
 * Whom an issue is delegated to, and why. Each could be called.
 *
 * @throws HanzoError MODEL_UNKNOWN, MODEL_UNAVAILABLE, MODEL_NOT_INSTALLED, PRICE_UNKNOWN, CREDENTIALS_MISSING
 */
export function chooseModels(setting: Setting, wish: ModelWish): readonly DelegateModel[] {
  const { models, model, phraseModel, parentModels } = wish;
  if (models !== undefined) return distinct(models.map((name) => namedModel(name, setting, '--models names it')));
  if (model !== undefined) return [namedModel(model, setting, '--model names it')];
  if (phraseModel !== undefined) return [namedModel(phraseModel, setting, 'the phrase names it')];
  if (parentModels !== undefined && parentModels.length > 0)
    return distinct(parentModels.map((name) => namedModel(name, setting, 'as before')));
  const { delegate, origins } = setting.config;
  if (delegate.model !== undefined) {
    const from = origins['delegate.model'];
    return [
      namedModel(delegate.model, setting, from === undefined ? 'the configuration names it' : `${from} names it`),
    ];
  }
  return [freeChoice(setting)];
}

function freeChoice(setting: Setting): DelegateModel {
  const { catalogue } = setting;
  const usual = findModel(catalogue, DEFAULT_MODEL);
  const isAlive = usual !== undefined && lifeOf(usual, systemClock.now()).state !== 'gone';
  const [card] = isAlive ? callable([usual], setting) : [];
  if (card !== undefined) return { kind: 'api', name: card.name, card, because: 'the default' };
  const strongest = strongestModel(setting);
  if (strongest !== undefined) {
    const why = isAlive ? `there is no key for ${DEFAULT_MODEL}` : `${DEFAULT_MODEL} is not served any more`;
    return {
      kind: 'api',
      name: strongest.name,
      card: strongest,
      because: `the strongest that can be called: ${why}`,
    };
  }
  if (usual?.kind === 'api') throw noKey(usual, setting);
  throw new HanzoError('CREDENTIALS_MISSING', 'There is no API model to delegate to.', {
    mend: 'Keep a key: hanzo keys set openai, or export OPENAI_API_KEY="sk-…"; or name a model of this machine with --model local:<name>.',
  });
}

function namedModel(wanted: string, setting: Setting, because: string): DelegateModel {
  const { catalogue } = setting;
  const card = findModel(catalogue, wanted);
  if (wanted.startsWith('local:') || card?.kind === 'local') {
    if (card?.kind === 'local' && card.kinds !== undefined)
      throw new HanzoError('MODEL_UNAVAILABLE', `${card.name} does ${card.kinds.join(' and ')} only.`, {
        details: { model: card.name },
        mend: 'Pull a real model: hanzo models pull llama3.2; or name one behind an API: `hanzo models`.',
      });
    const { name } = resolveLocalModel(card?.name ?? wanted, setting);
    return { kind: 'local', name: `local:${name}`, because };
  }
  if (card === undefined) throw unknownModel(wanted, catalogue);
  if (card.price === undefined) throw priceless(card, setting);
  if (callable([card], setting).length === 0) throw noKey(card, setting);
  return { kind: 'api', name: card.name, card, because };
}

function priceless(card: ApiModelCard, { catalogue }: Setting): HanzoError {
  const now = systemClock.now();
  const gone = lifeWarning(card, catalogue, now);
  if (gone !== undefined && lifeOf(card, now).state === 'gone') {
    const next = livingReplacement(catalogue, card, now);
    return new HanzoError('MODEL_UNAVAILABLE', gone, {
      details: { model: card.name },
      mend: next === undefined ? 'Name another model: `hanzo models`.' : `Name that one: --model ${next.name}`,
    });
  }
  return new HanzoError('PRICE_UNKNOWN', `The price of ${card.name} is not known, so it is not called.`, {
    details: { model: card.name },
    mend: 'Add it with its price to models.json in the home folder; 0 is allowed for a server of your own.',
  });
}

/** @throws HanzoError CONFIG_INVALID where there is one that is none */
function noKey(card: ApiModelCard, { config }: Setting): HanzoError {
  const endpoint = endpointFor(config, card);
  const { host, keyName, keyVariable } = endpoint;
  if (endpoint.keyFault !== undefined) requireKey(endpoint);
  return new HanzoError(
    'CREDENTIALS_MISSING',
    `${card.name} needs an API key for ${host}, and ${keyVariable} is not set.`,
    {
      details: { host, provider: keyName },
      mend: `Set it: export ${keyVariable}="…"; or keep it: hanzo keys set ${keyName}. What would be sent is shown without one: --dry-run.`,
    },
  );
}

function distinct(models: readonly DelegateModel[]): readonly DelegateModel[] {
  return [...new Map(models.map((model) => [model.name, model])).values()];
}
