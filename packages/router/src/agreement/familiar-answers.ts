import { canonicalAnswer, saysNothing } from './canonical-answer.ts';

/** Of each model's answers so many of the newest are counted. */
const WINDOW = 256;
const MOST_MODELS = 64;
/** After few answers none is frequent yet. */
const HEAD_START = 10;
/** Up to this share an answer is as good as any; from the other on it says next to nothing of who gives it. */
const RARE = 0.05;
const FREQUENT = 0.2;
const LEAST_WEIGHT = 0.1;

/** Beginnings of so many of the newest are kept, so long. */
const MOST_OPENINGS = 8;
const OPENING_CHARS = 512;
/** More in common than this with a right answer, beyond what right answers have in common, is no chance. Characters. */
const SHARED_CHARS = 16;

interface Counted {
  readonly newest: string[];
  readonly openings: string[];
  readonly times: Map<string, number>;
}

/**
 * Which right answers come again and again. Who always gives the most frequent one is right in many cases without having
 * looked: to agree on it is no sign of honesty.
 */
export class FamiliarAnswers {
  readonly #models = new Map<string, Counted>();

  /** An answer that turned out to be right. */
  note(model: string, text: string): void {
    const counted = this.#models.get(model) ?? { newest: [], openings: [], times: new Map<string, number>() };
    this.#models.delete(model);
    this.#models.set(model, counted);
    const key = canonicalAnswer(text);
    counted.newest.push(key);
    counted.times.set(key, (counted.times.get(key) ?? 0) + 1);
    counted.openings.push(text.slice(0, OPENING_CHARS));
    if (counted.openings.length > MOST_OPENINGS) counted.openings.shift();
    if (counted.newest.length > WINDOW) forgetOldest(counted);
    if (this.#models.size <= MOST_MODELS) return;
    const [oldest] = this.#models.keys();
    if (oldest !== undefined) this.#models.delete(oldest);
  }

  /** How much agreeing on it says of an honest worker: 0.1 to 1. */
  weightOf(model: string, text: string): number {
    if (saysNothing(text)) return LEAST_WEIGHT;
    const counted = this.#models.get(model);
    if (counted === undefined) return 1;
    const share = (counted.times.get(canonicalAnswer(text)) ?? 0) / (counted.newest.length + HEAD_START);
    return Math.min(1, Math.max(LEAST_WEIGHT, 1 - (share - RARE) / (FREQUENT - RARE)));
  }

  /**
   * True when it begins like the right answer, and not just like any: an engine with the same weights on other hardware
   * goes the same way at first. Who has not asked the weights does not know how they begin.
   */
  beginsAlike(model: string, text: string, right: string): boolean {
    const others = this.#models.get(model)?.openings ?? [];
    const usual = Math.max(0, ...others.map((other) => sharedLength(other, right)));
    return sharedLength(text, right) >= usual + SHARED_CHARS;
  }
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length, OPENING_CHARS);
  let at = 0;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}

function forgetOldest({ newest, times }: Counted): void {
  const oldest = newest.shift() ?? '';
  const left = (times.get(oldest) ?? 1) - 1;
  if (left === 0) times.delete(oldest);
  else times.set(oldest, left);
}
