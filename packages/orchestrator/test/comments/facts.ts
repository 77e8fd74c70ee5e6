import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment } from '../../src/comments/comment-schema.ts';

/** Facts of a function that takes nothing and gives nothing, but for what is said. */
export function facts(name: string, change: Partial<CommentedFunction> = {}): CommentedFunction {
  return {
    name,
    kind: 'function',
    parameters: [],
    returns: 'nothing',
    throws: [],
    calls: [],
    changes: [],
    style: 'jsdoc',
    commentLine: 1,
    indent: '',
    firstLine: 1,
    lastLine: 1,
    ...change,
  };
}

/** Texts of parameters and errors as `name: text`. */
export interface Said {
  readonly summary: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly returns?: string;
  readonly throws?: Readonly<Record<string, string>>;
}

export function said({ summary, params = {}, returns = '', throws = {} }: Said): DocComment {
  const named = (texts: Readonly<Record<string, string>>): DocComment['params'] =>
    Object.entries(texts).map(([name, text]) => ({ name, text }));
  return { summary, params: named(params), returns, throws: named(throws) };
}

/** Parameters by name. */
export function taking(...names: readonly string[]): Pick<CommentedFunction, 'parameters'> {
  return { parameters: names.map((name) => ({ name })) };
}
