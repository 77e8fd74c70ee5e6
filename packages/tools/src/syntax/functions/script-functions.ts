import type { CommentedFunction } from '@hanzo/contracts';
import type { Node } from '@vscode/tree-sitter-wasm';
import { declaratorsOf, isFunctionValue } from '../node-kinds.ts';
import { isDocComment, type Lead, leadOf, leadWith } from './lead.ts';
import { scriptFacts } from './script-facts.ts';

/** A class within a class within a namespace; deeper code was made by a machine, or to break a parser. */
const MOST_DEPTH = 8;
const MOST_FUNCTIONS = 2_000;
const CLASSES: ReadonlySet<string> = new Set(['class_declaration', 'abstract_class_declaration', 'class']);
const SIGNATURES: ReadonlySet<string> = new Set(['function_signature', 'method_signature']);
const DECLARED: ReadonlySet<string> = new Set(['function_declaration', 'generator_function_declaration']);
const FIELDS: ReadonlySet<string> = new Set(['public_field_definition', 'field_definition']);
const VARIABLES: ReadonlySet<string> = new Set(['lexical_declaration', 'variable_declaration']);

/** The functions of TypeScript and JavaScript without a doc comment. */
export function scriptFunctions(root: Node, text: string): readonly CommentedFunction[] {
  const reader = new ScriptReader(text);
  reader.read(root, undefined, 0);
  return reader.found;
}

class ScriptReader {
  readonly found: CommentedFunction[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(within: Node, owner: string | undefined, depth: number): void {
    // A function with overloads has as many comments as overloads, and callers see none of its own signature.
    const overloaded = new Set<string>();
    let lead: Lead | undefined;
    for (const child of within.namedChildren) {
      if (child === null) continue;
      const above = lead;
      lead = leadWith(child, above, this.#text);
      if (lead !== undefined) continue;
      const declared = declaredBy(child);
      if (SIGNATURES.has(declared.type)) overloaded.add(declared.childForFieldName('name')?.text ?? '');
      else if (!this.#descend(declared, depth)) this.#add(child, declared, { above, owner, overloaded });
    }
  }

  /** True for what holds functions and is none. */
  #descend(node: Node, depth: number): boolean {
    const [declarator] = declaratorsOf(node);
    const holder = node.type === 'internal_module' ? node : classIn(declarator ?? node);
    if (holder === undefined) return false;
    const body = holder.childForFieldName('body');
    const name = (holder.childForFieldName('name') ?? declarator?.childForFieldName('name'))?.text;
    if (body !== null && depth < MOST_DEPTH)
      this.read(body, holder.type === 'internal_module' ? undefined : name, depth + 1);
    return true;
  }

  #add(
    outer: Node,
    declared: Node,
    place: { above: Lead | undefined; owner: string | undefined; overloaded: ReadonlySet<string> },
  ): void {
    const { above, owner, overloaded } = place;
    const named = functionNamedBy(declared);
    if (named === undefined || outer.hasError || this.found.length >= MOST_FUNCTIONS) return;
    const lead = leadOf(outer, above);
    if (lead?.hasDoc || (outer !== declared && outer.namedChildren.some(isDocComment))) return;
    const first = lead?.decorator ?? outer;
    const facts = scriptFacts(named, { first, last: outer, above: lead?.first, owner, text: this.#text });
    if (facts !== undefined && !overloaded.has(facts.name)) this.found.push(facts);
  }
}

/** Out of `export` and of the statement of a namespace. */
function declaredBy(node: Node): Node {
  if (node.type === 'export_statement')
    return node.childForFieldName('declaration') ?? node.childForFieldName('value') ?? node;
  const inner = node.type === 'expression_statement' ? node.firstNamedChild : null;
  return inner?.type === 'internal_module' ? inner : node;
}

function classIn(node: Node): Node | undefined {
  if (CLASSES.has(node.type)) return node;
  const value = node.type === 'variable_declarator' || FIELDS.has(node.type) ? node.childForFieldName('value') : null;
  return value !== null && CLASSES.has(value.type) ? value : undefined;
}

/** What bears the name of a function; undefined: it is none, or one of several variables, of which a comment could mean any. */
function functionNamedBy(node: Node): Node | undefined {
  if (DECLARED.has(node.type) || node.type === 'method_definition') return node;
  if (FIELDS.has(node.type)) return isFunctionValue(node) ? node : undefined;
  const declarators = VARIABLES.has(node.type) ? declaratorsOf(node) : [];
  const [only] = declarators;
  return declarators.length === 1 && only !== undefined && isFunctionValue(only) ? only : undefined;
}
