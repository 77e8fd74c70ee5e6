import { FNV_BASIS, fnvStep } from './hash.ts';

/** Kinds of features; equal texts of two kinds are two features. */
export const FEATURE_GROUPS = ['word', 'pair', 'code', 'code pair', 'shape'] as const;
export type FeatureGroup = (typeof FEATURE_GROUPS)[number];

/** Takes features as they are found. `text.slice(start, end)` is the feature in words. */
export interface FeatureSink {
  add(group: FeatureGroup, hash: number, text: string, start: number, end: number): void;
}

const ZERO = 48;
const NINE = 57;
const UNDERSCORE = 95;

/** The words of a text and pairs of neighbours; of a number only its length counts. Pieces of words were tried, and made things worse. */
export function addWords(text: string, start: number, end: number, sink: FeatureSink): void {
  let before = 0;
  let beforeStart = -1;
  let at = start;
  while (at < end) {
    if (!isWordUnit(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const wordStart = at;
    let hash = FNV_BASIS;
    while (at < end) {
      const unit = text.charCodeAt(at);
      if (!isWordUnit(unit)) break;
      hash = fnvStep(hash, folded(unit));
      at++;
    }
    sink.add('word', hash, text, wordStart, at);
    if (beforeStart >= 0) sink.add('pair', fnvStep(before, hash), text, beforeStart, at);
    before = hash;
    beforeStart = wordStart;
  }
}

/** The words of code, operators among them, and pairs of neighbours. */
export function addCode(text: string, start: number, end: number, sink: FeatureSink): void {
  let before = 0;
  let beforeStart = -1;
  let at = start;
  while (at < end) {
    const tokenStart = at;
    let hash = FNV_BASIS;
    if (isWordUnit(text.charCodeAt(at))) {
      while (at < end && isWordUnit(text.charCodeAt(at))) hash = fnvStep(hash, folded(text.charCodeAt(at++)));
    } else {
      hash = fnvStep(hash, text.charCodeAt(at++));
      if (isSpace(text.charCodeAt(tokenStart))) continue;
    }
    sink.add('code', hash, text, tokenStart, at);
    if (beforeStart >= 0) sink.add('code pair', fnvStep(before, hash), text, beforeStart, at);
    before = hash;
    beforeStart = tokenStart;
  }
}

/** Letters, digits and what is not ASCII. */
export function isWordUnit(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    isDigit(unit) ||
    unit === UNDERSCORE ||
    (unit > 191 && unit < 0x2000) ||
    unit > 0x206f
  );
}

export function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

export function isSpace(unit: number): boolean {
  return unit <= 32 || unit === 160;
}

/** Small letters only, and one digit for all: "Top 42" is "top 00". */
function folded(unit: number): number {
  if (unit >= 65 && unit <= 90) return unit + 32;
  return isDigit(unit) ? ZERO : unit;
}
