import { nameInWords } from '../name-in-words.ts';
import { keysOf, verbKeysOf } from './same-words.ts';

/** They join the words of a name and say nothing by themselves. */
const JOINING = new Set(
  `a an and are as at be been being but by did do does for from if in into is it its of off on onto or out over so than that the their
  them then there these they this those to under up upon was were when where which while who will with within without`.split(
    /\s+/,
  ),
);

/** They stand in the comment of any function. */
const FILLER = new Set(
  `all also any anything argument arguments based being both call called can class code comment constructor current data describe
  described describes does doc documentation each either every everything existing function functions getter given has have helper here
  how instance internal just logic main may method methods more most necessary new no none not nothing now object only operation
  optional other output input own parameter parameters particular perform performs performed program provided relevant required result
  results return returned returns same setter should simple simply some something specified specific such task that thing things used
  useful uses using utility value values various via what whatever whether work works yes todo tbd fixme lorem ipsum
  foo bar implementation implements handles handle process processes`.split(/\s+/),
);

/** Words of prose or of a name: lower case, names that stand in it taken apart, `'s` left out. */
export function wordsIn(text: string): readonly string[] {
  return text
    .replaceAll(/['’]s\b/g, ' ')
    .split(/[^\p{L}\p{N}_$]+/u)
    .flatMap((word) => nameInWords(word).split(' '))
    .filter((word) => word !== '');
}

/** Words of a name that say something: no joining words, no numbers, no single letters. */
export function contentWords(name: string): readonly string[] {
  return wordsIn(name).filter((word) => word.length > 1 && !JOINING.has(word) && !/^\p{N}+$/u.test(word));
}

/** Words of prose that say something of this very function. */
export function tellingWords(text: string): readonly string[] {
  return contentWords(text).filter((word) => !FILLER.has(word));
}

/** What a text says, by the keys of its words, and of two that stand side by side: `file name` says `filename`. */
export function keysIn(text: string, keys: (word: string) => readonly string[] = keysOf): ReadonlySet<string> {
  const words = wordsIn(text);
  const pairs = words.flatMap((word, index) => {
    const next = words[index + 1];
    return next === undefined ? [] : [`${word}${next}`];
  });
  return new Set([...words.flatMap(keys), ...pairs.flatMap(keysOf)]);
}

export function verbKeysIn(text: string): ReadonlySet<string> {
  return keysIn(text, verbKeysOf);
}
