import type { Node } from '@vscode/tree-sitter-wasm';
import type { Declaration, DeclarationKind } from './declaration.ts';
import { declarationIn, declaratorsOf, isFunctionValue, kindOf } from './node-kinds.ts';

const MOST_SIGNATURE_CHARS = 240;
/** A class within a class within a module; what is deeper is nobody's interface. */
const MOST_DEPTH = 3;
const MOST_DECLARATIONS = 2_000;
/** A declarator of C and C++ stands within others: `int *(*f)(void)`. */
const MOST_DECLARATORS = 8;

/** What a file declares: at its top, and the members of that. */
export function outlineOf(root: Node, text: string): readonly Declaration[] {
  const outline = new Outline(text);
  outline.read(root, 0, 'module');
  return outline.declarations;
}

class Outline {
  readonly declarations: Declaration[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: Node, depth: number, within: 'module' | 'class'): void {
    for (const child of node.namedChildren) {
      if (child === null || this.declarations.length >= MOST_DECLARATIONS) continue;
      const declaration = declarationIn(child);
      if (declaration !== undefined) this.#add(child, declaration, depth, within);
      else if (child.type === 'expression_statement') this.#addAssignment(child, depth);
    }
  }

  #add(outer: Node, node: Node, depth: number, within: 'module' | 'class'): void {
    const kind = this.#kindOf(node, within);
    for (const named of this.#namedIn(node)) {
      const name = nameOf(named);
      if (name === undefined) continue;
      const isFunction = kind === 'variable' && isFunctionValue(named);
      this.#push(outer, {
        name,
        kind: isFunction ? 'function' : kind,
        depth,
        signature: this.#signature(outer, named),
      });
    }
    const body = node.childForFieldName('body');
    if (kind === 'class' && body !== null && depth < MOST_DEPTH) this.read(body, depth + 1, 'class');
  }

  /** Python has no word for what declares a constant: `LIMIT = 3`. */
  #addAssignment(node: Node, depth: number): void {
    const assignment = node.firstNamedChild;
    const left = assignment?.type === 'assignment' ? assignment.childForFieldName('left') : null;
    if (left?.type !== 'identifier') return;
    this.#push(node, { name: left.text, kind: 'variable', depth, signature: oneLine(node.text) });
  }

  #push(outer: Node, one: { name: string; kind: DeclarationKind; depth: number; signature: string }): void {
    const lastLine = outer.endPosition.row + (outer.endPosition.column === 0 ? 0 : 1);
    const firstLine = outer.startPosition.row + 1;
    this.declarations.push({ ...one, firstLine, lastLine: Math.max(firstLine, lastLine) });
  }

  #kindOf({ type }: Node, within: 'module' | 'class'): DeclarationKind {
    const kind = kindOf(type) ?? 'variable';
    return kind === 'function' && within === 'class' ? 'method' : kind;
  }

  /** One declaration may declare several. */
  #namedIn(node: Node): readonly Node[] {
    const declarators = declaratorsOf(node);
    return declarators.length > 0 ? declarators : [node];
  }

  /** All before the body. What has none is shown whole, as far as there is room. */
  #signature(outer: Node, named: Node): string {
    const value = named.childForFieldName('value');
    const body =
      named.childForFieldName('body') ?? (isFunctionValue(named) ? (value?.childForFieldName('body') ?? null) : null);
    const isInterface = named.type === 'interface_declaration' || named.type === 'enum_declaration';
    const end = body === null || isInterface ? outer.endIndex : body.startIndex;
    const start = outer.type === 'decorated_definition' ? named.startIndex : outer.startIndex;
    return oneLine(this.#text.slice(start, Math.min(end, start + 4 * MOST_SIGNATURE_CHARS)));
  }
}

function nameOf(node: Node): string | undefined {
  let name = node.childForFieldName(node.type === 'impl_item' ? 'type' : 'name');
  let inner: Node | null = node;
  for (let at = 0; name === null && inner !== null && at < MOST_DECLARATORS; at += 1) {
    inner = inner.childForFieldName('declarator');
    if (inner !== null && inner.namedChildCount === 0) name = inner;
    else if (inner?.type === 'qualified_identifier') name = inner;
  }
  const text = name?.text.trim() ?? '';
  return text === '' || text.length > 120 ? undefined : text;
}

function oneLine(text: string): string {
  const whole = text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/\s*(=>|[{:=])?$/, '');
  return whole.length <= MOST_SIGNATURE_CHARS ? whole : `${whole.slice(0, MOST_SIGNATURE_CHARS - 1)}…`;
}
