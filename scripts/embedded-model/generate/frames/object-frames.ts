import type { Frame, FrameParameter, Making } from '../frame.ts';
import { article, listed, prose } from '../grammar.ts';
import { ownerWords } from '../owners.ts';
import { flagParameter, optionsParameter, otherParameter, parameter, restParameters } from '../parameters.ts';
import { givingNothing } from './common.ts';
import { telling } from './summary.ts';

/** A class's constructor, or `__init__`. */
export function constructorFrame(making: Making): Frame {
  const { dice } = making;
  const owner = ownerWords(dice);
  const tail = `of the new ${prose(owner)}`;
  const parameters: FrameParameter[] = [];
  for (let left = dice.weighted([[14, 0], [30, 1], [26, 2], [16, 3], [8, 4], [4, 6], [2, 8]]); left > 0; left -= 1) parameters.push(otherParameter(making, tail)); // prettier-ignore
  if (dice.chance(0.16)) parameters.push(flagParameter(making));
  if (dice.chance(0.15)) parameters.push(optionsParameter(making, owner));
  if (dice.chance(0.07)) parameters.push(...restParameters(making));
  const base = givingNothing(making);
  const isPython = making.language === 'py';
  const { resultType, ...bare } = base;
  return { ...bare, ...(isPython && resultType !== undefined ? { resultType } : {}), kind: 'constructor', nameWords: ['constructor'], fixedName: isPython ? '__init__' : 'constructor', owner, parameters, summary: made(owner, parameters), body: 'construct', mayChange: true, subject: owner }; // prettier-ignore
}

function made(owner: readonly string[], parameters: readonly FrameParameter[]): string {
  const named = telling(parameters).filter(({ words }) => words.join('').length > 1);
  const one = `${article(prose(owner))} ${prose(owner)}`;
  if (named.length === 0) return `makes a new ${prose(owner)}`;
  const texts = named.slice(0, 3).map(({ words }) => prose(words));
  return `makes ${one} from the given ${named.length > 3 ? `${texts.slice(0, 2).join(', ')} and more` : listed(texts)}`;
}

interface Dunder {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly summary: (owner: string) => string;
  readonly returns: (owner: string) => string;
  readonly type?: string;
  readonly shape?: 'flag';
  readonly isAsync?: true;
}

const NOTHING = (): string => '';
const DUNDERS: readonly Dunder[] = [
  { name: '__len__', parameters: [], summary: (o) => `gives the length of this ${o}, that is how many it holds`, returns: (o) => `The number of entries of this ${o}.`, type: 'int' },
  { name: '__repr__', parameters: [], summary: (o) => `gives a text that represents this ${o}, for developers`, returns: () => 'The text for developers.', type: 'str' },
  { name: '__str__', parameters: [], summary: (o) => `gives this ${o} as a text for people`, returns: () => 'The text for people.', type: 'str' },
  { name: '__enter__', parameters: [], summary: (o) => `enters the context of this ${o}`, returns: (o) => `This ${o}, ready for use.` },
  { name: '__exit__', parameters: ['exc_type', 'exc_value', 'traceback'], summary: (o) => `exits the context of this ${o}`, returns: NOTHING },
  { name: '__aenter__', parameters: [], summary: (o) => `enters the context of this ${o}`, returns: (o) => `This ${o}, ready for use.`, isAsync: true },
  { name: '__aexit__', parameters: ['exc_type', 'exc', 'tb'], summary: (o) => `exits the context of this ${o}`, returns: NOTHING, isAsync: true },
  { name: '__eq__', parameters: ['other'], summary: (o) => `tells whether this ${o} equals the given other one`, returns: () => 'True when both are equal.', type: 'bool', shape: 'flag' },
  { name: '__ne__', parameters: ['other'], summary: (o) => `tells whether this ${o} differs from the given other one`, returns: () => 'True when they differ.', type: 'bool', shape: 'flag' },
  { name: '__lt__', parameters: ['other'], summary: (o) => `tells whether this ${o} is less than the given other one`, returns: () => 'True when this one is less.', type: 'bool', shape: 'flag' },
  { name: '__gt__', parameters: ['other'], summary: (o) => `tells whether this ${o} is greater than the given other one`, returns: () => 'True when this one is greater.', type: 'bool', shape: 'flag' },
  { name: '__le__', parameters: ['other'], summary: (o) => `tells whether this ${o} is less than or equal to the given other one`, returns: () => 'True when this one is not greater.', type: 'bool', shape: 'flag' },
  { name: '__ge__', parameters: ['other'], summary: (o) => `tells whether this ${o} is greater than or equal to the given other one`, returns: () => 'True when this one is not less.', type: 'bool', shape: 'flag' },
  { name: '__hash__', parameters: [], summary: (o) => `gives the hash of this ${o}, for sets and dictionaries`, returns: () => 'The hash as a number.', type: 'int' },
  { name: '__bool__', parameters: [], summary: (o) => `tells whether this ${o} counts as true`, returns: (o) => `True when this ${o} counts as true.`, type: 'bool', shape: 'flag' },
  { name: '__iter__', parameters: [], summary: (o) => `iterates over the entries of this ${o}`, returns: () => 'The entries, one after the other.' },
  { name: '__next__', parameters: [], summary: (o) => `gives the next entry of this ${o}`, returns: () => 'The next entry.' },
  { name: '__contains__', parameters: ['item'], summary: (o) => `tells whether this ${o} contains the given item`, returns: () => 'True when the item is in it.', type: 'bool', shape: 'flag' },
  { name: '__getitem__', parameters: ['key'], summary: (o) => `gets the item of this ${o} with the given key`, returns: () => 'The item with that key.' },
  { name: '__setitem__', parameters: ['key', 'value'], summary: (o) => `sets the item of this ${o} with the given key`, returns: NOTHING },
  { name: '__delitem__', parameters: ['key'], summary: (o) => `deletes the item of this ${o} with the given key`, returns: NOTHING },
  { name: '__getattr__', parameters: ['name'], summary: (o) => `gets the attribute of this ${o} with the given name`, returns: () => 'The attribute with that name.' },
  { name: '__setattr__', parameters: ['name', 'value'], summary: (o) => `sets the attribute of this ${o} with the given name`, returns: NOTHING },
  { name: '__call__', parameters: ['args'], summary: (o) => `calls this ${o} like a function`, returns: () => 'What the call gives.' },
  { name: '__add__', parameters: ['other'], summary: (o) => `adds the given other one to this ${o}`, returns: () => 'The sum of both.' },
  { name: '__sub__', parameters: ['other'], summary: (o) => `subtracts the given other one from this ${o}`, returns: () => 'The difference of both.' },
  { name: '__mul__', parameters: ['other'], summary: (o) => `multiplies this ${o} by the given other one`, returns: () => 'The product of both.' },
  { name: '__truediv__', parameters: ['other'], summary: (o) => `divides this ${o} by the given other one, as a true division`, returns: () => 'The quotient of both.' },
  { name: '__neg__', parameters: [], summary: (o) => `gives the negative of this ${o}`, returns: () => 'The negative value.' },
  { name: '__abs__', parameters: [], summary: (o) => `gives the absolute value of this ${o}`, returns: () => 'The absolute value.' },
  { name: '__int__', parameters: [], summary: (o) => `gives this ${o} as an integer`, returns: () => 'The whole number.', type: 'int' },
  { name: '__float__', parameters: [], summary: (o) => `gives this ${o} as a float`, returns: () => 'The floating-point number.', type: 'float' },
  { name: '__and__', parameters: ['other'], summary: (o) => `combines this ${o} with the given other one by and`, returns: () => 'What both have in common.' },
  { name: '__or__', parameters: ['other'], summary: (o) => `combines this ${o} with the given other one by or`, returns: () => 'Both together.' },
  { name: '__post_init__', parameters: [], summary: (o) => `completes this ${o} after its initialization`, returns: NOTHING },
  { name: '__del__', parameters: [], summary: (o) => `deletes what this ${o} holds when it goes away`, returns: NOTHING },
  { name: '__copy__', parameters: [], summary: (o) => `makes a shallow copy of this ${o}`, returns: (o) => `The new ${o}.` },
  { name: '__reversed__', parameters: [], summary: (o) => `gives the entries of this ${o} in reversed order`, returns: () => 'The entries, last one first.' },
]; // prettier-ignore

/** Python's own methods, which always mean the same. */
export function dunderFrame(making: Making): Frame {
  const { dice, isTyped } = making;
  const chosen = dice.pick(DUNDERS);
  const owner = ownerWords(dice);
  const parameters = chosen.parameters.map((name): FrameParameter => {
    const words = name.split('_');
    const one = parameter(making, { words, shape: 'any', optionalChance: 0 });
    const text = EXITS[name] ?? one.text;
    return name === 'args' ? { ...one, rest: '*' } : { ...one, text };
  });
  const returns = chosen.returns(prose(owner));
  const base = {
    ...givingNothing(making, chosen.isAsync),
    returns,
    givesValue: returns !== '',
    resultShape: chosen.shape ?? ('any' as const),
  };
  const { resultType, ...bare } = base;
  const type =
    returns === ''
      ? resultType
      : isTyped
        ? (chosen.type ?? (dice.chance(0.6) ? (/enter/.test(chosen.name) ? 'Self' : 'Any') : undefined))
        : undefined;
  return { ...bare, ...(type !== undefined && { resultType: type }), kind: 'method', nameWords: words(chosen.name), fixedName: chosen.name, owner, parameters, summary: chosen.summary(prose(owner)), body: /enter/.test(chosen.name) ? 'accessor' : 'act', subject: owner }; // prettier-ignore
}

const EXITS: Readonly<Record<string, string>> = { exc_type: 'The type of the exception, if any.', exc_value: 'The exception, if any.', exc: 'The exception, if any.', traceback: 'The traceback of the exception, if any.', tb: 'The traceback of the exception, if any.' }; // prettier-ignore

function words(name: string): readonly string[] {
  return name.split('_').filter((word) => word !== '');
}
