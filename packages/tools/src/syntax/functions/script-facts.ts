import type { CommentedFunction } from '@hanzo/contracts';
import type { Node } from '@vscode/tree-sitter-wasm';
import { indentBefore } from './as-written.ts';
import { factsOf } from './body-facts.ts';
import { givenByExpression } from './expressions.ts';
import { functionFacts } from './function-facts.ts';
import { SCRIPT_BODY } from './script-body.ts';
import { scriptParameters } from './script-parameters.ts';

/** `[Symbol.iterator]` is a name; what else is computed, or written as a text, is none. */
const NAME = /^(?:#?[\p{L}_$][\p{L}\p{N}\p{M}_$]*|\[Symbol\.\w+\])$/u;
const MOST_NAME_CHARS = 120;

interface Place {
  /** Begins the statement: one of its decorators, or itself. */
  readonly first: Node;
  readonly last: Node;
  /** The doc comment belongs before this, where it is not the statement. */
  readonly above: Node | undefined;
  readonly owner: string | undefined;
  readonly text: string;
}

/** Undefined where no comment can be put above it, or it has no name. */
export function scriptFacts(
  named: Node,
  { first, last, above = first, owner, text }: Place,
): CommentedFunction | undefined {
  const name = nameOf(named);
  const node = named.childForFieldName('value') ?? named;
  const body = node.childForFieldName('body');
  const indent = indentBefore(text, above.startIndex);
  if (name === undefined || body === null || indent === undefined) return undefined;
  const words = wordsOf(named, node);
  return functionFacts({
    name,
    kind: kindOf(named, name, words),
    owner,
    parameters: scriptParameters(node),
    returnType: node.childForFieldName('return_type'),
    facts: factsOf(body, text, SCRIPT_BODY, 'this'),
    given: body.type === 'statement_block' ? undefined : givenByExpression(body),
    isAsync: words.has('async'),
    isGenerator: words.has('*'),
    style: 'jsdoc',
    commentLine: above.startPosition.row + 1,
    indent,
    first,
    last,
  });
}

function nameOf(named: Node): string | undefined {
  const node = named.childForFieldName('name') ?? named.childForFieldName('property');
  if (node === null || node.endIndex - node.startIndex > MOST_NAME_CHARS) return undefined;
  return NAME.test(node.text) ? node.text : undefined;
}

/** Words and signs of the language: `static`, `async`, `*`. */
function wordsOf(...nodes: readonly Node[]): ReadonlySet<string> {
  return new Set(
    nodes.flatMap(({ children }) => children.flatMap((child) => (child?.isNamed === false ? child.type : []))),
  );
}

function kindOf({ type }: Node, name: string, words: ReadonlySet<string>): CommentedFunction['kind'] {
  if (type !== 'method_definition') return type.endsWith('field_definition') ? 'method' : 'function';
  if (words.has('get')) return 'getter';
  if (words.has('set')) return 'setter';
  return name === 'constructor' && !words.has('static') ? 'constructor' : 'method';
}
