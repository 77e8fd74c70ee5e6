import { setImmediate as nextTurn } from 'node:timers/promises';
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

/** Between so many files others have their turn: an interrupt, a heartbeat. */
const FILES_IN_A_TURN = 20;

export interface LookIntoInput {
  /** Text of each file. */
  readonly texts: ReadonlyMap<string, string>;
  /** One that remembers. */
  readonly functionsOf: FunctionsOf;
  readonly signal: AbortSignal;
}

/** Looks into files that will be asked for: thousands of them take their time. */
export async function lookInto(paths: readonly string[], { texts, functionsOf, signal }: LookIntoInput): Promise<void> {
  for (const [at, path] of paths.entries()) {
    if (at % FILES_IN_A_TURN === 0) await nextTurn(undefined, { signal });
    functionsOf(path, texts.get(path) ?? '');
  }
}

/** True for languages whose functions can be found. */
export function mayHaveFunctions(path: string): boolean {
  return /\.([cm]?[jt]s|[jt]sx|pyi?)$/i.test(path);
}
