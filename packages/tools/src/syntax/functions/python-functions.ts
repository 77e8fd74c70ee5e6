import type { CommentedFunction } from '@hanzo/contracts';
import type { Node } from '@vscode/tree-sitter-wasm';
import { isDocstring } from '../docstring.ts';
import { indentBefore } from './as-written.ts';
import { factsOf } from './body-facts.ts';
import { firstPart } from './expressions.ts';
import { functionFacts } from './function-facts.ts';
import { PYTHON_BODY } from './python-body.ts';
import { aboveToTools } from './python-lead.ts';
import { pythonParameters } from './python-parameters.ts';

/** Deeper code was made by a machine, or to break a parser. */
const MOST_DEPTH = 8;
const MOST_FUNCTIONS = 2_000;
const MOST_DECORATOR_CHARS = 80;
const MOST_NAME_CHARS = 120;

/** Of its decorators, those that say what it is, without the modules that they are of. */
const DECORATED: ReadonlyMap<string, CommentedFunction['kind']> = new Map([
  ['property', 'getter'],
  ['cached_property', 'getter'],
  ['abstractproperty', 'getter'],
  ['setter', 'setter'],
]);

/** The functions of Python without a docstring. */
export function pythonFunctions(root: Node, text: string): readonly CommentedFunction[] {
  const reader = new PythonReader(text);
  reader.read(root, undefined, 0);
  return reader.found;
}

class PythonReader {
  readonly found: CommentedFunction[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(within: Node, owner: string | undefined, depth: number): void {
    for (const child of within.namedChildren) {
      const definition = child?.type === 'decorated_definition' ? child.childForFieldName('definition') : child;
      if (child === null || definition === null) continue;
      if (definition.type === 'class_definition') this.#descend(definition, depth);
      else if (definition.type === 'function_definition') this.#add(child, definition, owner);
    }
  }

  #descend(node: Node, depth: number): void {
    const body = node.childForFieldName('body');
    if (body !== null && depth < MOST_DEPTH) this.read(body, node.childForFieldName('name')?.text, depth + 1);
  }

  #add(outer: Node, node: Node, owner: string | undefined): void {
    const name = node.childForFieldName('name');
    if (outer.hasError || name === null || name.endIndex - name.startIndex > MOST_NAME_CHARS) return;
    const body = node.childForFieldName('body');
    const decorators = decoratorsOf(outer);
    // The overloads of a function are for its types: what it does is said where it does it.
    if (body === null || decorators.has('overload') || this.found.length >= MOST_FUNCTIONS) return;
    const place = this.#placeIn(body);
    if (place === undefined) return;
    const { parameters, own } = pythonParameters(node, owner !== undefined && !decorators.has('staticmethod'));
    const facts = factsOf(body, this.#text, PYTHON_BODY, own);
    this.found.push(
      functionFacts({
        name: name.text,
        kind: kindOf(name.text, owner, decorators),
        owner,
        parameters,
        returnType: node.childForFieldName('return_type'),
        facts,
        isAsync: node.children.some((child) => child?.type === 'async'),
        isGenerator: facts.yields,
        style: 'docstring',
        ...place,
        first: outer,
        last: outer,
      }),
    );
  }

  /**
   * Before the first statement, with the comments above it that speak to a tool of its line, where it stands on a line of its own.
   * Undefined: there is a docstring, or no place for one.
   */
  #placeIn(body: Node): Pick<CommentedFunction, 'commentLine' | 'indent'> | undefined {
    const first = firstPart(body);
    if (first === undefined || isDocstring(first)) return undefined;
    const indent = indentBefore(this.#text, first.startIndex);
    if (indent === undefined) return undefined;
    const { start, lines } = aboveToTools(this.#text, first.startIndex - indent.length);
    // A line that goes on on the next one can have nothing put between the two.
    const above = this.#text.slice(Math.max(0, start - 3), start);
    return /\\\r?\n$/.test(above) ? undefined : { commentLine: first.startPosition.row + 1 - lines, indent };
  }
}

function decoratorsOf(outer: Node): ReadonlySet<string> {
  const names = new Set<string>();
  if (outer.type !== 'decorated_definition') return names;
  for (const child of outer.namedChildren) {
    const value = child?.type === 'decorator' ? child.firstNamedChild : null;
    if (value === null || value.endIndex - value.startIndex > MOST_DECORATOR_CHARS) continue;
    names.add(value.text.slice(value.text.lastIndexOf('.') + 1));
  }
  return names;
}

function kindOf(name: string, owner: string | undefined, decorators: ReadonlySet<string>): CommentedFunction['kind'] {
  if (owner === undefined) return 'function';
  if (name === '__init__') return 'constructor';
  for (const decorator of decorators) {
    const kind = DECORATED.get(decorator);
    if (kind !== undefined) return kind;
  }
  return 'method';
}
