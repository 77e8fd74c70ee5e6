import { openSyntax } from '../syntax/syntax.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { SeenFunction } from './profile.ts';

export interface LocatedFunction extends SeenFunction {
  readonly lastLine: number;
}

/**
 * Finds the declarations of functions: tools that rewrite code before it runs move its lines, so that the name says more than
 * the line. Where several have a name, the nearest one is it.
 *
 * @param textOf text of a file of the workspace
 */
export async function locate(
  functions: readonly SeenFunction[],
  textOf: (path: string) => string | undefined,
): Promise<readonly LocatedFunction[]> {
  const byPath = Map.groupBy(functions, ({ path }) => path);
  using syntax = await openSyntax(byPath.keys());
  const located: LocatedFunction[] = [];
  for (const [path, own] of byPath) {
    const text = textOf(path) ?? '';
    const declarations = syntax.outline(path, text);
    const lines = text.split('\n').length;
    for (const one of own) located.push(placed(one, declarations, lines));
  }
  return merged(located);
}

function placed(seen: SeenFunction, declarations: readonly Declaration[], lines: number): LocatedFunction {
  const line = Math.min(Math.max(1, seen.line), lines);
  const name = seen.name.split(/[.\s]/).at(-1) ?? seen.name;
  const called = declarations.filter((one) => one.name === name && (one.kind === 'function' || one.kind === 'method'));
  const variables = declarations.filter((one) => one.name === name && one.kind === 'variable');
  const candidates = called.length > 0 ? called : variables;
  const [nearest] = candidates.toSorted((a, b) => away(a, line) - away(b, line));
  if (nearest === undefined) return { ...seen, line, lastLine: line };
  return { ...seen, line: nearest.firstLine, lastLine: nearest.lastLine };
}

function away({ firstLine, lastLine }: Declaration, line: number): number {
  return line >= firstLine && line <= lastLine ? 0 : Math.abs(firstLine - line);
}

/** The same function may come with several lines, from several processes. */
function merged(functions: readonly LocatedFunction[]): readonly LocatedFunction[] {
  const groups = Map.groupBy(functions, ({ path, line, name }) => JSON.stringify([path, line, name]));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const sum = (pick: (one: LocatedFunction) => number): number =>
      others.reduce((total, one) => total + pick(one), pick(first));
    return [{ ...first, selfMs: sum(({ selfMs }) => selfMs), totalMs: sum(({ totalMs }) => totalMs) }];
  });
}
