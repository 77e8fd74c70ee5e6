import { isCommon } from './words.ts';

/** An identifier that a text uses, and how much it looks like one that matters. */
export interface UsedName {
  readonly name: string;
  /** 0 to 4. */
  readonly weight: number;
}

const WORD = /[A-Za-z_$][A-Za-z0-9_$]{2,79}/g;
/** Shaped as no word of a sentence is. */
const SNAKE = /^_{0,2}[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+_{0,2}$|^_{1,2}[A-Za-z]\w+$/;
const CAMEL = /^[A-Za-z]?[a-z0-9]*[a-z0-9][A-Z]\w*$|^[A-Z]{2,}[a-z]\w+$/;
const TICKED = /`([^`\n]{1,120})`/g;
const MOST_NAMES = 300;

/**
 * Identifiers of a text, the heaviest first. What stands between backticks, is called, or has the shape of one counts most.
 *
 * @param isCode all of it is code or the output of a program: then every word may be one
 */
export function namesIn(text: string, isCode: boolean): readonly UsedName[] {
  const weights = new Map<string, number>();
  const ticked = new Set<string>();
  for (const [, inside = ''] of text.matchAll(TICKED)) for (const [word] of inside.matchAll(WORD)) ticked.add(word);
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const weight = weightOf(word, text, index, { isCode, isTicked: ticked.has(word) });
    if (weight > 0) weights.set(word, Math.max(weight, weights.get(word) ?? 0));
  }
  const all = [...weights].map(([name, weight]) => ({ name, weight }));
  return all.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_NAMES);
}

function weightOf(
  word: string,
  text: string,
  index: number,
  { isCode, isTicked }: { readonly isCode: boolean; readonly isTicked: boolean },
): number {
  const isShaped = SNAKE.test(word) || CAMEL.test(word);
  const before = text[index - 1] ?? '';
  const after = text[index + word.length] ?? '';
  let weight = isShaped ? 2 : 0;
  if (isTicked) weight += 1;
  if (after === '(') weight += 1;
  if (before === '.' && /[\w)\]]/.test(text[index - 2] ?? '')) weight += 0.5;
  if (weight === 0 && isCode) return isCommon(word) ? 0 : 0.5;
  return isCode ? weight * 0.7 : weight;
}
