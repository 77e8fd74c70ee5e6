import { HanzoError, TIERS, type ApiModelCard, type Tier } from '@hanzo/contracts';
import { allowedTier } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import type { DevFlags } from '../flags.ts';
import { chainOf } from '../models/model-chain.ts';
import { nameInTasks, workerModels } from '../models/named-models.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { higherModel, modelForTier } from '../models/tier-models.ts';
import { paymentOf } from '../money/payment.ts';

/** All that decides who may see the pictures of a run. */
export interface SightParts {
  readonly setting: Setting;
  readonly flags: DevFlags;
  readonly choice: OrchestratorChoice;
}

/**
 * Refuses pictures that nobody could look at, before anything is read or spent.
 *
 * @returns tiers whose tasks no model with vision may do, for a warning
 * @throws HanzoError USAGE
 */
export function refuseBlind({ setting, flags, choice }: SightParts): readonly Tier[] {
  if (flags.batchApi === true)
    throw fault('--image and --batch-api do not go together: pictures would be uploaded and kept for a day.', BATCH);
  if (!paymentOf(setting, flags, choice).allowed)
    throw fault('--image needs an API model with vision, and this run asks no API: local models see no pictures.', API);
  const workers = workerModels(flags, setting);
  const blind = workers.filter((model) => model.kind === 'local' || !model.card.takes.images);
  if (blind.length > 0)
    throw fault(
      `no model without vision can look at --image: ${blind.map(nameInTasks).join(', ')} of --worker-models.`,
      MODELS,
    );
  if (workers.length > 0) return [];
  const tiers = tiersOf({ setting, flags });
  const seeing = tiers.filter((tier) => modelsOf(tier, { setting, flags, choice }).some(({ takes }) => takes.images));
  if (seeing.length > 0) return tiers.filter((tier) => !seeing.includes(tier));
  const names = new Set(tiers.flatMap((tier) => modelsOf(tier, { setting, flags, choice }).map(({ name }) => name)));
  const who = names.size === 0 ? 'no API model can be called' : `${[...names].join(', ')} take no pictures`;
  throw fault(`no model with vision is allowed in this run: ${who}.`, MODELS);
}

const BATCH = 'Leave --batch-api or --image out.';
const API =
  'Leave --local-only and --data-class confidential out, name an API model with --orchestrator, or leave --image out.';
const MODELS = 'Name models that take pictures (`hanzo models show <name>` says it), or leave --image out.';

function tiersOf({ setting, flags }: Pick<SightParts, 'setting' | 'flags'>): readonly Tier[] {
  const wanted = flags.tier === undefined ? TIERS : [flags.tier];
  return [...new Set(wanted.map((tier) => allowedTier(tier, setting.maxTier)))];
}

/** The models that tasks of a tier may be given to: its own, those that stand in, and the stronger one. */
function modelsOf(tier: Tier, { setting, flags, choice }: SightParts): readonly ApiModelCard[] {
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const first = [modelForTier(setting, tier, orchestrator), higherModel(setting, tier, orchestrator)?.card];
  return first.flatMap((card) => (card === undefined ? [] : [card, ...chainOf(card, setting, flags)]));
}

function fault(message: string, mend: string): HanzoError {
  return new HanzoError('USAGE', `${message.charAt(0).toUpperCase()}${message.slice(1)}`, { mend });
}
