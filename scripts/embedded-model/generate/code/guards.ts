import type { Dice } from '../dice.ts';
import { article, prose, sentence } from '../grammar.ts';
import { pascal } from '../names.ts';
import { phrase } from '../phrases.ts';
import { madeUpWord } from '../words/made-up.ts';
import { nameInWords } from '../production.ts';
import type { BodyContext, Known } from './body-context.ts';

export interface Guard {
  readonly type: string;
  /** When it throws. */
  readonly when: string;
  readonly lines: readonly string[];
}

const SCRIPT_ERRORS = 'Error Error Error TypeError RangeError RangeError ValidationError NotFoundError HttpError ApiError ParseError TimeoutError AuthError ConfigError AssertionError BadRequestError ForbiddenError'.split(' '); // prettier-ignore
const PYTHON_ERRORS = 'ValueError ValueError ValueError TypeError KeyError RuntimeError IndexError PermissionError FileNotFoundError NotImplementedError LookupError TimeoutError OSError HTTPException ValidationError AttributeError StopIteration Http404 errors.NotFound exceptions.InvalidToken'.split(' '); // prettier-ignore

function errorType(dice: Dice, isPython: boolean): string {
  if (dice.chance(0.6)) return dice.pick(isPython ? PYTHON_ERRORS : SCRIPT_ERRORS);
  const before = dice.chance(0.3) ? [madeUpWord(dice)] : phrase(dice, { pluralChance: 0 }).words.slice(-2);
  const middle = dice.pick([[], [], ['not', 'found'], ['invalid'], ['missing'], ['exists'], ['failed']]);
  const name = pascal([...before, ...middle, isPython && dice.chance(0.2) ? 'exception' : 'error']);
  return /^[A-Z]/.test(name) ? name : `E${name}`;
}

const BY_TYPE: Readonly<Record<string, string>> = {
  error: 'When it cannot go on.', 'type error': 'When a type is wrong.', 'value error': 'When a value is wrong.', 'range error': 'When a value is out of range.', 'key error': 'When the key is missing.', 'index error': 'When the index is out of range.', 'not found error': 'When it is not found.', 'timeout error': 'When it takes too long.', 'permission error': 'When it is not allowed.', 'forbidden error': 'When it is not allowed.', 'auth error': 'When it is not allowed.', 'validation error': 'When the input is not valid.', 'parse error': 'When the input cannot be read.', 'runtime error': 'When it cannot go on.', 'not implemented error': 'When it is not implemented.', 'file not found error': 'When the file is missing.', 'assertion error': 'When what must hold does not.', 'stop iteration': 'When there are no more.', 'os error': 'When the system refuses it.', 'http error': 'When the request fails.', 'api error': 'When the request fails.', 'bad request error': 'When the request is wrong.', 'http exception': 'When the request fails.', 'config error': 'When the configuration is wrong.', 'attribute error': 'When the attribute is missing.', 'lookup error': 'When it is not found.', 'http 404': 'When it is not found.',
}; // prettier-ignore

/** When an error of that type is thrown, as far as its name tells. */
export function whenByType(type: string): string {
  const words = nameInWords(type.slice(type.lastIndexOf('.') + 1));
  const known = BY_TYPE[words];
  if (known !== undefined) return known;
  const about = words.replace(/ (?:error|exception)$/, '').split(' ');
  const [last, before] = [about.at(-1), about.slice(0, -1)];
  if (about.length > 2 && words.includes('not found')) return `When the ${prose(about.slice(0, -2))} is not found.`;
  if (before.length > 0 && last === 'invalid') return `When the ${prose(before)} is not valid.`;
  if (before.length > 0 && last === 'missing') return `When the ${prose(before)} is missing.`;
  if (before.length > 0 && last === 'exists') return `When the ${prose(before)} is there already.`;
  if (before.length > 0 && last === 'failed') return `When the ${prose(before)} fails.`;
  if (about[0] === 'invalid' && about.length > 1) return `When the ${prose(about.slice(1))} is not valid.`;
  const name = prose(about);
  return sentence(`When there is ${article(name)} ${name} error`.replace('error error', 'error'));
}

/** A check that throws: what it checks is a parameter where there is one. */
export function guard(context: BodyContext): Guard {
  const { dice, w } = context;
  const type = errorType(dice, w.isPython);
  const about = context.known.filter(({ name }) => name.length > 1);
  if (about.length > 0 && dice.chance(0.65)) {
    const [condition, when] = ofParameter(context, dice.pick(about));
    return { type, when, lines: w.when(condition, [w.throws(type, message(context))]) };
  }
  const lines = dice.chance(0.2)
    ? w.attempt([w.line(context.call())], dice.pick(w.isPython ? ['KeyError', 'Exception'] : ['error']), [
        w.throws(type, message(context)),
      ])
    : w.when(context.condition(), [w.throws(type, message(context))]);
  return { type, when: whenByType(type), lines };
}

function ofParameter(
  { dice, w }: BodyContext,
  { name, words, shape }: Known,
): readonly [condition: string, when: string] {
  const said = `the ${prose(words)}`;
  const verb = /(?:[^sui]s|children|people|indices)$/.test(said) ? 'are' : 'is';
  if (shape === 'number')
    return dice.pick([[`${name} < 0`, `When ${said} is below zero.`], [`${name} <= 0`, `When ${said} is not above zero.`], [`${name} > ${10 + dice.below(1000)}`, `When ${said} is too large.`]]); // prettier-ignore
  if (shape === 'list' || shape === 'text')
    return dice.chance(0.7)
      ? [w.isEmpty(name, dice), `When ${said} ${verb} empty.`]
      : [w.isNone(name), `When ${said} ${verb} missing.`];
  return dice.pick([[w.isNone(name), `When ${said} ${verb} missing.`], [w.isPython ? `${name} is None` : `!${name}`, `When ${said} ${verb} missing.`], [w.isPython ? `not isinstance(${name}, ${w.type(words.slice(-1)) || 'dict'})` : `typeof ${name} !== ${w.text('object')}`, `When ${said} ${verb} of the wrong type.`]]); // prettier-ignore
}

const MESSAGES = [
  'is missing',
  'is not valid',
  'must not be empty',
  'was not found',
  'cannot be used',
  'is too large',
  'failed',
];

function message({ dice, w, ...context }: BodyContext): string {
  void context;
  const text = `${dice.pick(['the', 'this', 'no', 'unknown', 'invalid'])} ${dice.pick(['value', 'input', 'entry', 'request', 'state', 'argument'])} ${dice.pick(MESSAGES)}`;
  return w.text(text);
}
