import type { FrameParameter } from '../frame.ts';
import { listed, prose } from '../grammar.ts';
import { LETTERS } from '../words/abbreviations.ts';
import { isSameThing, the, theGiven, type Phrase } from '../phrases.ts';

const MANNERS =
  /^(?:options|opts|config|cfg|settings|params|ctx|context|signal|args|kwargs|callback|cb|fn|func|handler|listener|logger|log|timeout|encoding|default|fallback|env|props|defaults|overrides)$/;

/** Parameters that say what a function works with, and not how. */
export function telling(parameters: readonly FrameParameter[]): readonly FrameParameter[] {
  const inOrder = [
    ...parameters.filter(({ isOptional }) => isOptional !== true),
    ...parameters.filter(({ isOptional }) => isOptional === true),
  ];
  return inOrder.filter(({ words, shape, rest }) => shape !== 'flag' && shape !== 'function' && rest === undefined && !(words.length === 1 && MANNERS.test(words[0] ?? '')) && words[0] !== 'on' && !MANNERS.test(words.at(-1) ?? '')); // prettier-ignore
}

/** "the given order, customer and date": at most two are named. */
export function given(parameters: readonly FrameParameter[]): string {
  const named = parameters.slice(0, 2).map(({ words }) => spoken(words));
  return `the given ${listed(named)}`;
}

/** A name in prose. */
function spoken(words: readonly string[]): string {
  const letter = words.join('');
  return letter.length === 1 || /^(?:to|from|of|on|by)$/.test(letter) ? (LETTERS[letter] ?? 'value') : prose(words);
}

/** The parameter that a phrase of the name is about. */
export function parameterFor(about: Phrase, parameters: readonly FrameParameter[]): FrameParameter | undefined {
  return parameters.find(({ words }) => isSameThing(words, about.words));
}

/** "the order", or "the given order" where a parameter brings it. */
export function theOrGiven(about: Phrase, parameters: readonly FrameParameter[]): string {
  return parameterFor(about, parameters) === undefined ? the(about) : theGiven(about.words);
}

export function thisOwner(owner: readonly string[]): string {
  return `this ${prose(owner)}`;
}
