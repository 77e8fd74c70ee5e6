import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment, NamedText } from '../comment-schema.ts';
import { wordsOf } from '../../gates/identifiers.ts';
import { wordsIn } from '../words/words-of.ts';
import { quoted, textFault } from './text-fault.ts';

const LEAST_PARAM_WORDS = 2;

/** Each parameter is explained once, and nothing else as one; undefined: so it is. */
export function paramsFault({ params }: DocComment, { parameters }: CommentedFunction): string | undefined {
  const names = parameters.map(({ name }) => name);
  const told = params.map(({ name }) => plainName(name));
  const missing = names.filter((name) => !told.includes(name));
  if (missing.length > 0) return `It does not explain ${list(missing, 'parameter')}.`;
  const other = told.filter((name) => !names.includes(name));
  if (other.length > 0) return `It explains ${list(other, 'parameter')}, which the function does not have.`;
  const twice = told.filter((name, index) => told.indexOf(name) !== index);
  if (twice.length > 0) return `It explains ${list(twice, 'parameter')} more than once.`;
  for (const param of params) {
    const fault = paramFault(param, params);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function paramFault({ name, text }: NamedText, all: readonly NamedText[]): string | undefined {
  const what = `What it says of the parameter ${JSON.stringify(name)}`;
  const words = wordsIn(text);
  if (words.length < LEAST_PARAM_WORDS)
    return `${what} has ${words.length} words; at least ${LEAST_PARAM_WORDS} are needed: ${quoted(text)}.`;
  const same = all.find((other) => other.name !== name && wordsIn(other.text).join(' ') === words.join(' '));
  if (same !== undefined) return `${what} is what it says of ${JSON.stringify(same.name)}: ${quoted(text)}.`;
  const own = wordsIn(name);
  const bare = words.filter((word) => !/^(the|a|an)$/.test(word));
  if (own.length >= 2 && bare.join(' ') === own.join(' ')) return `${what} is only its name again: ${quoted(text)}.`;
  return textFault(what, text);
}

/** Something is said of the result where there is one, and only there. */
export function returnsFault(comment: DocComment, facts: CommentedFunction): string | undefined {
  const text = saidOfReturns(comment, facts);
  if (facts.returns === 'value' && text === '')
    return 'The function returns a value, and the comment says nothing of it.';
  if (facts.returns === 'nothing' && text !== '')
    return `The function returns nothing, and the comment says that it returns ${quoted(text)}.`;
  if (facts.returns === 'value' && wordsIn(text).length === 0)
    return `What it returns is not made of words: ${quoted(text)}.`;
  return text === '' ? undefined : textFault('What it says of the result', text);
}

/** Empty for "Nothing." and its like, and for the promise of a function that comes to nothing. */
export function saidOfReturns(
  { returns }: DocComment,
  facts: Pick<CommentedFunction, 'returns' | 'returnType' | 'isAsync'>,
): string {
  const text = returns.trim();
  if (/^[("]*(nothing|none|void|undefined|null|n\/a|-+)?[)".!]*$/i.test(text)) return '';
  const promises = facts.isAsync === true || /Promise|Awaitable|Future/.test(facts.returnType ?? '');
  return facts.returns === 'nothing' && promises && /^\W*(an? )?promise\b/i.test(text) ? '' : text;
}

/** What a type of errors is called: a name, or a path of names. `NotFoundError`, `errors.NotFound` */
const TYPE_NAME = /^[\p{L}_$][\p{L}\p{N}\p{M}_$]*(?:\.[\p{L}_$][\p{L}\p{N}\p{M}_$]*)*$/u;

/** Each error that it throws is named, and none that the code does not name. */
export function throwsFault({ throws }: DocComment, facts: CommentedFunction, source: string): string | undefined {
  const told = throws.map(({ name }) => typeName(name));
  const missing = facts.throws.filter((type) => !told.some((name) => lastName(name) === lastName(type)));
  if (missing.length > 0) return `It does not say when it throws ${list(missing, 'error')}.`;
  const fault = typesFault(told, facts, source) ?? repeatedError(throws, facts);
  if (fault !== undefined) return fault;
  for (const { name, text } of throws) {
    const what = `What it says of the error ${JSON.stringify(name)}`;
    if (wordsIn(text).length === 0) return `${what} is empty.`;
    const odd = textFault(what, text);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

/** An error that the syntax does not tell may come from deeper in, where the code speaks of it: written, and as a type is. */
function typesFault(told: readonly string[], { throws }: CommentedFunction, source: string): string | undefined {
  const odd = told.filter((name) => !TYPE_NAME.test(name) && !throws.includes(name));
  if (odd.length > 0) return `It says that the function throws ${list(odd, 'error')}, which is not the name of a type.`;
  const written = new Set(wordsOf(source));
  const isTold = (name: string): boolean => throws.some((type) => lastName(type) === lastName(name));
  const invented = told.filter((name) => {
    const isWritten = /^\p{Lu}/u.test(lastName(name)) && name.split('.').every((part) => written.has(part));
    return !isTold(name) && !isWritten;
  });
  return invented.length === 0
    ? undefined
    : `It says that the function throws ${list(invented, 'error')}, which the code does not name.`;
}

/** One error may be thrown for several reasons; the same one is told once. */
function repeatedError(told: DocComment['throws'], { throws }: CommentedFunction): string | undefined {
  const all = told.map(({ name, text }) => ({ name: typeName(name), why: wordsIn(text).join(' ') }));
  const isOneMore = (one: (typeof all)[number], other: (typeof all)[number]): boolean =>
    one.why === other.why &&
    lastName(one.name) === lastName(other.name) &&
    (one.name === other.name || !throws.includes(one.name) || !throws.includes(other.name));
  const twice = all.filter((one, at) => all.slice(0, at).some((other) => isOneMore(one, other)));
  if (twice.length === 0) return undefined;
  const names = twice.map(({ name }) => name);
  return `It says more than once when it throws ${list(names, 'error')}.`;
}

/** The name of a parameter without what some put around it: `...args`, `*args`, `[limit]`, `limit?`. */
export function plainName(name: string): string {
  return name.trim().replaceAll(/^[`*.[]+|[`?\]]+$/g, '');
}

/** The name of a type without what some put around it. */
function typeName(name: string): string {
  return name.trim().replaceAll(/^[`{]+|[`}]+$/g, '');
}

/** `errors.NotFound` → `NotFound`. */
function lastName(type: string): string {
  return type.split('.').at(-1) ?? type;
}

function list(names: readonly string[], what: string): string {
  return `the ${what}${names.length === 1 ? '' : 's'} ${[...new Set(names)].map((name) => JSON.stringify(name)).join(', ')}`;
}
