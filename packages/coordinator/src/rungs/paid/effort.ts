import { EFFORTS, type ApiModelCard, type Effort } from '@hanzo/contracts';

/** How a model is asked for an answer, whoever pays for it and whoever only says what that may cost. */
export interface AskedAnswer {
  /** Undefined: it is left to the model. */
  readonly effort: Effort | undefined;
  /** With room to think, where the model does. */
  readonly maxOutputTokens: number;
}

/** @param wanted how hard it shall think; undefined: as it likes */
export function askedAnswer(card: ApiModelCard, answerTokens: number, wanted: Effort | undefined): AskedAnswer {
  const effort = effortFor(card, wanted);
  return { effort, maxOutputTokens: outputCap(card, answerTokens, effort) };
}

/** What a model can be asked for that is closest to what is wanted, and not more; undefined: leave it to the model. */
function effortFor(card: ApiModelCard, wanted: Effort | undefined): Effort | undefined {
  if (wanted === undefined) return undefined;
  const most = EFFORTS.indexOf(wanted);
  return EFFORTS.findLast((effort, index) => index <= most && card.takes.efforts.includes(effort));
}

/** Tokens that models think with before they write, and that count towards the cap of the answer. */
const THINKING_TOKENS: Readonly<Record<Effort, number>> = {
  none: 0,
  minimal: 1_000,
  low: 2_000,
  medium: 4_000,
  high: 8_000,
  xhigh: 16_000,
  max: 24_000,
};

/**
 * The cap for an answer of so many tokens, with room to think where the model does: a cap that is used up by thoughts is
 * paid for without an answer.
 */
function outputCap(card: ApiModelCard, answerTokens: number, effort: Effort | undefined): number {
  if (card.takes.efforts.length === 0) return answerTokens;
  const whole = answerTokens + THINKING_TOKENS[effort ?? 'medium'];
  return Math.max(answerTokens, Math.min(whole, card.maxOutputTokens));
}
