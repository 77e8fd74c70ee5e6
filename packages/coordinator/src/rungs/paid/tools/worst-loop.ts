import type { ApiModelCard, ToolLimits } from '@hanzo/contracts';
import type { Tariff } from '../tariff.ts';
import { worstTokens, type SizedRequest } from '../worst-case.ts';
import { mostHistory, worstOfferTokens } from './tool-room.ts';

/**
 * Micro-dollars that a question with tools is never dearer than. Retries of failed calls are not in it, as with any question.
 * Steps end it, or money: then the step that has reached the limit and the one without tools come on top.
 *
 * @param request without tools and history; `maxOutputTokens` with the room to think
 */
export function worstLoopMicros(request: SizedRequest, card: ApiModelCard, tariff: Tariff, limits: ToolLimits): number {
  const { input, output } = worstTokens(request, card.name);
  if (!card.takes.tools) return tariff.worst({ input, output });
  const offering = input + worstOfferTokens(card);
  const first = tariff.worst({ input: offering, output });
  const later = tariff.worst({ input: offering + mostHistory(limits), output });
  return Math.min(first + limits.maxSteps * later, limits.maxMicros + 2 * later);
}
