import { structureOf } from './json-text.ts';
import { readAnswer, saysTheSame } from './same-answer.ts';
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
 * first one in the list. Values, short answers, code and edits agree only when they are equal but for their layout, other
 * texts when they are alike and contradict each other nowhere.
 *
 * @param threshold of `similarity`
 * @param how `alike`: all need only be alike. Of the same weights no more is to be had
 */
export function agree(
  answers: readonly ComparedAnswer[],
  threshold: number = AGREEMENT_THRESHOLD,
  how: 'exact' | 'alike' = 'exact',
): Agreement {
  const alike = how === 'exact' ? sameness(answers, threshold) : likeness(answers, threshold);
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

function likeness(answers: readonly ComparedAnswer[], threshold: number): readonly (readonly boolean[])[] {
  return answers.map((one, i) => answers.map((other, j) => i === j || similarity(one.text, other.text) >= threshold));
}

function sameness(answers: readonly ComparedAnswer[], threshold: number): readonly (readonly boolean[])[] {
  const read = answers.map(({ text }) => readAnswer(text));
  const isAlike = (a: string, b: string): boolean => similarity(a, b) >= threshold;
  return read.map((one, i) => read.map((other, j) => i === j || saysTheSame(one, other, isAlike)));
}

/** A group of one is a majority of one, if it said anything. */
function hasText(answers: readonly ComparedAnswer[], group: readonly string[]): boolean {
  return answers.some(({ id, text }) => group.includes(id) && text.trim() !== '');
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s/g, '');
}
