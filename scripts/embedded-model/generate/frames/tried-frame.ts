import type { Frame, FrameParameter, Making } from '../frame.ts';
import { baseForm, prose, thirdPerson } from '../grammar.ts';
import { flagParameter, otherParameter, thingParameter } from '../parameters.ts';
import { type Phrase, phrase, the } from '../phrases.ts';
import { type VerbClass, VERBS } from '../words/verbs.ts';
import { givingNothing, maybeOwner } from './common.ts';
import { given, telling, thisOwner } from './summary.ts';

const TRIES = ['try', 'maybe', 'do', 'ensure'] as const;

/** `tryParseDate`, `maybeSave`, `doUpdate`, `ensureDirectory`. */
export function triedFrame(making: Making): Frame {
  const { dice } = making;
  const how = dice.pick(TRIES);
  const owner = maybeOwner(making, 0.45);
  const verb = dice.pick<string>(VERBS[dice.pick<VerbClass>(['act', 'convert', 'get', 'send'])]);
  const about = dice.chance(0.75) ? phrase(dice, { madeUpChance: 0.15 }) : undefined;
  const parameters = triedParameters(making, how, verb, about);
  const sentence = triedText({ how, verb, about, parameters, owner });
  const nameWords =
    how === 'ensure' ? ['ensure', ...(about?.words ?? phrase(dice).words)] : [how, verb, ...(about?.words ?? [])];
  const summary =
    how === 'ensure' && about === undefined ? `ensures that there is the ${prose(nameWords.slice(1))}` : sentence;
  return {
    ...givingNothing(making, dice.chance(0.2)),
    kind: owner === undefined ? 'function' : 'method',
    nameWords,
    ...(owner && { owner }),
    parameters,
    summary,
    body: 'act',
    mayChange: owner !== undefined,
    subject: nameWords.slice(-2),
  };
}

function triedParameters(
  making: Making,
  how: Tried['how'],
  verb: string,
  about: Phrase | undefined,
): readonly FrameParameter[] {
  const { dice } = making;
  const wishes = { doneWithIt: how === 'ensure' ? 'have' : baseForm(verb), optionalChance: 0.02 };
  return [
    ...(dice.chance(0.5) && about ? [thingParameter(making, about, wishes)] : []),
    ...(dice.chance(0.35) ? [otherParameter(making)] : []),
    ...(dice.chance(0.1) ? [flagParameter(making)] : []),
  ];
}

interface Tried {
  readonly how: (typeof TRIES)[number];
  readonly verb: string;
  readonly about: Phrase | undefined;
  readonly parameters: readonly FrameParameter[];
  readonly owner: readonly string[] | undefined;
}

function triedText({ how, verb, about, parameters, owner }: Tried): string {
  const own = about && parameters.find(({ words }) => words.join() === about.words.join());
  const rest = telling(parameters).filter((one) => one !== own && one.words.join('').length > 1);
  const what = about === undefined ? bareText(rest, owner) : namedText(about, own, rest, owner);
  if (how === 'try') return `tries to ${baseForm(verb)} ${what}`;
  if (how === 'maybe') return `${thirdPerson(verb)} ${what}, maybe, if that is needed`;
  return how === 'do'
    ? `${thirdPerson(verb)} ${what}`
    : `ensures that there ${about?.isPlural === true ? 'are' : 'is'} ${what}`;
}

function bareText([first, ...others]: readonly FrameParameter[], owner: readonly string[] | undefined): string {
  if (first !== undefined) return `${given([first])}${others.length > 0 ? ` with ${given(others)}` : ''}`;
  return owner === undefined ? 'what is needed' : thisOwner(owner);
}

function namedText(
  about: Phrase,
  own: FrameParameter | undefined,
  rest: readonly FrameParameter[],
  owner: readonly string[] | undefined,
): string {
  const object = own === undefined ? the(about) : `the given ${prose(about.words)}`;
  if (rest.length > 0) return `${object} with ${given(rest)}`;
  return own === undefined && owner !== undefined ? `${object} of ${thisOwner(owner)}` : object;
}
