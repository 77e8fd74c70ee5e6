import { AGREEMENT_THRESHOLD, similarity } from './agreement.ts';

/** What one worker says to a question. */
export interface Opinion {
  readonly text: string;
  /** It was lost there: as much of a whole answer is held against it. @default false */
  readonly isBeginning?: boolean;
  /** Drawn by us. Whom the task went to by its own way may have seen to it that it did. */
  readonly isWitness: boolean;
}

export interface Settled<T extends Opinion> {
  readonly agreed: readonly T[];
  readonly others: readonly T[];
}

/** Witnesses that must agree with each other before anybody is wrong. */
const LEAST_WITNESSES = 2;
/** Two answers that are so much alike speak of the same; below are noise, refusals, and what is said to everything. */
const MILD = 0.3;
/** A few words may differ by chance. Characters. */
const LEAST_TEXT = 32;

/**
 * What is right: what at least two witnesses and more than half of all say. That one witness says the same as who was
 * asked first is enough as long as nobody else is heard. Undefined: it is not known yet.
 */
export function settle<T extends Opinion>(opinions: readonly T[]): Settled<T> | undefined {
  const agreed = opinions
    .map((one) => opinions.filter((other) => one === other || likeness(one, other) >= AGREEMENT_THRESHOLD))
    .reduce<readonly T[]>((most, group) => (group.length > most.length ? group : most), []);
  const isMost = agreed.length > opinions.length / 2;
  const isConfirmed = agreed.filter(({ isWitness }) => isWitness).length >= LEAST_WITNESSES;
  if (!isMost || (!isConfirmed && !(opinions.length === 2 && agreed.length === 2))) return undefined;
  return { agreed, others: opinions.filter((one) => !agreed.includes(one)) };
}

/**
 * True when it differs only so much from what was agreed on that an honest engine of other hardware may say it, or is so
 * short that it may be chance.
 */
export function isMildlyDifferent(one: Opinion, agreed: readonly Opinion[]): boolean {
  if (one.text.trim() === '') return false;
  if (one.isBeginning === true && one.text.length < LEAST_TEXT) return true;
  return agreed.some((other) => likeness(one, other) >= MILD);
}

function likeness(one: Opinion, other: Opinion): number {
  const most = Math.min(lengthOf(one), lengthOf(other));
  return similarity(one.text.slice(0, most), other.text.slice(0, most));
}

function lengthOf({ text, isBeginning = false }: Opinion): number {
  return isBeginning ? text.length : Number.POSITIVE_INFINITY;
}
