import type { Dice } from '../dice.ts';
import type { Frame, FrameParameter, Making, Shape } from '../frame.ts';
import { article, baseForm, prose } from '../grammar.ts';
import { flagParameter, knownParameter, otherParameter, parameter, thingParameter } from '../parameters.ts';
import { type Phrase, phrase, the } from '../phrases.ts';
import { STATES, ADJECTIVES } from '../words/adjectives.ts';
import { madeUpWord } from '../words/made-up.ts';
import { ABLE_VERBS, TELLING_VERBS } from '../words/verbs.ts';
import { giving, maybeOwner } from './common.ts';
import { given, telling, thisOwner } from './summary.ts';

interface Said {
  readonly nameWords: readonly string[];
  /** After "whether": "the token is expired". */
  readonly clause: string;
}

/** `isExpired`, `has_children`, `canEdit`, `should_retry`, `contains`. */
export function predicateFrame(making: Making): Frame {
  const { dice } = making;
  const owner = maybeOwner(making, 0.5);
  const about = phrase(dice, { pluralChance: 0.15, madeUpChance: 0.18 });
  const first = firstParameter(making, owner, about);
  const parameters = [
    ...first,
    ...(dice.chance(0.25) ? [otherParameter(making)] : []),
    ...(dice.chance(0.08) ? [flagParameter(making)] : []),
  ];
  const said = dice.weighted<() => Said>([[30, () => isState(making, parameters, owner)], [12, () => isThing(making, parameters, owner)], [14, () => isThingInState(making, parameters, owner)], [16, () => hasThing(making, parameters, owner)], [8, () => can(making, parameters, owner)], [9, () => should(making, parameters, owner)], [9, () => tells(making, parameters, owner)]])(); // prettier-ignore
  const isAsync = dice.chance(0.08);
  const base = giving(making, 'flag', ['flag'], `True when ${said.clause}.`, { isAsync });
  if (making.language === 'ts' && !isAsync && parameters.length > 0) skipTurn(dice, said);
  return {
    ...base,
    kind: owner === undefined ? 'function' : 'method',
    nameWords: said.nameWords,
    ...(owner && { owner }),
    parameters,
    summary: `tells whether ${said.clause}`,
    body: 'tell',
    subject: ['result'],
  };
}

/** Nothing depends on these turns any more: without them the text that the published model learned from could not be made again. */
function skipTurn(dice: Dice, { nameWords: [first = ''] }: Said): void {
  if (first.startsWith('is') && dice.chance(0.12)) dice.chance(1);
}

function firstParameter(
  making: Making,
  owner: readonly string[] | undefined,
  about: Phrase,
): readonly FrameParameter[] {
  const { dice } = making;
  if (owner !== undefined && dice.chance(0.5)) return [];
  const wishes = { doneWithIt: 'check', optionalChance: 0.03 };
  const one = dice.chance(0.65) ? thingParameter(making, { ...about, isPlural: false }, wishes) : knownWith(making);
  return [one];
}

function knownWith(making: Making): FrameParameter {
  const words = [
    making.dice.pick([
      'value',
      'path',
      'text',
      'x',
      'node',
      'item',
      'url',
      'name',
      'key',
      'email',
      'input',
      's',
      'n',
      'token',
      'obj',
      'line',
    ]),
  ];
  const shape: Shape = /^(?:n|x)$/.test(words[0] ?? '') ? 'number' : 'text';
  return making.dice.chance(0.9)
    ? parameter(making, { words, shape, doneWithIt: 'check', optionalChance: 0.02 })
    : knownParameter(making);
}

/** What it is asked of: the first parameter, or the object itself. */
function subject(parameters: readonly FrameParameter[], owner: readonly string[] | undefined): string {
  const [first] = telling(parameters);
  if (first !== undefined) return given([first]);
  return owner === undefined ? 'it' : thisOwner(owner);
}

function stateWord({ dice }: Making): string {
  return dice.weighted<() => string>([[6, () => dice.pick(STATES)], [2, () => dice.pick(ADJECTIVES)], [1, () => madeUpWord(dice)]])(); // prettier-ignore
}

function isState(making: Making, parameters: readonly FrameParameter[], owner: readonly string[] | undefined): Said {
  const { dice } = making;
  const state = stateWord(making);
  const verb = dice.weighted([[18, 'is'], [1, 'was'], [1, 'are']]); // prettier-ignore
  const also = dice.chance(0.08) ? ['and', stateWord(making)] : [];
  return {
    nameWords: [verb, state, ...also],
    clause: `${subject(parameters, owner)} ${verb === 'was' ? 'was' : 'is'} ${prose([state, ...also])}`,
  };
}

function isThing(making: Making, parameters: readonly FrameParameter[], owner: readonly string[] | undefined): Said {
  const thing = phrase(making.dice, { pluralChance: 0, madeUpChance: 0.15 });
  const text = prose(thing.words);
  return {
    nameWords: ['is', ...thing.words],
    clause: `${subject(parameters, owner)} is ${thing.isMass ? '' : `${article(text)} `}${text}`,
  };
}

function isThingInState(
  making: Making,
  parameters: readonly FrameParameter[],
  owner: readonly string[] | undefined,
): Said {
  const thing = phrase(making.dice, { pluralChance: 0.2, madeUpChance: 0.15 });
  const state = making.dice.pick(STATES);
  const [first] = telling(parameters);
  const isOwn = first !== undefined && first.words.at(-1) === thing.words.at(-1);
  const of = isOwn
    ? ''
    : first !== undefined
      ? ` of ${given([first])}`
      : owner === undefined
        ? ''
        : ` of ${thisOwner(owner)}`;
  return {
    nameWords: [thing.isPlural ? 'are' : 'is', ...thing.words, state],
    clause: `${isOwn ? given([first]) : the(thing)}${of} ${thing.isPlural ? 'are' : 'is'} ${state}`,
  };
}

function hasThing(making: Making, parameters: readonly FrameParameter[], owner: readonly string[] | undefined): Said {
  const { dice } = making;
  const thing = phrase(dice, { pluralChance: 0.4, madeUpChance: 0.15 });
  const text = prose(thing.words);
  const object = thing.isPlural || thing.isMass ? text : `${article(text)} ${text}`;
  return { nameWords: ['has', ...thing.words], clause: `${subject(parameters, owner)} has ${object}` };
}

function can(making: Making, parameters: readonly FrameParameter[], owner: readonly string[] | undefined): Said {
  const { dice } = making;
  const verb = dice.chance(0.15) ? madeUpWord(dice) : dice.pick(ABLE_VERBS);
  const thing = dice.chance(0.5) ? phrase(dice) : undefined;
  return {
    nameWords: ['can', verb, ...(thing?.words ?? [])],
    clause: `${subject(parameters, owner)} can ${baseForm(verb)}${thing === undefined ? '' : ` ${the(thing)}`}`,
  };
}

function should(making: Making, parameters: readonly FrameParameter[], owner: readonly string[] | undefined): Said {
  const { dice } = making;
  const verb = dice.chance(0.15) ? madeUpWord(dice) : dice.pick(ABLE_VERBS);
  const thing = dice.chance(0.5) ? phrase(dice) : undefined;
  const word = dice.pick(['should', 'should', 'must', 'will', 'needs']);
  if (word === 'needs' && thing === undefined)
    return { nameWords: ['needs', verb], clause: `${subject(parameters, owner)} needs ${article(verb)} ${verb}` };
  if (word === 'needs')
    return {
      nameWords: ['needs', ...(thing?.words ?? [])],
      clause: `${subject(parameters, owner)} needs ${thing === undefined ? 'it' : the(thing)}`,
    };
  return {
    nameWords: [word, verb, ...(thing?.words ?? [])],
    clause: `${subject(parameters, owner)} ${word} ${baseForm(verb)}${thing === undefined ? '' : ` ${the(thing)}`}`,
  };
}

function exists(
  thing: Phrase | undefined,
  parameters: readonly FrameParameter[],
  owner: readonly string[] | undefined,
): Said {
  if (thing === undefined) return { nameWords: ['exists'], clause: `${subject(parameters, owner)} exists` };
  const [first] = telling(parameters);
  return {
    nameWords: [...thing.words, 'exists'],
    clause: `${the(thing)} exists${first === undefined ? '' : ` for ${given([first])}`}`,
  };
}

function tells(making: Making, parameters: readonly FrameParameter[], owner: readonly string[] | undefined): Said {
  const { dice } = making;
  const verb = dice.pick(TELLING_VERBS);
  const thing = dice.chance(0.4) ? phrase(dice) : undefined;
  const subjects = telling(parameters);
  const [first, second] = subjects;
  if (verb === 'exists') return exists(thing, parameters, owner);
  const who = owner === undefined ? (first === undefined ? 'it' : given([first])) : thisOwner(owner);
  const what = owner === undefined ? second : first;
  const object = thing !== undefined ? the(thing) : what === undefined ? 'something' : given([what]);
  const more = thing !== undefined && what !== undefined ? ` for ${given([what])}` : '';
  return { nameWords: [verb, ...(thing?.words ?? [])], clause: `${who} ${verb} ${object}${more}` };
}
