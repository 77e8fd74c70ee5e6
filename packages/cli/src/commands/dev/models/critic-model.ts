import { endpointFor } from '@hanzo/config';
import {
  findModel,
  HanzoError,
  systemClock,
  TIERS,
  unknownModel,
  type ApiModelCard,
  type RungName,
  type Tier,
} from '@hanzo/contracts';
import { allowedTier, type Advice, type RoutedTask } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { EngineFlags } from '../flags.ts';
import { chainInWords, chainOf } from './model-chain.ts';
import { criticNames, nameInTasks, panelModels, panelSize } from './named-models.ts';
import { lifeWarning, type OrchestratorChoice } from './orchestrator-choice.ts';
import { paymentOf } from '../money/payment.ts';
import { higherModel, modelForTier } from './tier-models.ts';

/** Who judges the answers of a run. */
export type CriticModel =
  | { readonly kind: 'api'; readonly name: string; readonly card: ApiModelCard }
  | { readonly kind: 'local'; readonly name: string };

/**
 * The model that judges whole answers: the first that `--critic` names; undefined: nobody wants one. Where a panel judges the
 * findings, it judges edits and prose only.
 *
 * @throws HanzoError MODEL_UNKNOWN
 */
export function criticModel(flags: Pick<EngineFlags, 'critic'>, setting: Setting): CriticModel | undefined {
  const [wanted] = criticNames(flags);
  if (wanted === undefined) return undefined;
  const card = findModel(setting.catalogue, wanted);
  if (card?.kind === 'api') return { kind: 'api', name: card.name, card };
  if (card === undefined && !wanted.startsWith('local:')) throw unknownModel(wanted, setting.catalogue, '--critic');
  return { kind: 'local', name: card?.name ?? wanted.slice('local:'.length) };
}

export interface OwnCriticParts {
  readonly setting: Setting;
  readonly choice: OrchestratorChoice;
  /** The model of this machine, where one works there. */
  readonly local?: string | undefined;
}

/** The rungs that the critic itself would answer a task at: none of its answers could be judged. */
export function criticsRungs(
  critic: CriticModel,
  { tier }: Pick<RoutedTask, 'tier'>,
  { setting, choice, local }: OwnCriticParts,
): Advice | undefined {
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const skip: RungName[] = [];
  if (critic.kind === 'local' && local === critic.name) skip.push('local');
  if (critic.kind === 'api') {
    if (modelForTier(setting, tier, orchestrator)?.name === critic.name) skip.push('api');
    if (higherModel(setting, tier, orchestrator)?.card.name === critic.name) skip.push('strong');
  }
  return skip.length === 0 ? undefined : { skip, why: ownInWords(critic) };
}

function ownInWords({ name }: CriticModel): string {
  return `${name} is the critic of this run, and no model judges its own answers.`;
}

/**
 * Refuses a critic that leaves nobody to do the work, before anything is spent.
 *
 * @throws HanzoError USAGE
 */
export function refuseOnlyCritic(
  critic: CriticModel,
  flags: Pick<EngineFlags, 'tier' | 'useHanzoNet' | 'preferLocal' | 'critic' | 'criticInstances'>,
  parts: OwnCriticParts & { readonly isPaid: boolean },
): void {
  if (panelSize(flags) > 0) return;
  const hasFree = flags.useHanzoNet === true || (parts.local !== undefined && parts.local !== critic.name);
  if (hasFree || (!parts.isPaid && parts.local === undefined)) return;
  if (parts.isPaid && tiersOf(flags, parts).some((tier) => hasOther(critic, tier, parts))) return;
  throw new HanzoError('USAGE', `--critic: ${ownInWords(critic)} Nobody else is left to do the work.`, {
    details: { critic: critic.name },
    mend: 'Name another model as critic, or let others do the work too, e.g. with --use-hanzo-net.',
  });
}

/** Says who judges, where, until when, and which tasks it leaves to nobody: whatever is paid is said first. */
export function sayCritic(setting: Setting, flags: EngineFlags, choice: OrchestratorChoice, terminal: Terminal): void {
  if (panelSize(flags) > 0) return sayPanel(setting, flags, terminal);
  const critic = criticModel(flags, setting);
  if (critic === undefined) return;
  const { yellow } = terminal.style;
  if (critic.kind === 'local') return terminal.err(`critic: ${critic.name}, a local model, at no cost`);
  const { card } = critic;
  const where = ` at ${endpointFor(setting.config, card).host}`;
  terminal.err(
    `critic: ${chainInWords(card, chainOf(card, setting, flags), where)}; paid for each answer that it judges`,
  );
  const isPlanner = choice.kind === 'api' && choice.card.name === card.name;
  const warning = isPlanner ? undefined : lifeWarning(card, setting.catalogue, systemClock.now());
  if (warning !== undefined) terminal.err(yellow(warning));
  if (!paymentOf(setting, flags, choice).allowed) return;
  const left = tiersOf(flags, { setting }).filter((tier) => !hasOther(critic, tier, { setting, choice }));
  if (left.length > 0)
    terminal.err(`${yellow('warning:')} ${ownInWords(critic)} No API gets ${left.join(', ')} tasks in this run.`);
}

/** `critics: 3 for each finding, in turn gpt-5-mini, local:llama3.2; what most of them do not confirm drops below the line` */
function sayPanel(setting: Setting, flags: EngineFlags, terminal: Terminal): void {
  const models = panelModels(flags, setting);
  const who = models.length === 0 ? "the models of the critics' tier" : models.map(nameInTasks).join(', ');
  const turn = models.length > 1 ? 'in turn ' : '';
  terminal.err(
    `critics: ${panelSize(flags)} for each finding, ${turn}${who}; what most of them do not confirm drops below the line`,
  );
}

function tiersOf(
  { tier }: Pick<EngineFlags, 'tier'>,
  { setting: { maxTier } }: Pick<OwnCriticParts, 'setting'>,
): readonly Tier[] {
  return tier === undefined ? TIERS.filter((one) => allowedTier(one, maxTier) === one) : [allowedTier(tier, maxTier)];
}

/** True when some API model other than the critic gets tasks of a tier. */
function hasOther(critic: CriticModel, tier: Tier, { setting, choice }: OwnCriticParts): boolean {
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  const cards = [modelForTier(setting, tier, orchestrator), higherModel(setting, tier, orchestrator)?.card];
  return cards.some((card) => card !== undefined && card.name !== critic.name);
}
