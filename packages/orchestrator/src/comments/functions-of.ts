import type { CommentedFunction } from '@hanzo/contracts';
import type { Syntax } from '@hanzo/tools';

/** Gives the functions of a file that have no doc comment, in its order. */
export type FunctionsOf = (path: string, text: string) => readonly CommentedFunction[];

/** Looks into each file once, whoever asks: texts do not change while a run is prepared. */
export function functionsOnce(syntax: Pick<Syntax, 'functions'>): FunctionsOf {
  const known = new Map<string, readonly CommentedFunction[]>();
  return (path, text) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const functions = syntax.functions(path, text);
    known.set(path, functions);
    return functions;
  };
}

/** True for languages whose functions can be found. */
export function mayHaveFunctions(path: string): boolean {
  return /\.([cm]?[jt]s|[jt]sx|pyi?)$/i.test(path);
}
