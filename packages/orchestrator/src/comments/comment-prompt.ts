import { createHash } from 'node:crypto';
import type { CommentedFunction, FunctionParameter, TaskSource } from '@hanzo/contracts';
import { nameInWords } from './name-in-words.ts';

/** The function is shown so far: what it does is seen early, and small engines have small contexts. */
const MOST_SHOWN_CHARS = 1_600;

const RETURNS = { value: 'returns a value', nothing: 'returns nothing', unknown: 'may return a value' } as const;

export interface CommentPromptParts {
  /** Shows the function, whole lines. */
  readonly source: TaskSource;
  readonly comments: CommentedFunction;
  /** The person's words. */
  readonly instructions: string;
  /** The planner's words for this task; may be empty. @default none */
  readonly focus?: string;
}

/**
 * The prompt of one doc comment: the code, what is wanted, and last what the syntax says of the function, with its names in words. That
 * stands last because small models heed best what they have just read. The marks carry a hash of all the text, which none of it can
 * contain.
 */
export function commentPrompt({ source, comments, instructions, focus = '' }: CommentPromptParts): string {
  const { path, text } = source;
  const mark = createHash('sha256')
    .update(JSON.stringify([path, text, instructions, focus]))
    .digest('hex')
    .slice(0, 8);
  const wanted = [
    `<wanted mark="${mark}">`,
    instructions,
    ...(focus.trim() === '' ? [] : [focus]),
    `</wanted mark="${mark}">`,
  ];
  return [
    `File ${JSON.stringify(path)}:`,
    `<file mark="${mark}">`,
    shown(text),
    `</file mark="${mark}">`,
    'The person wants this:',
    ...wanted,
    'The function to document, with its names in words:',
    ...factLines(comments),
  ].join('\n');
}

function shown(text: string): string {
  if (text.length <= MOST_SHOWN_CHARS) return text;
  const end = text.lastIndexOf('\n', MOST_SHOWN_CHARS);
  const kept = text.slice(0, end > 0 ? end : MOST_SHOWN_CHARS);
  const left = text.slice(kept.length).split('\n').length - 1;
  return `${kept}\n(${left} more lines)`;
}

function factLines(comments: CommentedFunction): readonly string[] {
  const { kind, name, owner, parameters, throws, calls, changes } = comments;
  const how = [comments.isAsync && 'async', comments.isGenerator && 'generator'].filter((word) => word !== undefined);
  return [
    ...(owner === undefined ? [] : [`class ${named(owner)}`]),
    `${[...how, kind].join(' ')} ${named(name)}`,
    ...parameters.map(parameterLine),
    `${RETURNS[comments.returns]}${comments.returnType === undefined ? '' : `: ${comments.returnType}`}${comments.mayBeAbsent ? ', or none' : ''}`,
    ...throws.map((type) => `throws ${named(type)}`),
    ...changes.map((field) => `changes ${named(field)}`),
    ...(calls.length === 0 ? [] : [`calls ${calls.join(', ')}`]),
  ];
}

function named(name: string): string {
  return `"${name}" = ${nameInWords(name)}`;
}

function parameterLine({ name, type, isOptional }: FunctionParameter): string {
  return `parameter ${named(name)}${type === undefined ? '' : `: ${type}`}${isOptional === true ? ', optional' : ''}`;
}
