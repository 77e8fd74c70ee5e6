import type { ClueText } from '../leads/clue-text.ts';
import { namesIn } from '../leads/names.ts';
import { formsOf, wordsOf } from '../leads/words.ts';
import { TermTable } from '../scan/term-table.ts';
import type { Wanted } from '../scan/tally.ts';

/** Something that is looked for in all files. */
export interface Term {
  /** For people: as it was written. */
  readonly text: string;
  /** Above 0. */
  readonly weight: number;
  readonly isIdentifier: boolean;
}

/** All terms, their ids their places in the list. */
export interface Query {
  readonly terms: readonly Term[];
  readonly wanted: Wanted;
  /** Words as they may stand in paths, to their terms. */
  readonly byForm: ReadonlyMap<string, number>;
}

const MOST_WORDS = 300;
const MOST_IDENTIFIERS = 200;
/** A whole log full of one word is not a hundred times as much about it. */
const SATURATION = 0.5;

export function queryOf(texts: readonly ClueText[]): Query {
  const terms: Term[] = [];
  const byForm = new Map<string, number>();
  const wanted: Wanted = { identifiers: new TermTable(), parts: new TermTable() };
  for (const [word, weight] of heaviest(wordWeights(texts), MOST_WORDS)) {
    if (byForm.has(word)) continue;
    for (const form of formsOf(word)) {
      if (byForm.has(form)) continue;
      byForm.set(form, terms.length);
      wanted.parts.add(form, terms.length);
    }
    terms.push({ text: word, weight: weight ** SATURATION, isIdentifier: false });
  }
  const seen = new Set<string>();
  for (const [name, weight] of heaviest(nameWeights(texts), MOST_IDENTIFIERS)) {
    if (seen.has(name.toLowerCase())) continue;
    seen.add(name.toLowerCase());
    wanted.identifiers.add(name, terms.length);
    terms.push({ text: name, weight: weight ** SATURATION, isIdentifier: true });
  }
  return { terms, wanted, byForm };
}

function wordWeights(texts: readonly ClueText[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { text, weight } of texts) {
    for (const word of wordsOf(text)) weights.set(word, (weights.get(word) ?? 0) + weight);
  }
  return weights;
}

/** Each text counts an identifier once: it is no likelier for being printed in each line of a log. */
function nameWeights(texts: readonly ClueText[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { text, weight, isCode } of texts) {
    for (const one of namesIn(text, isCode)) {
      const share = isCode ? weight / 0.5 : weight;
      weights.set(one.name, (weights.get(one.name) ?? 0) + one.weight * share);
    }
  }
  return weights;
}

function heaviest(weights: ReadonlyMap<string, number>, most: number): readonly (readonly [string, number])[] {
  return [...weights].toSorted(([a, first], [b, second]) => second - first || (a < b ? -1 : 1)).slice(0, most);
}
