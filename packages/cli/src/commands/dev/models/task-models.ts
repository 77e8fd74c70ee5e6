import { endpointFor } from '@hanzo/config';
import { systemClock, TIERS, type ApiModelCard, type Tier } from '@hanzo/contracts';
import { allowedTier } from '@hanzo/router';
import { say, warn } from '../../../terminal/say.ts';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { wishesInWords } from './call-wishes.ts';
import { checkNamedModels } from './check-named-models.ts';
import { criticModel, sayCritic } from './critic-model.ts';
import type { EngineFlags } from '../flags.ts';
import { chainInWords, chainOf } from './model-chain.ts';
import { namedCards, nameInTasks, workerModels, type NamedModel } from './named-models.ts';
import { lifeWarning, type OrchestratorChoice } from './orchestrator-choice.ts';
import { paymentOf } from '../money/payment.ts';
import { escalationModel, hasPolicyModel, modelForTier, namesModels, payable } from './tier-models.ts';

/** Says before anything leaves who judges, which models get paid tasks, from whom, and how they are called. */
export function sayTaskModels(
  setting: Setting,
  flags: EngineFlags,
  choice: OrchestratorChoice,
  terminal: Terminal,
): void {
  checkNamedModels(setting, flags, choice);
  sayCritic(setting, flags, choice, terminal);
  const workers = workerModels(flags, setting);
  if (workers.length > 0)
    say(
      `worker models: ${workers.map((model) => where(model, setting)).join(', ')}; no other one gets a planned task`,
      terminal,
    );
  for (const card of namedCards(flags, setting)) sayLife(card, setting, choice, terminal);
  if (!paymentOf(setting, flags, choice).allowed) return;
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  if (workers.length > 0) return;
  for (const line of departures(setting, orchestrator)) warn(`${line}.`, terminal);
  if (flags.verbose === true) for (const line of taskModels(setting, flags, orchestrator)) say(line, terminal);
  else sayBriefly(setting, flags, orchestrator, terminal);
  const wishes = wishesInWords(payable(setting, orchestrator), setting, flags);
  if (wishes !== undefined) say(wishes, terminal);
}

/** What is said of the planner is said already. */
function sayLife(card: ApiModelCard, { catalogue }: Setting, choice: OrchestratorChoice, terminal: Terminal): void {
  if (choice.kind === 'api' && choice.card.name === card.name) return;
  const warning = lifeWarning(card, catalogue, systemClock.now());
  if (warning !== undefined) say(warning, terminal, terminal.style.yellow);
}

/** `gpt-5-mini at api.openai.com` */
function where(model: NamedModel, { config }: Setting): string {
  return model.kind === 'local' ? nameInTasks(model) : `${model.name} at ${endpointFor(config, model.card).host}`;
}

/**
 * Where no model of a tier's policy can be called, and what happens instead, a sentence for each: `no model of the simple
 * policy can be called: gpt-5-nano at api.openai.com is taken instead`.
 */
export function departures(setting: Setting, orchestrator: ApiModelCard | undefined): readonly string[] {
  const tiers = TIERS.filter((tier) => allowedTier(tier, setting.maxTier) === tier && !hasPolicyModel(setting, tier));
  const instead = byModel(tiers, (tier) => modelForTier(setting, tier, orchestrator));
  const nobody = tiers.filter((tier) => modelForTier(setting, tier, orchestrator) === undefined);
  return [
    ...instead.map(({ card, tiers: its }) => {
      const where = `${card.name} at ${endpointFor(setting.config, card).host}`;
      return `no model of the ${its.join(', ')} policy can be called: ${where} is taken instead`;
    }),
    ...[...Map.groupBy(nobody, (tier) => namesModels(setting, tier))].map(([isNamed, its]) => {
      const why = isNamed ? ', and the configuration names no other one' : ', nor any other one that is good enough';
      return `no model of the ${its.join(', ')} policy can be called${why}: no API gets such tasks`;
    }),
  ];
}

/** `tasks: gpt-6-luna, gpt-5-mini, gpt-5 by tier, at api.openai.com; who does what, and stand-ins: --verbose` */
function sayBriefly(
  setting: Setting,
  flags: EngineFlags,
  orchestrator: ApiModelCard | undefined,
  terminal: Terminal,
): void {
  const tiers = TIERS.filter((tier) => allowedTier(tier, setting.maxTier) === tier);
  const critic = criticModel(flags, setting)?.name;
  const cards = [
    ...tiers.map((tier) => modelForTier(setting, tier, orchestrator)),
    ...tiers.map((tier) => escalationModel(setting, tier, orchestrator)?.card),
  ].filter((card) => card !== undefined && card.name !== critic);
  const all = cards.flatMap((card) => (card === undefined ? [] : [card]));
  const names = [...new Set(all.map(({ name }) => name))];
  if (names.length === 0) return;
  const asked = all.flatMap((card) => [card, ...chainOf(card, setting, flags)]);
  const hosts = [...new Set(asked.map((card) => endpointFor(setting.config, card).host))];
  const by = names.length > 1 ? ' by tier,' : '';
  say(`tasks: ${names.join(', ')}${by} at ${hosts.join(', ')}; who does what, and stand-ins: --verbose`, terminal);
}

/**
 * `tasks: gpt-6-luna at api.openai.com; where it is not available: gpt-5.6-luna`, a line for each model; then
 * `what gates refuse of simple, medium tasks: gpt-5 at api.openai.com`, a line for each stronger one.
 */
function taskModels(setting: Setting, flags: EngineFlags, orchestrator: ApiModelCard | undefined): readonly string[] {
  const tiers = TIERS.filter((tier) => allowedTier(tier, setting.maxTier) === tier);
  // Nobody judges answers of his own: the critic gets no task.
  const critic = criticModel(flags, setting)?.name;
  const other = (card: ApiModelCard | undefined): ApiModelCard | undefined =>
    card?.name === critic ? undefined : card;
  const first = byModel(tiers, (tier) => other(modelForTier(setting, tier, orchestrator)));
  const then = byModel(tiers, (tier) => other(escalationModel(setting, tier, orchestrator)?.card));
  const say = ({ card, tiers: its }: TiersOfModel, isOnly: boolean, what = ''): string => {
    const which = isOnly ? 'tasks' : `${its.join(', ')} tasks`;
    const where = ` at ${endpointFor(setting.config, card).host}`;
    return `${what}${which}: ${chainInWords(card, chainOf(card, setting, flags).filter(other), where)}`;
  };
  return [
    ...first.map((model) => say(model, model.tiers.length === tiers.length)),
    ...then.map((model) => say(model, false, 'what gates refuse of ')),
  ];
}

interface TiersOfModel {
  readonly card: ApiModelCard;
  readonly tiers: readonly Tier[];
}

function byModel(tiers: readonly Tier[], cardOf: (tier: Tier) => ApiModelCard | undefined): readonly TiersOfModel[] {
  const models = new Map<string, { readonly card: ApiModelCard; readonly tiers: Tier[] }>();
  for (const tier of tiers) {
    const card = cardOf(tier);
    if (card === undefined) continue;
    const known = models.get(card.name) ?? { card, tiers: [] };
    known.tiers.push(tier);
    models.set(card.name, known);
  }
  return [...models.values()];
}
