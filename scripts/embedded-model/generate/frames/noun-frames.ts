import type { Frame, FrameParameter, Making, Shape } from '../frame.ts';
import { article, prose } from '../grammar.ts';
import { flagParameter, otherParameter, parameter } from '../parameters.ts';
import { type Phrase, phrase, the } from '../phrases.ts';
import { ownerWords } from '../owners.ts';
import { STATES } from '../words/adjectives.ts';
import { ALL_VERBS } from '../words/verbs.ts';
import { giving, givingNothing, maybeOwner } from './common.ts';
import { complement } from './name-parts.ts';
import { given, telling, thisOwner } from './summary.ts';

function shapeFor({ dice }: Making, { isPlural }: Phrase): Shape {
  return isPlural
    ? dice.pick<Shape>(['list', 'list', 'map'])
    : dice.pick<Shape>(['number', 'number', 'text', 'text', 'thing', 'thing', 'date', 'bytes']);
}

const LETTERS = 'a b c d e f g h i j k l m n o p q r s t u v w x y z'.split(' ');

/** One that does not begin like a deed. */
function nounPhrase({ dice }: Making): Phrase {
  for (;;) {
    const found = phrase(dice, { pluralChance: 0.3, madeUpChance: 0.3 });
    if (!ALL_VERBS.has(found.words[0] ?? '')) return found;
  }
}

/** `totalPrice(items)`, `item_count()`: no verb says what it does. */
export function nounFrame(making: Making): Frame {
  const { dice } = making;
  const owner = maybeOwner(making, 0.4);
  const about: Phrase = dice.chance(0.025)
    ? { words: [dice.pick(LETTERS)], isPlural: false, isMass: false }
    : nounPhrase(making);
  const named = dice.chance(0.15) ? complement(dice, 'get') : undefined;
  const parameters: FrameParameter[] = [];
  for (let left = dice.weighted([[owner ? 40 : 4, 0], [40, 1], [25, 2], [8, 3], [2, 5]]); left > 0; left -= 1) parameters.push(otherParameter(making)); // prettier-ignore
  if (dice.chance(0.08)) parameters.push(flagParameter(making));
  const base = giving(making, shapeFor(making, about), about.words, `The ${prose(about.words)}.`, {
    isAsync: dice.chance(0.06),
  });
  const rest = telling(parameters);
  const of = rest.length > 0 ? ` of ${given(rest)}` : owner === undefined ? '' : ` of ${thisOwner(owner)}`;
  const by =
    named === undefined
      ? ''
      : ` ${named.preposition} ${/^(?:by|per|as)$/.test(named.preposition) ? prose(named.about.words) : the(named.about)}`;
  return { ...base, kind: owner === undefined ? 'function' : 'method', nameWords: [...about.words, ...(named === undefined ? [] : [named.preposition, ...named.about.words])], ...(owner && { owner }), parameters, summary: `gives ${the(about)}${by}${of}`, body: 'get', subject: about.words }; // prettier-ignore
}

/** `get total()`, `@property`. */
export function getterFrame(making: Making): Frame {
  const { dice } = making;
  const owner = ownerWords(dice);
  if (dice.chance(0.25)) {
    const state = dice.pick(STATES);
    const thing = phrase(dice, { pluralChance: 0.3 });
    const [nameWords, clause] = dice.pick<() => readonly [readonly string[], string]>([
      () => [['is', state], `${thisOwner(owner)} is ${state}`],
      () => [['is', state], `${thisOwner(owner)} is ${state}`],
      () => [
        ['has', ...thing.words],
        `${thisOwner(owner)} has ${thing.isPlural || thing.isMass ? '' : `${article(prose(thing.words))} `}${prose(thing.words)}`,
      ],
    ])();
    return {
      ...giving(making, 'flag', ['flag'], `True when ${clause}.`),
      kind: 'getter',
      nameWords,
      owner,
      parameters: [],
      summary: `whether ${clause}`,
      body: 'accessor',
      subject: ['result'],
    };
  }
  const about = phrase(dice, { pluralChance: 0.25, madeUpChance: 0.2 });
  const mayBeAbsent = dice.chance(0.12);
  const base = giving(
    making,
    shapeFor(making, about),
    about.words,
    `The ${prose(about.words)}${mayBeAbsent ? ', or nothing when there is none' : ''}.`,
    { mayBeAbsent },
  );
  return {
    ...base,
    kind: 'getter',
    nameWords: about.words,
    owner,
    parameters: [],
    summary: `the ${prose(about.words)} of ${thisOwner(owner)}${mayBeAbsent ? ', or nothing when there is none' : ''}`,
    body: 'accessor',
    subject: about.words,
  };
}

export function setterFrame(making: Making): Frame {
  const { dice } = making;
  const owner = ownerWords(dice);
  const about = phrase(dice, { pluralChance: 0.2, madeUpChance: 0.2 });
  const words = dice.chance(0.5)
    ? ['value']
    : dice.chance(0.6)
      ? about.words
      : [dice.pick(['new', 'next']), ...about.words.slice(-1)];
  const one = parameter(making, {
    words,
    shape: about.isPlural ? 'list' : dice.pick<Shape>(['text', 'number', 'thing', 'flag']),
    optionalChance: 0,
  });
  const { resultType: _, ...base } = givingNothing(making);
  return {
    ...base,
    kind: 'setter',
    nameWords: about.words,
    owner,
    parameters: [{ ...one, text: `The new ${prose(about.words)}.` }],
    summary: `sets the ${prose(about.words)} of ${thisOwner(owner)}`,
    body: 'set',
    mayChange: true,
    subject: about.words,
  };
}
