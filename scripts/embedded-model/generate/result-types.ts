import type { Making, Shape } from './frame.ts';
import { typeText } from './types.ts';

export interface ResultWishes {
  readonly shape: Shape;
  readonly words: readonly string[];
  readonly mayBeAbsent: boolean;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

/** The type that a function is declared to give; undefined: it is not written. */
export function resultType(
  making: Making,
  { shape, words, mayBeAbsent, isAsync, isGenerator }: ResultWishes,
): string | undefined {
  const { dice, language, isTyped } = making;
  if (!isTyped || (language === 'ts' && dice.chance(0.2))) return undefined;
  const bare = plainType(making, shape, words);
  if (language === 'py') {
    if (isGenerator) return dice.pick([`Iterator[${bare}]`, `Iterable[${bare}]`, `Generator[${bare}, None, None]`]);
    return mayBeAbsent ? dice.pick([`Optional[${bare}]`, `${bare} | None`, `Optional[${bare}]`]) : bare;
  }
  if (isGenerator)
    return isAsync
      ? `AsyncGenerator<${bare}>`
      : dice.pick([`Generator<${bare}>`, `IterableIterator<${bare}>`, `Iterable<${bare}>`]);
  const whole = mayBeAbsent
    ? `${bare.includes('=>') ? 'Item' : bare} | ${dice.pick(['undefined', 'undefined', 'null'])}`
    : bare;
  return isAsync ? `Promise<${whole}>` : whole;
}

/** Without what says that there may be none. */
function plainType(making: Making, shape: Shape, words: readonly string[]): string {
  for (let tries = 0; tries < 8; tries += 1) {
    const type = typeText(making, shape, words) ?? '';
    if (!/null|None|Promise|=>|Iterable|AsyncIterable/.test(type) && type.length < 30) return type;
  }
  return making.language === 'py' ? 'str' : 'string';
}

/** That nothing is given back; undefined: it is not written. */
export function nothingType({ dice, language, isTyped }: Making, isAsync: boolean): string | undefined {
  if (!isTyped || dice.chance(0.2)) return undefined;
  if (language === 'py') return 'None';
  return isAsync ? 'Promise<void>' : 'void';
}
