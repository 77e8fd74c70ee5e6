import type { Dice } from '../dice.ts';
import { type Phrase, phrase } from '../phrases.ts';
import { STATES } from '../words/adjectives.ts';

/** A preposition of a name and what follows it: "by email", "to the folder". */
export interface Complement {
  readonly preposition: string;
  readonly about: Phrase;
}

const PREPOSITIONS = {
  get: 'by by by by by for for for from of in with at as on per'.split(' '),
  change:
    'to to to from from in in on by by for for with with into at as after before without until through over'.split(' '),
} as const;

const KEYS = 'id name email key path url code slug type date status label address title user token username role category country language tag index number kind hash prefix uuid'.split(' '); // prettier-ignore

export function complement(dice: Dice, use: keyof typeof PREPOSITIONS): Complement {
  const preposition = dice.pick(PREPOSITIONS[use]);
  if (preposition === 'as' && dice.chance(0.6))
    return { preposition, about: { words: [dice.pick(STATES)], isPlural: false, isMass: true } };
  const words =
    preposition === 'by' && dice.chance(0.6) ? [dice.pick(KEYS)] : phrase(dice, { pluralChance: 0.15 }).words;
  return { preposition, about: { words, isPlural: false, isMass: false } };
}

/** Last words of a name that say how, and the words for them. */
export const ENDINGS: Readonly<Record<string, readonly [ending: readonly string[], text: string]>> = {
  sync: [['sync'], ' in a synchronous way'],
  async: [['async'], ' in an asynchronous way'],
  once: [['once'], ' only once'],
  now: [['now'], ' right now'],
  again: [['again'], ' again'],
  safely: [['safely'], ' safely'],
  quietly: [['quietly'], ' quietly'],
  recursively: [['recursively'], ' recursively'],
  recursive: [['recursive'], ' recursively'],
  internal: [['internal'], ', for internal use'],
  impl: [['impl'], ', as its implementation'],
  helper: [['helper'], ', as a helper'],
  ifNeeded: [['if', 'needed'], ' if that is needed'],
  ifMissing: [['if', 'missing'], ' if that is missing'],
  ifExists: [['if', 'exists'], ' if it exists'],
  inPlace: [['in', 'place'], ' in place'],
  inBackground: [['in', 'background'], ' in the background'],
  withRetry: [['with', 'retry'], ', and tries again when that fails'],
  withRetries: [['with', 'retries'], ' with several retries'],
  orThrow: [['or', 'throw'], ', or throws when that fails'],
  orFail: [['or', 'fail'], ', or fails'],
  orDefault: [['or', 'default'], ', or gives the default'],
  all: [['all'], ''],
  v2: [['v', '2'], ', version 2'],
};

type EndingName = keyof typeof ENDINGS;
export const ENDING_NAMES: readonly EndingName[] = Object.keys(ENDINGS).filter((name) => name !== 'all');
