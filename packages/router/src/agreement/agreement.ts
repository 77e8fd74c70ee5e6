import { structureOf } from './json-text.ts';
import { exactForm } from './exact-form.ts';
import { ValueComparison } from './value-similarity.ts';
import { countWords, sharedWords } from './words.ts';

/** One of those that were asked. Who did not answer has the empty text. */
export interface ComparedAnswer {
  readonly id: string;
  readonly text: string;
}

export interface Agreement {
  /** Ids of answers that agree, the largest group first. Every answer is in exactly one. */
  readonly groups: readonly (readonly string[])[];
  /** The group that is more than half of all that were asked. */
  readonly majority: readonly string[] | undefined;
}

/**
 * How alike two answers must be to say the same. Engines on different hardware give the same text up to some word and go
 * on in other words, so equal bytes are not to be had: at 0.6 two answers agree whose last third is different, that
 * have two of three findings in common, or the same findings in another order and other words. Answers about the same
 * code that find different things come to 0.1 to 0.4, and noise, refusals, or the prompt itself to less than 0.3.
 */
export const AGREEMENT_THRESHOLD = 0.6;

/**
 * 0 to 1: how alike two answers are. Case, spaces and punctuation do not count. JSON objects and lists are compared by
 * what is in them, lists in any order; other texts by their words. An empty answer is like nothing, not even like
 * another one: silence is no answer that could be confirmed. Texts over 64 Ki characters are compared by their beginnings.
 */
export function similarity(a: string, b: string): number {
  if (a.trim() === '' || b.trim() === '') return 0;
  if (a === b) return 1;
  const [valueA, valueB] = [structureOf(a), structureOf(b)];
  if (valueA !== undefined && valueB !== undefined) return new ValueComparison().compare(valueA, valueB);
  const [wordsA, wordsB] = [countWords(a), countWords(b)];
  if (wordsA.size === 0 && wordsB.size === 0) return withoutSpace(a) === withoutSpace(b) ? 1 : 0;
  return sharedWords(wordsA, wordsB);
}

/**
 * Groups answers that agree: around the one that most others agree with, then around the next. With several as good the
 * first one in the list. Short answers and values, such as numbers and lists, agree only when they are equal but for
 * spaces and quotes.
 *
 * @param threshold of `similarity`
 * @param short `alike`: short answers need only be alike, too. Of the same weights no more is to be had
 */
export function agree(
  answers: readonly ComparedAnswer[],
  threshold: number = AGREEMENT_THRESHOLD,
  short: 'exact' | 'alike' = 'exact',
): Agreement {
  const isSame = short === 'exact' ? saysTheSame : isAlike;
  const alike = answers.map((one, i) => answers.map((other, j) => i === j || isSame(one.text, other.text, threshold)));
  let left = answers.map((_, index) => index);
  const groups: (readonly string[])[] = [];
  while (left.length > 0) {
    const around = left
      .map((one) => left.filter((other) => alike[one]?.[other] === true))
      .reduce((best, group) => (group.length > best.length ? group : best));
    groups.push(around.map((index) => answers[index]?.id ?? ''));
    left = left.filter((index) => !around.includes(index));
  }
  const [largest = []] = groups;
  return { groups, majority: largest.length > answers.length / 2 && hasText(answers, largest) ? largest : undefined };
}

/** A value is another one or is not: [1, 2] and [2, 1] are alike, and yet one of them is wrong. */
function saysTheSame(a: string, b: string, threshold: number): boolean {
  const [one, other] = [exactForm(a), exactForm(b)];
  return one !== undefined && other !== undefined ? one === other : isAlike(a, b, threshold);
}

function isAlike(a: string, b: string, threshold: number): boolean {
  return similarity(a, b) >= threshold;
}

/** A group of one is a majority of one, if it said anything. */
function hasText(answers: readonly ComparedAnswer[], group: readonly string[]): boolean {
  return answers.some(({ id, text }) => group.includes(id) && text.trim() !== '');
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}
