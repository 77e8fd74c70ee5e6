import type { CommentedFunction } from '@hanzo/contracts';
import type { Node } from '@vscode/tree-sitter-wasm';
import { MOST_READ_CHARS, typeAsWritten } from './as-written.ts';
import type { BodyFacts } from './body-facts.ts';
import { type GivenBack, givenByType, NOTHING } from './given-back.ts';

interface FunctionParts extends Pick<
  CommentedFunction,
  'name' | 'kind' | 'parameters' | 'style' | 'commentLine' | 'indent'
> {
  readonly owner: string | undefined;
  /** As the code has it. Null: it is not said. */
  readonly returnType: Node | null;
  readonly facts: BodyFacts;
  /** What the body gives. @default what `facts` say of it */
  readonly given?: GivenBack | undefined;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Begins and ends its statement, decorators included. */
  readonly first: Node;
  readonly last: Node;
}

/** What is known of a function, put together alike for all languages. */
export function functionFacts(parts: FunctionParts): CommentedFunction {
  const { name, kind, owner, parameters, facts, isAsync, isGenerator, style, commentLine, indent, first, last } = parts;
  const type = parts.returnType?.text.slice(0, MOST_READ_CHARS).replace(/^\s*:/, '').trim() ?? '';
  const { returns, isMaybeAbsent } = givenBy(kind, type, parts.given ?? facts.given, facts.yields);
  const returnType = typeAsWritten(type);
  const { throws, calls, changes } = facts;
  return {
    name,
    kind,
    ...(owner !== undefined && { owner }),
    parameters,
    returns,
    ...(returnType !== undefined && { returnType }),
    ...(isMaybeAbsent && returns === 'value' && { mayBeAbsent: true }),
    throws,
    calls,
    changes,
    ...(isAsync && { isAsync }),
    ...(isGenerator && { isGenerator }),
    style,
    commentLine,
    indent,
    ...linesOf(first, last),
  };
}

function givenBy(kind: CommentedFunction['kind'], type: string, byBody: GivenBack, yields: boolean): GivenBack {
  if (kind === 'constructor' || kind === 'setter') return NOTHING;
  const isMaybeAbsent = byBody.isMaybeAbsent;
  if (type !== '') {
    const byType = givenByType(type);
    return { ...byType, isMaybeAbsent: byType.isMaybeAbsent || isMaybeAbsent };
  }
  return kind === 'getter' || yields ? { returns: 'value', isMaybeAbsent } : byBody;
}

/** As an outline counts them. */
function linesOf(first: Node, last: Node): Pick<CommentedFunction, 'firstLine' | 'lastLine'> {
  const firstLine = first.startPosition.row + 1;
  const { row, column } = last.endPosition;
  return { firstLine, lastLine: Math.max(firstLine, column === 0 ? row : row + 1) };
}
