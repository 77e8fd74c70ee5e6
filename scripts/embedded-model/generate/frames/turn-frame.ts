import type { Dice } from '../dice.ts';
import type { Frame, FrameParameter, Making, Shape } from '../frame.ts';
import { article, prose } from '../grammar.ts';
import { ownerWords } from '../owners.ts';
import { optionsParameter, otherParameter, parameter, shapeOf, thingParameter } from '../parameters.ts';
import { type Phrase, phrase, the } from '../phrases.ts';
import { giving } from './common.ts';
import { given, telling, thisOwner } from './summary.ts';

/** `toMinutes`, `from_dict`, `asText`, `withName`. */
export function turnFrame(making: Making): Frame {
  const { dice } = making;
  const way = dice.weighted<Way>([[6, 'to'], [4, 'from'], [2, 'as'], [2, 'with'], [2, 'source to']]); // prettier-ignore
  const about = phrase(dice, { pluralChance: way === 'to' ? 0.25 : 0.1, madeUpChance: 0.15 });
  const isOnOwner = dice.chance(way === 'source to' ? 0.1 : 0.5);
  const owner = isOnOwner ? ownerWords(dice) : undefined;
  const parameters = turnParameters(making, { way, about, owner });
  const first = telling(parameters)[0];
  const { nameWords, summary, returns } = saidOf(making, { way, about, first, owner });
  const shape: Shape = about.isPlural ? 'list' : dice.pick<Shape>(['text', 'thing', 'number', 'map']);
  const base = giving(
    making,
    way === 'from' || way === 'with' ? 'thing' : shape,
    way === 'from' && owner ? owner : about.words,
    returns,
  );
  return {
    ...base,
    kind: owner === undefined ? 'function' : 'method',
    nameWords,
    ...(owner && { owner }),
    parameters,
    summary,
    body: way === 'from' ? 'make' : 'convert',
    subject: about.words,
  };
}

function turnParameters(making: Making, { way, about, owner }: Omit<Turn, 'first'>): readonly FrameParameter[] {
  const { dice } = making;
  const hasInput = owner === undefined || way === 'from' || way === 'with' || dice.chance(0.15);
  const isOfName = way === 'with' || (way === 'from' && dice.chance(0.5));
  const input = isOfName ? thingParameter(making, about, { optionalChance: 0.03 }) : somethingGiven(making);
  return [
    ...(hasInput ? [input] : []),
    ...(dice.chance(0.12) ? [otherParameter(making)] : []),
    ...(dice.chance(0.08) ? [optionsParameter(making, about.words)] : []),
  ];
}

type Way = 'to' | 'from' | 'as' | 'with' | 'source to';

interface Turn {
  readonly way: Way;
  readonly about: Phrase;
  readonly first: FrameParameter | undefined;
  readonly owner: readonly string[] | undefined;
}

type Said = Pick<Frame, 'nameWords' | 'summary' | 'returns'>;

function oneOf({ words, isPlural, isMass }: Phrase): string {
  const text = prose(words);
  return isPlural || isMass ? text : `${article(text)} ${text}`;
}

function saidOf({ dice }: Making, turn: Turn): Said {
  const { way, about, first, owner } = turn;
  const source = sourceOf(dice, turn);
  const thing = first !== undefined ? given([first]) : owner === undefined ? 'it' : thisOwner(owner);
  const returns = `The ${prose(about.words)}.`;
  if (way === 'source to') return turned(dice, turn, source);
  if (way === 'to')
    return { nameWords: ['to', ...about.words], summary: `turns ${thing} into ${oneOf(about)}`, returns };
  if (way === 'as') return { nameWords: ['as', ...about.words], summary: `gives ${thing} as ${oneOf(about)}`, returns };
  return way === 'from' ? made(turn) : changed(turn);
}

function sourceOf(dice: Dice, { way, first }: Turn): Phrase {
  return way === 'source to' && first !== undefined && dice.chance(0.6) && first.words.join('').length > 1
    ? { words: first.words, isPlural: false, isMass: false }
    : phrase(dice, { pluralChance: 0 });
}

/** `heapToList(heap)`. */
function turned(dice: Dice, { about, first }: Turn, source: Phrase): Said {
  const isGiven = first !== undefined && first.words.join() === source.words.join();
  const what = isGiven ? `the given ${prose(source.words)}` : the(source);
  const whose = isGiven || first === undefined ? '' : ` for ${given([first])}`;
  return {
    nameWords: [...source.words, dice.pick(['to', 'to', '2']), ...about.words],
    summary: `turns ${what} into ${oneOf(about)}${whose}`,
    returns: `The ${prose(about.words)}.`,
  };
}

/** `fromRow(row)`. */
function made({ about, first, owner }: Turn): Said {
  const text = prose(about.words);
  const result = owner === undefined ? 'a value' : `${article(prose(owner))} ${prose(owner)}`;
  const isGiven = first !== undefined && first.words.join() === about.words.join();
  return {
    nameWords: ['from', ...about.words],
    summary: `makes ${result} from ${isGiven ? `the given ${text}` : oneOf(about)}`,
    returns: owner === undefined ? 'The new value.' : `The new ${prose(owner)}.`,
  };
}

/** `withName(name)`. */
function changed({ about, first, owner }: Turn): Said {
  const nameWords = ['with', ...about.words];
  const text = prose(about.words);
  if (owner !== undefined)
    return {
      nameWords,
      summary: `gives ${thisOwner(owner)} with the given ${text}`,
      returns: `The changed ${prose(owner)}.`,
    };
  return {
    nameWords,
    summary: `gives a copy with ${first === undefined ? the(about) : `the given ${text}`}`,
    returns: 'The changed copy.',
  };
}

function somethingGiven(making: Making): FrameParameter {
  const { dice } = making;
  const word = dice.pick([
    'value',
    'text',
    'data',
    'input',
    'node',
    'row',
    'obj',
    'record',
    'x',
    's',
    'date',
    'items',
    'bytes',
    'name',
    'event',
  ]);
  return dice.chance(0.5)
    ? parameter(making, { words: [word], shape: shapeOf(word), doneWithIt: 'convert', optionalChance: 0.03 })
    : thingParameter(making, phrase(dice, { madeUpChance: 0.2 }), { doneWithIt: 'convert', optionalChance: 0.03 });
}
