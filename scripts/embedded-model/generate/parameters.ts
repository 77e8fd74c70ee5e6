import type { FrameParameter, Making, Shape } from './frame.ts';
import { parameterText, FLAG_WORDS, KNOWN_NAMES, type ParameterUse } from './parameter-text.ts';
import { type Phrase, phrase } from './phrases.ts';
import { typeText } from './types.ts';
import { UNITS } from './words/abbreviations.ts';
import { madeUpWord } from './words/made-up.ts';
import { MASS_NOUNS, NOUNS } from './words/nouns.ts';

const NUMBERS = new Set('a b c d x y z i j k n m r w h dx dy dt port start end begin left right top bottom low high lower upper lo hi min max maximum minimum limit count total num number amount quantity qty size length width height depth level offset position pos index idx page step steps seed retries attempts attempt times precision decimals digits scale factor ratio rate weight threshold tolerance epsilon priority concurrency timeout delay interval duration ttl age score axis stop'.split(' ')); // prettier-ignore
const TEXTS = new Set('s q name path file filename filepath dir directory folder root cwd url uri host hostname address endpoint method query message msg text str string line word char content prefix suffix separator sep delimiter pattern format encoding locale lang language timezone mode kind type status label title description color theme password email token key id command cmd tag reason body pk'.split(' ')); // prettier-ignore
const LISTS = new Set('l values keys ids names paths lines words items list array arr elements nodes entries rows columns records fields tags filters children deps others argv'.split(' ')); // prettier-ignore
const FUNCTIONS = new Set('f cb callback fn func handler listener next predicate comparator compare reducer mapper selector factory visitor resolve reject done decorator'.split(' ')); // prettier-ignore
const BYTES = new Set('buffer buf bytes chunk data'.split(' '));
const DATES = new Set('date time timestamp when now today deadline'.split(' '));
const MAPS = new Set('headers cookies map options opts config cfg settings params defaults overrides env'.split(' '));

/** What a name that is no thing of a trade usually holds. */
export function shapeOf(word: string): Shape {
  if (NUMBERS.has(word)) return 'number';
  if (TEXTS.has(word)) return 'text';
  if (LISTS.has(word)) return 'list';
  if (FUNCTIONS.has(word)) return 'function';
  if (BYTES.has(word)) return 'bytes';
  if (DATES.has(word)) return 'date';
  return MAPS.has(word) ? 'map' : 'thing';
}

interface ParameterWishes {
  readonly words: readonly string[];
  readonly shape: Shape;
  readonly tail?: string;
  readonly doneWithIt?: string | undefined;
  readonly optionalChance?: number;
  readonly typeWords?: readonly string[];
}

export function parameter(
  making: Making,
  { words, shape, tail = 'to use', doneWithIt, optionalChance = 0.08, typeWords = words }: ParameterWishes,
): FrameParameter {
  const type = typeText(making, shape, typeWords);
  const isOptional = making.dice.chance(optionalChance);
  const use: ParameterUse = { tail, isOptional, ...(doneWithIt === undefined ? {} : { doneWithIt }) };
  return { words, shape, isOptional, ...(type === undefined ? {} : { type }), text: parameterText(words, shape, use) };
}

/** A parameter named after what it is: "orders", "accessToken", "glorp". */
export function thingParameter(making: Making, about: Phrase, wishes: Partial<ParameterWishes> = {}): FrameParameter {
  const { dice } = making;
  const shape: Shape = about.isPlural
    ? dice.weighted<Shape>([[8, 'list'], [2, 'map']])
    : dice.weighted<Shape>([[10, 'thing'], [5, 'text'], [3, 'number'], [1, 'any'], [1, 'bytes'], [1, 'date']]); // prettier-ignore
  return parameter(making, { words: about.words, shape, ...wishes });
}

const PART_HEADS = 'id name path url type status kind title size length count color index key address date version label code mode price email'.split(' '); // prettier-ignore
const UNIT_NAMES = Object.keys(UNITS);
const UNIT_FIRSTS = 'timeout delay duration interval max min offset wait grace lease period width height size budget elapsed distance'.split(' '); // prettier-ignore

/** Any other parameter. */
export function otherParameter(making: Making, tail = 'to use'): FrameParameter {
  const { dice } = making;
  return dice.weighted<() => FrameParameter>([
    [30, () => knownParameter(making, tail)],
    [30, () => thingParameter(making, phrase(dice, { madeUpChance: 0.25 }), { tail })],
    [14, () => partParameter(making, tail)],
    [7, () => unitParameter(making, tail)],
    [6, () => parameter(making, { words: [dice.pick(['max', 'min', 'num', 'max']), ...phrase(dice, { pluralChance: 1 }).words.slice(-1)], shape: 'number', tail, optionalChance: 0.25 })],
    [6, () => parameter(making, { words: ['default', 'new', 'old', 'next', 'current', 'initial', 'previous', 'other', 'first', 'last'].flatMap((word, index) => (index === dice.below(10) ? [word] : [])).slice(0, 1).concat(dice.pick(NOUNS)), shape: 'thing', tail })],
    [3, () => parameter(making, { words: ['on', dice.pick(NOUNS)], shape: 'function', optionalChance: 0.3 })],
    [2, () => parameter(making, { words: [dice.pick(NOUNS), dice.pick(['handler', 'callback', 'fn', 'listener'])], shape: 'function' })],
    [2, () => parameter(making, { words: [dice.pick(MASS_NOUNS)], shape: 'text', tail })],
  ])(); // prettier-ignore
}

export function knownParameter(making: Making, tail = 'to use'): FrameParameter {
  const word = making.dice.pick(KNOWN_NAMES);
  return parameter(making, { words: [word], shape: shapeOf(word), tail });
}

function partParameter(making: Making, tail = 'to use'): FrameParameter {
  const { dice } = making;
  const head = dice.pick(PART_HEADS);
  const first = dice.chance(0.2) ? madeUpWord(dice) : dice.pick(NOUNS);
  return parameter(making, { words: [first, head], shape: dice.chance(0.8) ? 'text' : 'number', tail });
}

function unitParameter(making: Making, tail = 'to use'): FrameParameter {
  const { dice } = making;
  const first = dice.pick(UNIT_FIRSTS);
  const words =
    first === 'max' || first === 'min' ? [first, dice.pick(['age', 'size', 'wait', 'delay', 'width'])] : [first];
  return parameter(making, { words: [...words, dice.pick(UNIT_NAMES)], shape: 'number', tail, optionalChance: 0.3 });
}

export function flagParameter(making: Making): FrameParameter {
  const { dice } = making;
  const words = dice.weighted<() => readonly string[]>([
    [4, () => [dice.pick(FLAG_WORDS.manners)]],
    [5, () => [dice.pick(FLAG_WORDS.deeds)]],
    [4, () => [dice.pick(FLAG_WORDS.deeds), ...phrase(dice).words.slice(-1)]],
    [3, () => ['is', dice.pick(FLAG_WORDS.manners)]],
    [1, () => ['has', dice.pick(NOUNS)]],
    [2, () => ['should', dice.pick(FLAG_WORDS.deeds)]],
    [2, () => ['with', dice.pick(NOUNS)]],
    [1, () => ['no', dice.pick(NOUNS)]],
    [1, () => ['dry', 'run']],
    [2, () => [dice.chance(0.4) ? madeUpWord(dice) : dice.pick(NOUNS)]],
  ])();
  return parameter(making, { words, shape: 'flag', optionalChance: 0.7 });
}

const OPTION_WORDS = 'options opts config settings params'.split(' ');

export function optionsParameter(making: Making, about: readonly string[]): FrameParameter {
  const { dice } = making;
  const head = dice.pick(OPTION_WORDS);
  const words = dice.chance(0.2) ? [...about.slice(-1), head] : [head];
  const shape = dice.chance(0.3) ? 'map' : 'thing';
  return parameter(making, { words, shape, optionalChance: 0.5, typeWords: [...about.slice(-2), 'options'] });
}

const CALLBACKS = 'callback cb fn func handler predicate comparator listener visitor mapper next f'.split(' ');

export function callbackParameter(making: Making): FrameParameter {
  return parameter(making, { words: [making.dice.pick(CALLBACKS)], shape: 'function', optionalChance: 0.15 });
}

/** `*args`, `**kwargs`, `...items`. */
export function restParameters(making: Making): readonly FrameParameter[] {
  const { dice, language } = making;
  const args = { words: ['args'], shape: 'list' as const, optionalChance: 1 };
  if (language === 'py') {
    const kwargs: FrameParameter = {
      ...parameter(making, { words: ['kwargs'], shape: 'any', optionalChance: 1 }),
      rest: '**',
    };
    const typed = dice.chance(0.2);
    const bare = ({ words, shape, text, rest }: FrameParameter): FrameParameter => ({
      words,
      shape,
      text,
      isOptional: true,
      ...(rest && { rest }),
    });
    const stars: FrameParameter = { ...parameter(making, args), rest: '*' };
    const both = [
      typed ? { ...stars, ...(stars.type === undefined ? {} : { type: 'Any' }) } : bare(stars),
      typed ? kwargs : bare(kwargs),
    ];
    return dice.weighted([[2, both], [2, both.slice(1)], [1, both.slice(0, 1)]]); // prettier-ignore
  }
  const about = dice.chance(0.6) ? ['args'] : phrase(dice, { pluralChance: 1 }).words;
  const rest = parameter(making, { ...args, words: about });
  return [
    { ...rest, rest: '...', ...(rest.type === undefined ? {} : { type: dice.pick(['unknown[]', 'string[]', 'T[]']) }) },
  ];
}
