import {
  costMicros,
  NO_USAGE,
  priceOf,
  type ApiModelCard,
  type Effort,
  type ServiceTier,
  type Task,
  type ToolLimits,
} from '@hanzo/contracts';
import { askedAnswer, tariffOf, worstLoopMicros, worstTokens } from '@hanzo/coordinator';
import type { Setting } from '../../../setting.ts';
import type { CallFlags } from '../flags.ts';
import { serviceTierOf } from './call-wishes.ts';
import { chainOf } from './model-chain.ts';

/** What is sent, as far as its price depends on it. */
export type PricedRequest = Pick<Task, 'system' | 'prompt' | 'output' | 'maxOutputTokens' | 'sampling' | 'images'>;

/** How it is asked for. */
export interface TryParts {
  readonly setting: Setting;
  readonly flags: CallFlags;
  /** Undefined: each model thinks as it likes. */
  readonly effort: Effort | undefined;
  /** Models that may stand in. @default those of the flags and the catalogue */
  readonly chain?: readonly ApiModelCard[] | undefined;
  /** Requests to a model name the standard tier, so that no account has it served in a dearer one. @default none does */
  readonly namesTier?: ((card: ApiModelCard) => boolean) | undefined;
  /** It may use tools before it answers, within these limits. @default it has none */
  readonly tools?: ToolLimits | undefined;
}

/**
 * Micro-dollars that one try is never dearer than, as the ledger sets them aside: bytes for tokens, room to think where the
 * model does, the dearest service tier where an account decides that, and the dearest model that may stand in.
 */
export function worstTryMicros(request: PricedRequest, card: ApiModelCard, parts: TryParts): number {
  const { setting, flags, effort, tools, namesTier, chain = chainOf(card, setting, flags) } = parts;
  const priced = [card, ...chain].filter(({ price }) => price !== undefined);
  const worst = priced.map((one) => {
    const { maxOutputTokens } = askedAnswer(one, request.maxOutputTokens, effort);
    const asked = { ...request, maxOutputTokens };
    // Who uses tools asks again and again, and never in a batch.
    if (tools !== undefined)
      return worstLoopMicros(asked, one, tariffOf(one, serviceTierOf(one, setting), false), tools);
    return tariffOf(one, tierOf(one, setting, flags), namesTier?.(one) ?? false).worst(worstTokens(asked, one.name));
  });
  return Math.max(0, ...worst);
}

/** Micro-dollars that a try costs that sends so many tokens and uses all that it may answer, thoughts included. */
export function expectedTryMicros(
  { promptTokens, outputTokens }: { readonly promptTokens: number; readonly outputTokens: number },
  card: ApiModelCard,
  { setting, flags, effort }: TryParts,
): number {
  const price = priceOf(card, tierOf(card, setting, flags));
  if (price === undefined) return 0;
  const { maxOutputTokens } = askedAnswer(card, outputTokens, effort);
  return costMicros(price, { ...NO_USAGE, inputTokens: promptTokens, outputTokens: maxOutputTokens });
}

function tierOf(card: ApiModelCard, setting: Setting, { batchApi }: CallFlags): ServiceTier {
  return batchApi === true && priceOf(card, 'batch') !== undefined ? 'batch' : serviceTierOf(card, setting);
}
