import type { Node, TreeCursor } from '@vscode/tree-sitter-wasm';
import { isDocstring } from './docstring.ts';
import { indentBefore } from './functions/as-written.ts';
import type { GrammarName } from './grammars.ts';

/** White space in them has a meaning, and not all grammars name each of their parts: each is one piece. */
const WHOLE = /^(template_string|string|regex|heredoc_body)$/;
/** Where a line ends after a word, a statement may end: `return` and what it gives are two statements then. */
const WORD = /[\p{L}\p{N}_$]$/u;
/** A docstring is the first statement of one of these. */
const WITH_DOCSTRING: ReadonlySet<string> = new Set(['module', 'function_definition', 'class_definition']);

/**
 * The code of a text as a list to compare: each node in order, without comments and docstrings. An entry says how deep it stands, so
 * that a statement that moved into another block is other code even where its words are the same.
 */
export function codeOf(grammar: GrammarName, root: Node, text: string): readonly string[] {
  const cursor = root.walk();
  try {
    return new CodeWalk(cursor, text, grammar === 'python').read();
  } finally {
    cursor.delete();
  }
}

class CodeWalk {
  readonly #cursor: TreeCursor;
  readonly #text: string;
  /** The grammar forgives indents that Python does not: they are part of the code. */
  readonly #withIndents: boolean;
  readonly #code: string[] = [];
  readonly #namesOfTypes = new Map<number, string>();
  /** Types of the nodes around the one that is read, the outermost first. */
  readonly #around: string[] = [];
  /** How deep the statement stands that may be a docstring, while it is not reached. */
  #docstringDepth = -1;
  /** The docstring of the block that is read: what follows in it must be indented alike. */
  #docstring: { readonly depth: number; readonly indent: string | undefined } | undefined;
  /** Up to where all was read. */
  #end = 0;
  /** Where the last word or sign of the code ends. */
  #codeEnd = 0;

  constructor(cursor: TreeCursor, text: string, withIndents: boolean) {
    this.#cursor = cursor;
    this.#text = text;
    this.#withIndents = withIndents;
  }

  read(): readonly string[] {
    do {
      while (this.#enter());
    } while (this.#goOn());
    this.#addGap(this.#text.length);
    return this.#code;
  }

  /** Notes the node, and goes to its first part; false: it has none to be read. */
  #enter(): boolean {
    const cursor = this.#cursor;
    const type = this.#typeName();
    if (this.#isComment(type)) {
      this.#addGap(cursor.startIndex);
      this.#end = cursor.endIndex;
      return false;
    }
    this.#compareIndent();
    const entry = `${this.#around.length} ${cursor.nodeTypeId}`;
    this.#awaitDocstring(type);
    if (!WHOLE.test(type) && cursor.gotoFirstChild()) {
      this.#code.push(entry);
      this.#around.push(type);
      return true;
    }
    this.#addLeaf(entry, cursor.startIndex, cursor.endIndex);
    return false;
  }

  #addLeaf(entry: string, start: number, end: number): void {
    this.#addGap(start);
    this.#end = Math.max(this.#end, end);
    const place = end > start ? this.#placeOf(start) : '';
    if (end > start) this.#codeEnd = end;
    this.#code.push(`${entry}${place} ${this.#text.slice(start, end)}`);
  }

  /** How it stands on its line, as far as that has a meaning. */
  #placeOf(start: number): string {
    if (this.#withIndents) {
      const indent = indentBefore(this.#text, start);
      return indent === undefined ? '' : ` below${indent}`;
    }
    const isAfterWord = WORD.test(this.#text.slice(Math.max(0, this.#codeEnd - 1), this.#codeEnd));
    return isAfterWord && this.#text.slice(this.#codeEnd, start).includes('\n') ? ' below' : '';
  }

  /** To the next node that was not yet read. */
  #goOn(): boolean {
    while (!this.#cursor.gotoNextSibling()) {
      if (!this.#cursor.gotoParent()) return false;
      this.#around.pop();
      if (this.#docstring !== undefined && this.#around.length < this.#docstring.depth) this.#docstring = undefined;
    }
    return true;
  }

  #isComment(type: string): boolean {
    if (type.endsWith('comment')) return true;
    if (this.#around.length !== this.#docstringDepth) return false;
    this.#docstringDepth = -1;
    if (!isDocstring(this.#cursor.currentNode)) return false;
    this.#docstring = { depth: this.#around.length, indent: indentBefore(this.#text, this.#cursor.startIndex) };
    return true;
  }

  /** A docstring that stands elsewhere than its block is no Python, whatever the grammar makes of it. */
  #compareIndent(): void {
    if (this.#docstring?.depth !== this.#around.length) return;
    if (this.#docstring.indent !== indentBefore(this.#text, this.#cursor.startIndex)) this.#code.push('misplaced');
    this.#docstring = undefined;
  }

  #awaitDocstring(type: string): void {
    const depth = this.#around.length;
    const owner = type === 'block' ? (this.#around[depth - 1] ?? '') : type;
    if (owner === type ? type === 'module' : WITH_DOCSTRING.has(owner)) this.#docstringDepth = depth + 1;
  }

  /** What stands between nodes and is no white space: parts that the grammar does not name. */
  #addGap(start: number): void {
    const gap = start > this.#end ? this.#text.slice(this.#end, start).trim() : '';
    if (gap !== '') this.#code.push(gap);
  }

  /** Asking the tree for the name each time would take as long as all the rest. */
  #typeName(): string {
    const id = this.#cursor.nodeTypeId;
    const known = this.#namesOfTypes.get(id);
    if (known !== undefined) return known;
    const name = this.#cursor.nodeType;
    this.#namesOfTypes.set(id, name);
    return name;
  }
}
