import type { Dice } from './dice.ts';
import { plural, prose } from './grammar.ts';
import { ADJECTIVES } from './words/adjectives.ts';
import { FULL_FORMS, ACRONYMS } from './words/abbreviations.ts';
import { madeUpWord } from './words/made-up.ts';
import { FIRST_NOUNS, MASS_NOUNS, NOUNS, NUMBERED } from './words/nouns.ts';

/** What a name or a part of it is about: words as a name has them, the last one its head. */
export interface Phrase {
  readonly words: readonly string[];
  readonly isPlural: boolean;
  readonly isMass: boolean;
}

export const NO_PHRASE: Phrase = { words: [], isPlural: false, isMass: false };

const SHORT_FORMS = Object.keys(FULL_FORMS).filter(
  (word) =>
    ![
      'fn',
      'func',
      'cb',
      'args',
      'arg',
      'max',
      'min',
      'prev',
      'cur',
      'curr',
      'tmp',
      'temp',
      'avg',
      'int',
      'err',
      'opts',
      'opt',
      'var',
      'num',
      'props',
      'params',
      'ts',
      'stats',
      'attrs',
      'cols',
      'perms',
    ].includes(word),
);
const ACRONYM_LIST = [...ACRONYMS].filter((word) => !/\d/.test(word));

interface PhraseWishes {
  /** @default 0.25 */
  readonly pluralChance?: number;
  /** @default 0.12 */
  readonly madeUpChance?: number;
}

function headWord(dice: Dice, madeUpChance: number): string {
  if (dice.chance(madeUpChance)) return madeUpWord(dice);
  if (dice.chance(0.06)) return dice.pick(SHORT_FORMS);
  return dice.pick(NOUNS);
}

function firstWord(dice: Dice, madeUpChance: number): string {
  if (dice.chance(madeUpChance)) return madeUpWord(dice);
  if (dice.chance(0.08)) return dice.pick(ACRONYM_LIST);
  if (dice.chance(0.05)) return dice.pick(SHORT_FORMS);
  return dice.pick(dice.chance(0.6) ? FIRST_NOUNS : NOUNS);
}

/** A phrase of one to four words. */
export function phrase(dice: Dice, { pluralChance = 0.25, madeUpChance = 0.12 }: PhraseWishes = {}): Phrase {
  if (dice.chance(0.05)) {
    const words = dice.chance(0.5) ? [dice.pick(MASS_NOUNS)] : [firstWord(dice, madeUpChance), dice.pick(MASS_NOUNS)];
    return { words, isPlural: false, isMass: true };
  }
  if (dice.chance(0.02)) {
    const words = dice.chance(0.5) ? [madeUpWord(dice), `${dice.below(20)}`] : dice.pick(NUMBERED);
    return {
      words: dice.chance(0.5) ? words : [...words, headWord(dice, madeUpChance)],
      isPlural: false,
      isMass: true,
    };
  }
  const head = dice.chance(0.03) ? dice.pick(ACRONYM_LIST) : headWord(dice, madeUpChance);
  const isPlural = dice.chance(pluralChance);
  const last = isPlural ? plural(head) : head;
  const before = dice.weighted<() => readonly string[]>([
    [46, () => []],
    [16, () => [dice.pick(ADJECTIVES)]],
    [28, () => [firstWord(dice, madeUpChance)]],
    [5, () => [dice.pick(ADJECTIVES), firstWord(dice, madeUpChance)]],
    [5, () => [firstWord(dice, madeUpChance), firstWord(dice, madeUpChance)]],
  ])();
  return { words: [...new Set([...before, last])], isPlural, isMass: false };
}

/** "the open orders" */
export function the({ words }: Phrase): string {
  if (words[0] === 'all' || words[0] === 'any' || words[0] === 'every' || words[0] === 'each') return prose(words);
  return `the ${prose(words)}`;
}

/** "the given order" */
export function theGiven(words: readonly string[]): string {
  return `the given ${prose(words)}`;
}

/** Whether two names speak of the same: one ends with the other, or differs by its plural. */
export function isSameThing(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0 || other.length === 0) return false;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const end = long.slice(-short.length);
  return short.every(
    (word, index) => word === end[index] || (index === short.length - 1 && isPluralOf(word, end[index] ?? '')),
  );
}

function isPluralOf(one: string, other: string): boolean {
  return plural(one) === other || plural(other) === one;
}
