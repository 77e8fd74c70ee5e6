import type { Making, Shape } from './frame.ts';
import { pascal } from './names.ts';
import { isReservedType } from './reserved.ts';

/** How a type of this shape is written, for things of that name. */
export function typeText(
  { dice, language, isTyped }: Making,
  shape: Shape,
  words: readonly string[],
): string | undefined {
  if (!isTyped) return undefined;
  const thing = thingName(words);
  const choices = language === 'py' ? PYTHON[shape](thing) : SCRIPT[shape](thing);
  const text = dice.pick(choices);
  return text.length > 56 ? choices[0] : text;
}

function thingName(words: readonly string[]): string {
  const kept = words.slice(-3).map((word, index, all) => (index === all.length - 1 ? singular(word) : word));
  const name = pascal(kept);
  return /^[A-Z]/.test(name) && !isReservedType(name) && name.length < 24 ? name : 'Item';
}

export function singular(word: string): string {
  if (/(?:ss|us|is|ics)$/.test(word) || word.length < 4) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:xes|ches|shes|sses)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

type Choices = (thing: string) => readonly string[];

const SCRIPT: Readonly<Record<Shape, Choices>> = {
  text: () => ['string', 'string', 'string', 'string', 'string | URL', "'low' | 'high'", 'string | null'],
  number: () => ['number', 'number', 'number', 'number', 'number', 'bigint', 'number | string'],
  flag: () => ['boolean'],
  list: (thing) => [`${thing}[]`, `readonly ${thing}[]`, `Array<${thing}>`, `${thing}[]`, `Iterable<${thing}>`, `Set<${thing}>`, `ReadonlyArray<${thing}>`, 'string[]', 'number[]', 'readonly string[]', 'T[]', `AsyncIterable<${thing}>`],
  map: (thing) => [`Map<string, ${thing}>`, `Record<string, ${thing}>`, `ReadonlyMap<string, ${thing}>`, 'Record<string, unknown>', 'Record<string, string>', `Map<number, ${thing}[]>`],
  function: (thing) => [`(item: ${thing}) => void`, '() => void', `(${lower(thing)}: ${thing}) => boolean`, '() => Promise<void>', `(error: Error) => void`, `(a: ${thing}, b: ${thing}) => number`, '(value: T) => U', `${thing}Handler`],
  bytes: () => ['Uint8Array', 'Buffer', 'ArrayBuffer'],
  date: () => ['Date', 'Date', 'Date | string', 'number'],
  thing: (thing) => [thing, thing, thing, thing, thing, `Partial<${thing}>`, `Readonly<${thing}>`, `${thing} | string`, `${thing}<T>`, `${thing} | null`, `Promise<${thing}>`],
  any: () => ['unknown', 'T', 'any', 'object', 'unknown', 'string | number'],
}; // prettier-ignore

const PYTHON: Readonly<Record<Shape, Choices>> = {
  text: () => ['str', 'str', 'str', 'str', 'str', 'AnyStr', 'Union[str, Path]', 'str | bytes'],
  number: () => ['int', 'int', 'float', 'int', 'float', 'Decimal', 'Union[int, float]', 'int | float'],
  flag: () => ['bool'],
  list: (thing) => [`list[${thing}]`, `List[${thing}]`, `Sequence[${thing}]`, `Iterable[${thing}]`, 'list[str]', 'List[str]', 'list[int]', `tuple[${thing}, ...]`, `set[${thing}]`, 'np.ndarray', `Iterator[${thing}]`],
  map: (thing) => [`dict[str, ${thing}]`, `Dict[str, ${thing}]`, 'dict[str, Any]', 'Dict[str, str]', `Mapping[str, ${thing}]`, `defaultdict[str, list[${thing}]]`, 'dict'],
  function: (thing) => ['Callable', `Callable[[${thing}], None]`, 'Callable[..., Any]', `Callable[[${thing}], bool]`, 'Callable[[], None]'],
  bytes: () => ['bytes', 'bytearray', 'bytes', 'memoryview'],
  date: () => ['datetime', 'date', 'datetime.datetime'],
  thing: (thing) => [thing, thing, thing, thing, `"${thing}"`, `models.${thing}`, `Type[${thing}]`, `Union[${thing}, str]`, `${thing} | str`, 'torch.Tensor'],
  any: () => ['Any', 'object', 'T', 'Any'],
}; // prettier-ignore

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
