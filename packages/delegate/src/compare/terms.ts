import { piecesOf, type TermPiece } from './pieces.ts';

/** Terms with how much they tell: names of code more than words. */
export type Terms = ReadonlyMap<string, number>;

const NAME_WEIGHT = 3;
/** What the issue says itself, everybody repeats. */
const KNOWN_WEIGHT = 0.1;

/**
 * What a text is about: its rarer words, without their endings, and the names of code in it.
 *
 * @param known a text that whoever wrote this one had read: what stands there tells little
 */
export function termsOf(text: string, known: string = ''): Terms {
  const read = new Set(allTerms(known).map(({ term }) => term));
  return new Map(
    allTerms(text).map(({ term, isName }) => [term, (isName ? NAME_WEIGHT : 1) * (read.has(term) ? KNOWN_WEIGHT : 1)]),
  );
}

/**
 * How alike two texts are by their terms: the weight of those that both have, over the geometric mean of all that each has (the
 * coefficient of Ochiai). 0..1; 0 where one has none.
 */
export function likeness(a: Terms, b: Terms): number {
  const [sumA, sumB] = [sumOf(a), sumOf(b)];
  if (sumA === 0 || sumB === 0) return 0;
  const shared = [...a].reduce((sum, [term, weight]) => sum + Math.min(weight, b.get(term) ?? 0), 0);
  // Sums differ in their last digits by the order of their terms.
  return Number((shared / Math.sqrt(sumA * sumB)).toFixed(6));
}

function sumOf(terms: Terms): number {
  return [...terms.values()].reduce((sum, weight) => sum + weight, 0);
}

function allTerms(text: string): readonly TermPiece[] {
  return piecesOf(text).filter((piece) => piece.kind === 'term');
}
