import type { Dice } from '../dice.ts';
import type { BodyKind, Frame, FrameParameter, Making, Shape } from '../frame.ts';
import { baseForm, prose } from '../grammar.ts';
import { ownerWords } from '../owners.ts';
import {
  callbackParameter,
  flagParameter,
  optionsParameter,
  otherParameter,
  parameter,
  restParameters,
  shapeOf,
  thingParameter,
} from '../parameters.ts';
import { NO_PHRASE, type Phrase, phrase } from '../phrases.ts';
import { nothingType, resultType, type ResultWishes } from '../result-types.ts';
import { madeUpWord } from '../words/made-up.ts';
import { type VerbClass, VERBS } from '../words/verbs.ts';
import { type Complement, complement, ENDING_NAMES, ENDINGS } from './name-parts.ts';
import { thisOwner } from './summary.ts';
import { verbReturns, verbSummary, type VerbParts } from './texts.ts';

const CLASSES: readonly (readonly [number, VerbClass])[] = [[17, 'get'], [9, 'find'], [11, 'make'], [7, 'compute'], [11, 'convert'], [24, 'act'], [5, 'add'], [4, 'remove'], [5, 'send'], [5, 'check'], [4, 'set']]; // prettier-ignore
/** How often one is about a parameter of the same name. */
const OWN_PARAMETER: Readonly<Record<VerbClass, number>> = { get: 0.03, find: 0.04, make: 0.05, compute: 0.15, convert: 0.5, act: 0.45, add: 0.8, remove: 0.6, send: 0.6, check: 0.7, set: 0.3 }; // prettier-ignore
const ALWAYS_GIVES = new Set<VerbClass>(['get', 'find', 'make', 'compute', 'convert']);
const BODIES: Readonly<Record<VerbClass, BodyKind>> = { get: 'get', find: 'find', make: 'make', compute: 'compute', convert: 'convert', act: 'act', add: 'act', remove: 'act', send: 'act', check: 'check', set: 'set' }; // prettier-ignore

interface Chosen {
  readonly isMadeUp: boolean;
  readonly verbClass: VerbClass;
  readonly verb: string;
  readonly second: VerbParts['second'];
  readonly owner: readonly string[] | undefined;
  readonly about: Phrase;
  readonly named: Complement | undefined;
  readonly ending: (typeof ENDINGS)[string] | undefined;
}

function choose(making: Making): Chosen {
  const { dice } = making;
  const isMadeUp = dice.chance(0.09);
  const verbClass = isMadeUp ? 'act' : dice.weighted(CLASSES);
  const verb = isMadeUp ? madeUpWord(dice) : commonOrRare(dice, VERBS[verbClass]);
  const second = dice.chance(0.03) ? secondVerb(dice) : undefined;
  const owner = dice.chance(0.5) ? ownerWords(dice) : undefined;
  const about = aboutWhat(making, verbClass);
  const gives = verbClass === 'get' || verbClass === 'find';
  const named = dice.chance(about.words.length === 0 ? 0.45 : gives ? 0.3 : 0.14)
    ? complement(dice, gives ? 'get' : 'change')
    : undefined;
  const ending = dice.chance(0.06) ? ENDINGS[dice.pick(ENDING_NAMES)] : undefined;
  return { isMadeUp, verbClass, verb, second, owner, about, named, ending };
}

function secondVerb(dice: Dice): NonNullable<VerbParts['second']> {
  const joint = dice.pick<'and' | 'or'>(['and', 'or']);
  return { joint, verb: dice.pick<string>(VERBS[dice.pick<VerbClass>(['make', 'act', 'convert'])]) };
}

/** How a function gives what it gives. */
type Manner = Pick<Frame, 'givesValue' | 'isGenerator' | 'mayBeAbsent' | 'isAsync'>;

function mannerOf({ dice }: Making, { isMadeUp, verbClass, about, ending }: Chosen): Manner {
  const givesValue = ALWAYS_GIVES.has(verbClass) || (!isMadeUp && dice.chance(0.12));
  const isGenerator = givesValue && about.isPlural && dice.chance(0.12);
  const absence = verbClass === 'find' ? 0.65 : verbClass === 'get' ? 0.14 : 0.04;
  const mayBeAbsent = givesValue && !isGenerator && dice.chance(absence);
  const isAsync = dice.chance(/^(?:get|find|send|act)$/.test(verbClass) ? 0.28 : 0.08) || ending === ENDINGS['async'];
  return { givesValue, isGenerator, mayBeAbsent, isAsync };
}

function nameOf({ verb, second, about, named, ending }: Chosen): readonly string[] {
  return [
    verb,
    ...(second === undefined ? [] : [second.joint, second.verb]),
    ...about.words,
    ...(named === undefined ? [] : [named.preposition, ...named.about.words]),
    ...(ending?.[0] ?? []),
  ];
}

/** A function named by a verb and what it is done to. */
export function verbFrame(making: Making): Frame {
  const chosen = choose(making);
  const { verbClass, verb, second, owner, about, named, ending } = chosen;
  const parameters = parametersOf(making, chosen);
  const manner = mannerOf(making, chosen);
  const parts: VerbParts = {
    verbClass,
    verb,
    ...(second && { second }),
    about,
    ...(named && { complement: named }),
    ending: ending?.[1] ?? '',
    ...(owner && { owner }),
    parameters,
    mayBeAbsent: manner.mayBeAbsent,
    isGenerator: manner.isGenerator,
  };
  const result = resultOf(making, parts, manner);
  return {
    kind: owner === undefined ? 'function' : 'method',
    nameWords: nameOf(chosen),
    ...(owner && { owner }),
    parameters,
    ...manner,
    ...result,
    summary: verbSummary(parts),
    body: manner.isGenerator ? 'yield' : BODIES[verbClass],
    mayChange: owner !== undefined && /^(?:act|add|remove|send|set)$/.test(verbClass) && !manner.mayBeAbsent,
    subject: about.words.length > 0 ? about.words : [verb],
  };
}

/** The first verbs of a list are those that code is full of. */
function commonOrRare(dice: Dice, verbs: readonly string[]): string {
  return dice.pick(dice.chance(0.5) ? verbs.slice(0, 40) : verbs);
}

function aboutWhat({ dice }: Making, verbClass: VerbClass): Phrase {
  if (dice.chance(0.14)) return NO_PHRASE;
  const found = phrase(dice, {
    pluralChance: /^(?:make|set|compute)$/.test(verbClass) ? 0.12 : 0.28,
    madeUpChance: 0.15,
  });
  if (found.isPlural && dice.chance(0.12)) return { ...found, words: ['all', ...found.words] };
  return found;
}

const GIVEN_NAMES =
  'value text input data items item source path message x s node event values key line url name'.split(' ');

function parametersOf(making: Making, chosen: Chosen): readonly FrameParameter[] {
  const { dice } = making;
  const { verbClass, about, named, owner } = chosen;
  const tail = tailFor(verbClass, about);
  const made = [...objectOf(making, chosen), ...complementOf(making, named)];
  const more = dice.weighted([[owner === undefined ? 22 : 45, 0], [36, 1], [20, 2], [9, 3], [3, 4], [2, 6]]); // prettier-ignore
  const atLeast = owner === undefined && made.length === 0 && more === 0 && dice.chance(0.75) ? 1 : more;
  for (let left = atLeast; left > 0; left -= 1) made.push(otherParameter(making, tail));
  if (dice.chance(0.14)) made.push(flagParameter(making));
  if (dice.chance(0.1)) made.push(optionsParameter(making, about.words));
  if (dice.chance(0.06)) made.push(callbackParameter(making));
  if (dice.chance(0.05)) made.push(...restParameters(making));
  return made;
}

/** What is done with it, where a parameter brings it. */
function objectOf(making: Making, { verbClass, verb, about, named }: Chosen): readonly FrameParameter[] {
  const { dice } = making;
  const wishes = { doneWithIt: baseForm(verb), optionalChance: 0.03 };
  if (about.words.length > 0 && about.words[0] !== 'all' && dice.chance(OWN_PARAMETER[verbClass])) {
    const words = about.words.length > 1 && dice.chance(0.4) ? about.words.slice(-1) : about.words;
    return [thingParameter(making, { ...about, words }, wishes)];
  }
  if (about.words.length > 0 || !dice.chance(named === undefined ? 0.6 : 0.4)) return [];
  const given = phrase(dice, { madeUpChance: 0.2 });
  const known = dice.pick(GIVEN_NAMES);
  if (dice.chance(0.5)) return [thingParameter(making, given, wishes)];
  return [parameter(making, { words: [known], shape: shapeOf(known), ...wishes })];
}

/** What the name says after its preposition. */
function complementOf(making: Making, named: Complement | undefined): readonly FrameParameter[] {
  const { dice } = making;
  if (named === undefined || named.preposition === 'as' || !dice.chance(0.8)) return [];
  const isKey = named.preposition === 'by';
  const shape = isKey ? 'text' : dice.pick<Shape>(['thing', 'text', 'date']);
  return [
    parameter(making, {
      words: named.about.words,
      shape,
      tail: isKey ? 'to look for' : 'to use',
      optionalChance: 0.04,
    }),
  ];
}

function tailFor(verbClass: VerbClass, about: Phrase): string {
  if (verbClass === 'find') return 'to look for';
  if (verbClass === 'compute') return 'to calculate with';
  if (verbClass === 'make' && about.words.length > 0) return `of the new ${prose(about.words)}`;
  return 'to use';
}

type Result = Pick<Frame, 'resultType' | 'resultShape' | 'returns'>;

function resultOf(making: Making, parts: VerbParts, { givesValue, isAsync }: Manner): Result {
  const { about, verbClass, mayBeAbsent, isGenerator } = parts;
  if (!givesValue) return typed({ resultShape: 'any', returns: '' }, nothingType(making, isAsync));
  const words = about.words.length > 0 ? about.words : (parts.parameters[0]?.words ?? ['result']);
  const shape = resultShape(making, parts);
  const wishes = { shape, words, mayBeAbsent, isAsync, isGenerator };
  const special = ALWAYS_GIVES.has(verbClass) || mayBeAbsent ? undefined : specialResult(making, parts, wishes);
  return special ?? typed({ resultShape: shape, returns: verbReturns(parts) }, resultType(making, wishes));
}

function typed(result: Omit<Result, 'resultType'>, type: string | undefined): Result {
  return { ...result, ...(type && { resultType: type }) };
}

/** Deeds give themselves, or whether they were done. */
function specialResult(making: Making, { owner, isGenerator }: VerbParts, wishes: ResultWishes): Result | undefined {
  const { dice, isTyped, language } = making;
  if (owner !== undefined && dice.chance(0.25) && isTyped && dice.chance(0.8)) {
    const script = wishes.isAsync ? 'Promise<this>' : 'this';
    return typed(
      { resultShape: 'thing', returns: `Itself, ${thisOwner(owner)}.` },
      language === 'py' ? 'Self' : script,
    );
  }
  if (isGenerator || !dice.chance(0.5)) return undefined;
  return typed(
    { resultShape: 'flag', returns: 'True when it was done.' },
    resultType(making, { ...wishes, shape: 'flag' }),
  );
}

function resultShape({ dice }: Making, { about, verbClass, isGenerator }: VerbParts): Shape {
  if (verbClass === 'compute') return dice.pick<Shape>(['number', 'number', 'number', 'thing', 'map']);
  if (about.isPlural && !isGenerator) return dice.pick<Shape>(['list', 'list', 'list', 'map']);
  return dice.pick<Shape>(['thing', 'thing', 'thing', 'text', 'text', 'number', 'bytes', 'date']);
}
