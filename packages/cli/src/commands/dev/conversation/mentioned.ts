const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** `finding 2`, `issues 1, 3 and 4`, `findings 1-3`. */
const NUMBERED =
  /\b(?:findings?|issues?|bugs?|problems?|numbers?|nos?\.|nrs?\.)\s*#?(\d+(?:\s*(?:,\s*and|,|and|&|or|-|–|to|through)\s*#?\d+)*)/gi;
/** `1-3` in such a list. */
const RANGES = /(\d+)(?:\s*(?:-|–|to|through)\s*#?(\d+))?/gi;
/** With these somebody speaks of others than the ones that are named, or of more. */
const WIDER =
  /\b(?:except|excluding|besides|but|ignore|ignoring|skip|without|not|rest|others?|whole|entire|all|every|everything|again)\b|n't\b/i;
/** `#2`. */
const HASHED = /(?<![\w&])#(\d+)\b/g;
/** `the second one`, `the last finding`; not `the second function`. */
const ORDINAL = new RegExp(
  String.raw`\bthe (${ORDINALS.join('|')}|last)(?=\s+(?:one|finding|issue|bug|problem)\b|\s*(?:$|[.,;!?]))`,
  'gi',
);

/** Which of the last findings somebody speaks of, counted from 1, in ascending order; empty when of none. */
export function mentionedFindings(words: string, count: number): readonly number[] {
  if (WIDER.test(words)) return [];
  const numbers = [...words.matchAll(NUMBERED)]
    .flatMap(([, list = '']) => [...list.matchAll(RANGES)])
    .flatMap(([, first, last = first]) => between(Number(first), Math.min(Number(last), count)))
    .concat([...words.matchAll(HASHED)].map(([, number]) => Number(number)));
  const places = [...words.matchAll(ORDINAL)].map(([, word = '']) => placeOf(word.toLowerCase(), count));
  const valid = [...numbers, ...places].filter((number) => number >= 1 && number <= count);
  return [...new Set(valid)].toSorted((a, b) => a - b);
}

function between(first: number, last: number): readonly number[] {
  return last < first ? [first] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function placeOf(word: string, count: number): number {
  return word === 'last' ? count : ORDINALS.indexOf(word) + 1;
}
