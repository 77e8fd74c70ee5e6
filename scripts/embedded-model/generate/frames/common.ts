import type { Frame, Making, Shape } from '../frame.ts';
import { ownerWords } from '../owners.ts';
import { nothingType, resultType } from '../result-types.ts';

type Base = Omit<Frame, 'kind' | 'nameWords' | 'summary' | 'body' | 'subject'>;

/** A function that gives a value. */
export function giving(
  making: Making,
  shape: Shape,
  words: readonly string[],
  returns: string,
  more: Partial<Pick<Frame, 'isAsync' | 'mayBeAbsent'>> = {},
): Omit<Base, 'parameters'> {
  const { isAsync = false, mayBeAbsent = false } = more;
  const type = resultType(making, { shape, words, mayBeAbsent, isAsync, isGenerator: false });
  return {
    givesValue: true,
    resultShape: shape,
    mayBeAbsent,
    isAsync,
    isGenerator: false,
    returns,
    mayChange: false,
    ...(type && { resultType: type }),
  };
}

/** A function that gives nothing. */
export function givingNothing(making: Making, isAsync = false): Omit<Base, 'parameters'> {
  const type = nothingType(making, isAsync);
  return {
    givesValue: false,
    resultShape: 'any',
    mayBeAbsent: false,
    isAsync,
    isGenerator: false,
    returns: '',
    mayChange: false,
    ...(type && { resultType: type }),
  };
}

export function maybeOwner({ dice }: Making, probability = 0.5): readonly string[] | undefined {
  return dice.chance(probability) ? ownerWords(dice) : undefined;
}
