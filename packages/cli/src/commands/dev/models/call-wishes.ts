import { HanzoError, priceOf, type ApiModelCard, type Effort, type ServiceTier, type Task } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';
import type { CallFlags } from '../flags.ts';

/** Where most of the thinking is worth its price; the other tiers are left to their models. */
const EFFORTS: Readonly<Partial<Record<Task['tier'], Effort>>> = { complex: 'medium', critical: 'high' };

/** How hard a model shall think about a task: what the person wants, else what its tier is worth. */
export function effortOf({ tier }: Pick<Task, 'tier'>, { config }: Setting): Effort | undefined {
  return config.calls.effort ?? EFFORTS[tier];
}

/** The tier that is asked for: what the person wants where the model is sold in it, else the standard one. */
export function serviceTierOf(card: ApiModelCard, { config }: Setting): ServiceTier {
  const { serviceTier } = config.calls;
  return priceOf(card, serviceTier) === undefined || serviceTier === 'batch' ? 'standard' : serviceTier;
}

/**
 * Flags that could not be kept, before anything is done.
 *
 * @param card the model that plans, or the one that paid work begins with
 * @throws HanzoError USAGE
 */
export function checkWishes(
  card: ApiModelCard,
  others: readonly ApiModelCard[],
  setting: Setting,
  flags: CallFlags,
): void {
  const { serviceTier, effort } = flags;
  if (serviceTier === 'batch')
    throw new HanzoError('USAGE', '--service-tier batch is no tier for single calls.', {
      mend: 'Use --batch-api: tasks go to the provider together, at batch prices.',
    });
  if (serviceTier !== undefined && priceOf(card, serviceTier) === undefined)
    throw new HanzoError('USAGE', `${card.name} is not sold in the ${serviceTier} tier.`, {
      details: { model: card.name, sold: Object.keys(card.tierPrices) },
      mend: soldInWords(card),
    });
  if (effort !== undefined && !card.takes.efforts.includes(effort))
    throw new HanzoError('USAGE', `${card.name} cannot be asked for the effort "${effort}".`, {
      details: { model: card.name, efforts: card.takes.efforts },
      mend:
        card.takes.efforts.length === 0
          ? 'It takes no effort at all: leave it out.'
          : `It takes ${card.takes.efforts.join(', ')}.`,
    });
  if (flags.batchApi === true && ![card, ...others].some((one) => priceOf(one, 'batch') !== undefined))
    throw new HanzoError('USAGE', `--batch-api: ${card.name} is not sold in batches.`, {
      mend: 'Use another model, or leave it out. `hanzo models` shows what is sold in which tier.',
    });
}

/** Wishes that a model can be asked with: of one that nobody named more is not wanted. */
export function takenWishes(
  card: ApiModelCard,
  { serviceTier, effort }: CallFlags,
): Pick<CallFlags, 'serviceTier' | 'effort'> {
  return {
    ...(serviceTier !== undefined && priceOf(card, serviceTier) !== undefined && { serviceTier }),
    ...(effort !== undefined && card.takes.efforts.includes(effort) && { effort }),
  };
}

/** What of the wishes is kept how, for people; undefined when there is nothing to say. */
export function wishesInWords(cards: readonly ApiModelCard[], setting: Setting, flags: CallFlags): string | undefined {
  const { serviceTier, effort, retryOnRateLimit, maxRetries } = setting.config.calls;
  const words: string[] = [];
  if (serviceTier !== 'standard')
    words.push(tierWords(`service tier ${serviceTier}`, cards, (card) => serviceTierOf(card, setting) === serviceTier));
  if (flags.batchApi === true)
    words.push(tierWords('tasks in batches, up to 24 h', cards, (card) => priceOf(card, 'batch') !== undefined));
  if (effort !== undefined) words.push(`effort ${effort} or what is next to it`);
  if (retryOnRateLimit)
    words.push(`up to ${maxRetries} ${maxRetries === 1 ? 'retry' : 'retries'}, after too many requests too`);
  return words.length === 0 ? undefined : `API calls: ${words.join('; ')}`;
}

function tierWords(what: string, cards: readonly ApiModelCard[], isSold: (card: ApiModelCard) => boolean): string {
  const not = [...new Set(cards.filter((card) => !isSold(card)).map(({ name }) => name))];
  return not.length === 0 ? what : `${what} (${not.join(', ')}: standard, not sold there)`;
}

function soldInWords({ tierPrices }: ApiModelCard): string {
  const sold = ['standard', ...Object.keys(tierPrices).filter((tier) => tier !== 'batch')];
  return `It is sold in: ${sold.join(', ')}. See \`hanzo models\`.`;
}
