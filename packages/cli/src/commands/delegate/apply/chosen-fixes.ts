import { HanzoError } from '@hanzo/contracts';
import { lastAnswerOf, standingAnswers, type Delegation, type KeptResult, type RecommendedFix } from '@hanzo/delegate';
import { commandAt } from '../show/say-left.ts';
import type { DelegateApplyFlags } from './flags.ts';

/** A fix of a result, with its number there, from 1. */
export interface ChosenFix {
  readonly number: number;
  readonly fix: RecommendedFix;
}

/**
 * The last answer of the model that is meant; where none is named, the one that counts: of whoever followed an unsure model its own.
 * Undefined where nobody has answered.
 *
 * @throws HanzoError USAGE where the answers of several models count and none is named, or one that has not answered
 */
export function resultMeant(delegation: Delegation, flags: DelegateApplyFlags): KeptResult | undefined {
  const { id, results } = delegation;
  const { model } = flags;
  if (model === undefined) {
    const [best, ...others] = standingAnswers(delegation);
    if (best === undefined || others.length === 0) return best;
    const names = [best, ...others].map((one) => one.model).join(', ');
    throw new HanzoError('USAGE', `${others.length + 1} models have answered ${id}: ${names}.`, {
      mend: `Say whose fixes: ${commandAt(`hanzo delegate apply ${id} --model ${best.model}`, flags)}`,
    });
  }
  const answered = results.filter(({ state }) => state === 'answered');
  const name = answered.find((one) => one.model.toLowerCase() === model.toLowerCase())?.model;
  if (name === undefined && answered.length > 0)
    throw new HanzoError('USAGE', `${JSON.stringify(model)} has no answer in ${id}.`, {
      mend: `Those that have: ${[...new Set(answered.map((one) => one.model))].join(', ')}.`,
    });
  return lastAnswerOf(name ?? '', answered);
}

/**
 * The fixes that `--fix` names, in their order. None: there is none with exact edits.
 *
 * @param wish numbers by comma, or `all`; undefined: the first one that has exact edits
 * @throws HanzoError USAGE for what is no number of a fix
 */
export function chosenFixes(fixes: readonly RecommendedFix[], wish: string | undefined): readonly ChosenFix[] {
  const all = fixes.map((fix, at): ChosenFix => ({ number: at + 1, fix }));
  const exact = all.filter(({ fix }) => fix.edits.length > 0);
  if (wish === undefined) return exact.slice(0, 1);
  if (wish.trim().toLowerCase() === 'all') return exact;
  const numbers = new Set(wish.split(',').map((word) => numberOf(word, wish, fixes.length)));
  return all.filter(({ number }) => numbers.has(number));
}

function numberOf(word: string, wish: string, count: number): number {
  const number = /^\s*\d{1,4}\s*$/.test(word) ? Number(word) : 0;
  if (number >= 1 && number <= count) return number;
  throw new HanzoError('USAGE', `--fix ${JSON.stringify(wish)} names no fix of this answer.`, {
    mend: count === 0 ? 'It recommends none.' : `Write numbers from 1 to ${count} by comma, or all.`,
  });
}
