import {
  worstTokensOfImages,
  type ApiModelCard,
  type ToolLimits,
  type ToolOffer,
  type ToolSpec,
} from '@hanzo/contracts';
import { askedAnswer } from '../effort.ts';
import type { PaidRequest } from '../paid-call.ts';
import { requestBytes, worstToolTokens } from '../worst-case.ts';

/** Of code and JSON a token has about three bytes or more. */
const BYTES_PER_TOKEN = 3;
/** Part of a model's context that descriptions of tools may take, and never more tokens than that. */
const OFFER_SHARE = 0.1;
const MOST_OFFER_TOKENS = 8_000;
/** Whoever chooses tools estimates their tokens from characters: no offer has more bytes for each. */
const OFFER_BYTES_PER_TOKEN = 4;
/** OpenAI takes no more. */
const MOST_TOOLS = 128;
/** What the model itself says on its way, and the marks around all of it, take as much as what it is told, and this. Bytes. */
const FRAME_BYTES = 16_000;
/** With less room nothing useful can be told. Bytes. */
export const LEAST_ROOM_BYTES = 1_000;
/** With less room for all turns no tools are offered. Bytes. */
export const LEAST_HISTORY = 4_000;

/** Tokens that descriptions of tools may take. */
export function offerTokens({ contextTokens }: Pick<ApiModelCard, 'contextTokens'>): number {
  return Math.min(MOST_OFFER_TOKENS, Math.floor(contextTokens * OFFER_SHARE));
}

/** Input tokens that an offer is never counted more than. */
export function worstOfferTokens(card: Pick<ApiModelCard, 'contextTokens'>): number {
  return worstToolTokens(offerTokens(card) * OFFER_BYTES_PER_TOKEN, MOST_TOOLS);
}

/** What is offered: the first ones that {@link worstOfferTokens} allows, whoever has chosen them. */
export function withinOffer(
  { specs }: Pick<ToolOffer, 'specs'>,
  card: Pick<ApiModelCard, 'contextTokens'>,
): readonly ToolSpec[] {
  let bytes = offerTokens(card) * OFFER_BYTES_PER_TOKEN;
  return specs.slice(0, MOST_TOOLS).filter((spec) => {
    const size = Buffer.byteLength(JSON.stringify(spec));
    if (size > bytes) return false;
    bytes -= size;
    return true;
  });
}

/** Bytes that tools may tell in one conversation. */
export function toldBytes({ maxToldTokens }: Pick<ToolLimits, 'maxToldTokens'>): number {
  return maxToldTokens * BYTES_PER_TOKEN;
}

/** What all turns after the prompt are never counted more than: tokens of the worst case, which are bytes. */
export function mostHistory(limits: Pick<ToolLimits, 'maxToldTokens'>): number {
  return 2 * toldBytes(limits) + FRAME_BYTES;
}

/** What turns after the prompt may come to, so that they fit the model's context as well. Below 0: nothing fits any more. */
export function historyRoom(request: PaidRequest, card: ApiModelCard, limits: ToolLimits): number {
  const { maxOutputTokens } = askedAnswer(card, request.maxOutputTokens, request.effort);
  const tokens = card.contextTokens - maxOutputTokens - worstTokensOfImages(request.images, card.name);
  return Math.min(mostHistory(limits), tokens * BYTES_PER_TOKEN - requestBytes(request));
}
