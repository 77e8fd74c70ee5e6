import type { Dice } from './dice.ts';
import type { Language } from './frame.ts';
import { NOUNS } from './words/nouns.ts';

const FOLDERS =
  'src lib app core packages/core/src server client utils api services models src/components scripts tools backend web internal'.split(
    ' ',
  );

export function path(dice: Dice, language: Language, hasElements: boolean): string {
  const name = dice.chance(0.6)
    ? dice.pick(NOUNS)
    : `${dice.pick(NOUNS)}${language === 'py' ? '_' : '-'}${dice.pick(NOUNS)}`;
  const ending =
    language === 'py'
      ? 'py'
      : hasElements
        ? language === 'js'
          ? 'jsx'
          : 'tsx'
        : language === 'js'
          ? dice.pick(['js', 'js', 'mjs', 'jsx'])
          : 'ts';
  const folder = dice.chance(0.5) ? dice.pick(FOLDERS) : `${dice.pick(FOLDERS)}/${dice.pick(NOUNS)}`;
  return `${dice.chance(0.1) ? '' : `${folder}/`}${name}.${ending}`;
}

const WISHES = [
  'Add doc comments', 'Write doc comments for every function that has none.', 'Write doc comments', 'Document the undocumented functions.', 'Add docstrings to all functions', 'Add JSDoc where it is missing', 'Please document the functions of this project', 'doc comments for everything', 'Every function should have a doc comment. Change nothing else.', 'Write a doc comment for each undocumented function', 'Add docstrings and say what the parameters are for', 'I want doc comments in the whole project, short and plain', 'document all the code in src', 'Comment the functions that nobody has commented yet.',
]; // prettier-ignore
const ASIDES = [
  'Keep it short.',
  'Leave the tests alone.',
  'Use plain words.',
  'We release on Friday.',
  'Do not touch the public API.',
  'The style guide is in the docs folder.',
  'Thanks!',
  'Also look at the names.',
  'First the models, then the rest.',
  'Make sure that it still builds.',
];

const FOCUSES = [
  'Write the doc comment of each function that has none.',
  'Doc comments for the functions of this file.',
  'Say what each function does, its parameters, results and errors.',
  'Document the functions that have no doc comment.',
  'Start with the exported functions.',
  'Add the missing doc comments.',
  'These functions are used by other teams.',
];

/** The planner's words, which often say nothing. */
export function focus(dice: Dice): string {
  return dice.chance(0.6) ? '' : dice.pick(FOCUSES);
}

/** What the person wants, in one of many ways: the comment does not depend on it. */
export function instructions(dice: Dice): string {
  const wish = dice.chance(0.85)
    ? dice.pick(WISHES)
    : `Document the ${dice.pick(NOUNS)} ${dice.pick(['code', 'module', 'files', 'functions'])} with doc comments`;
  if (dice.chance(0.06)) return [wish, ...dice.some(ASIDES, 2 + dice.below(3))].join(dice.pick([' ', '\n']));
  return dice.chance(0.2) ? `${wish} ${dice.pick(ASIDES)}` : wish;
}
