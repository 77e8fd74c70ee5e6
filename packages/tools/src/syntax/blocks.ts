import type { Node } from '@vscode/tree-sitter-wasm';
import { GOES_ON } from '../units/borders.ts';
import type { Block } from './declaration.ts';
import { declarationIn, declaratorsOf, hasMembers, isFunctionValue, kindOf } from './node-kinds.ts';

/** These stand above what they belong to. */
const LEADS = /comment$|^(decorator|attribute_item|inner_attribute_item|attribute_list|marker_annotation|annotation)$/;
/** Text: whatever begins a line within it is none of the code. */
const LITERAL = /string|template|heredoc|comment|regex|jsx_text|raw_text|^text$/;
/** Braces and lists around statements: what counts is what they hold. */
const HOLDERS = /(^|_)(block|body|list|compound_statement|clause|parameters|arguments)$/;
/** Shorter blocks without members fit into any task: what they are made of is not kept. */
const LEAST_LINES = 10;
/** Deeper code was made by a machine, or to break a parser. */
const MOST_DEPTH = 60;

const COMMENT = { spansLines: false, declares: false, hasMembers: false, parts: [] };

/** What a text can be cut into: for each node whatever begins a line of its own in it. */
export function blocksOf(root: Node, text: string): readonly Block[] {
  const collector = new Collector(text);
  collector.collect(root, -1, 0);
  return collector.blocks();
}

/** Blocks of one level, put together from the children of one or several nodes. */
class Collector {
  readonly #text: string;
  readonly #blocks: Block[] = [];
  #lead: { readonly first: number; end: number } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  blocks(): readonly Block[] {
    this.#endLead();
    return this.#blocks;
  }

  /** @param above the row on which the node begins: what begins there, too, is no part of it */
  collect(node: Node, above: number, depth: number): void {
    if (depth > MOST_DEPTH || LITERAL.test(node.type)) return;
    for (const child of node.children) {
      if (child === null) continue;
      const { row } = child.startPosition;
      const begins = child.isNamed && row > above && this.#beginsLine(child);
      if (begins && LEADS.test(child.type)) this.#addLead(child);
      else if (begins && this.#isBlock(child)) this.#addBlock(child, depth);
      else if (child.endPosition.row > row) this.collect(child, above, depth + 1);
    }
  }

  #isBlock({ type, startIndex }: Node): boolean {
    return !HOLDERS.test(type) && !GOES_ON.test(this.#text.slice(startIndex, startIndex + 16));
  }

  #addLead({ startPosition: { row }, endPosition }: Node): void {
    // The comment of a line, or the last of a file, may end with the line feed.
    const end = endPosition.column === 0 && endPosition.row > row ? endPosition.row : endPosition.row + 1;
    if (this.#lead?.end === row) this.#lead.end = end;
    else {
      this.#endLead();
      this.#lead = { first: row, end };
    }
  }

  /** Comments that belong to nothing stand for themselves. */
  #endLead(): void {
    if (this.#lead !== undefined) this.#blocks.push({ ...this.#lead, ...COMMENT });
    this.#lead = undefined;
  }

  #addBlock(node: Node, depth: number): void {
    const { row } = node.startPosition;
    if (this.#lead !== undefined && this.#lead.end !== row) this.#endLead();
    const first = this.#lead?.first ?? row;
    this.#lead = undefined;
    const end = node.endPosition.column === 0 ? node.endPosition.row : node.endPosition.row + 1;
    const declaration = declarationIn(node);
    const withMembers = (declaration !== undefined && hasMembers(declaration)) || this.#isSuite(node);
    const isLong = end - row >= LEAST_LINES || withMembers;
    this.#blocks.push({
      first,
      end: Math.max(end, row + 1),
      spansLines: end - row > 1,
      declares: declaration !== undefined && declaresAnew(declaration),
      hasMembers: withMembers,
      parts: isLong ? this.#partsOf(node, depth) : [],
    });
  }

  #partsOf(node: Node, depth: number): readonly Block[] {
    const collector = new Collector(this.#text);
    collector.collect(node, node.startPosition.row, depth + 1);
    return collector.blocks();
  }

  /** Tests that stand together: each is one thing to look at. */
  #isSuite({ type, startIndex }: Node): boolean {
    return type === 'expression_statement' && /^describe\b/.test(this.#text.slice(startIndex, startIndex + 10));
  }

  #beginsLine({ startIndex }: Node): boolean {
    for (let at = startIndex - 1; at >= 0; at -= 1) {
      const char = this.#text[at];
      if (char === '\n') return true;
      if (char !== ' ' && char !== '\t') return false;
    }
    return true;
  }
}

/** Constants that follow each other stand together; functions do not, even those that are values. */
function declaresAnew(node: Node): boolean {
  return kindOf(node.type) === 'variable' ? declaratorsOf(node).some(isFunctionValue) : true;
}
