import { contradict, type Denials, denialsOf } from './denials.ts';
import { likeness, type Terms, termsOf } from './terms.ts';

/** A text, and what it is held against others by. */
export interface Saying {
  /** Without what makes no difference: case, white space, and its last punctuation. */
  readonly plain: string;
  readonly terms: Terms;
  readonly denials: Denials;
}

/** @param known a text that whoever wrote this one had read: what stands there tells little */
export function sayingOf(text: string, known: string): Saying {
  const plain = text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/[.!。]+$/, '')
    .toLowerCase();
  return { plain, terms: termsOf(text, known), denials: denialsOf(text) };
}

/** How alike texts are by their words, 0..1: equal ones 1, and 0 where one denies what the other says. */
export function alikeness(a: Saying, b: Saying): number {
  if (a.plain !== '' && a.plain === b.plain) return 1;
  return contradict(a.denials, b.denials) ? 0 : likeness(a.terms, b.terms);
}
