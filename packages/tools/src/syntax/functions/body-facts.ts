import type { Node } from '@vscode/tree-sitter-wasm';
import { absenceOf, firstPart } from './expressions.ts';
import { type GivenBack, NOTHING } from './given-back.ts';

/** What a part of a body says of its function. A `callback` is a function in its midst, of which only the deeds count. */
type Part = 'return' | 'throw' | 'call' | 'assignment' | 'try' | 'yield' | 'callback' | 'other function';

/** How a language writes what is looked for. */
export interface BodyRules {
  /** By the types of nodes. */
  readonly parts: ReadonlyMap<string, Part>;
  /** What is called: `a.b` of `a.b(c)`. */
  calledBy(call: Node): Node | null;
  /** The type of what is thrown; null: it is not said, as where a caught error is thrown on. */
  thrownBy(statement: Node): Node | null;
  /** What is thrown in it does not come out, or not as it is. */
  guardedBy(statement: Node): Node | null;
  /** `a` of `own.a`; null: it is something else, or a field of something else. */
  fieldOf(target: Node, own: string): Node | null;
}

export interface BodyFacts {
  readonly given: GivenBack;
  readonly yields: boolean;
  readonly throws: readonly string[];
  readonly calls: readonly string[];
  readonly changes: readonly string[];
}

const MOST_NAMES = 4;
const MOST_NAME_CHARS = 40;
const DOTTED = /^[\p{L}_$][\p{L}\p{N}\p{M}_$]*(?:\.#?[\p{L}_$][\p{L}\p{N}\p{M}_$]*)*$/u;
/** No functions of the code: words of the language, or the same of a parent class. */
const NO_CALL = /^(?:super|import|require)$/;
/** Targets that stand in one: `self.a, self.b = 1, 2`. */
const LISTS = /^(?:pattern_list|tuple_pattern|list_pattern|array_pattern)$/;
const MOST_TARGETS = 20;

/** Reads a body once, from its first part to its last, without the functions in it. */
export function factsOf(body: Node, text: string, rules: BodyRules, own: string): BodyFacts {
  const reader = new BodyReader(text, rules, own);
  for (const node of body.descendantsOfType([...rules.parts.keys()])) if (node !== null) reader.read(node);
  return reader.facts();
}

class BodyReader {
  readonly #text: string;
  readonly #rules: BodyRules;
  readonly #own: string;
  readonly #throws = new Set<string>();
  readonly #calls = new Set<string>();
  readonly #changes = new Set<string>();
  #yields = false;
  #values = 0;
  #absents = 0;
  /** Where the last one of each ends: all that begins before stands in it. */
  readonly #ends = { callback: 0, other: 0, guard: 0, thrown: 0 };

  constructor(text: string, rules: BodyRules, own: string) {
    this.#text = text;
    this.#rules = rules;
    this.#own = own;
  }

  facts(): BodyFacts {
    const given: GivenBack = this.#values === 0 ? NOTHING : { returns: 'value', isMaybeAbsent: this.#absents > 0 };
    return {
      given,
      yields: this.#yields,
      throws: [...this.#throws],
      calls: [...this.#calls],
      changes: [...this.#changes],
    };
  }

  read(node: Node): void {
    const ends = this.#ends;
    if (node.startIndex < ends.other) return;
    const part = this.#rules.parts.get(node.type);
    if (part === 'other function') ends.other = node.endIndex;
    else if (part === 'callback') ends.callback = Math.max(ends.callback, node.endIndex);
    else if (part === 'assignment') this.#addTarget(node);
    else if (part === 'call') this.#addCall(node);
    else if (part === 'throw') this.#addThrow(node);
    else if (node.startIndex >= ends.callback) this.#readOwn(part, node);
  }

  /** Not of functions in the midst of it. */
  #readOwn(part: Part | undefined, node: Node): void {
    const ends = this.#ends;
    if (part === 'yield') this.#yields = true;
    else if (part === 'try') ends.guard = Math.max(ends.guard, this.#rules.guardedBy(node)?.endIndex ?? 0);
    else if (part === 'return') this.#addReturn(node);
  }

  #addReturn(node: Node): void {
    const absence = absenceOf(firstPart(node));
    if (absence !== 'all') this.#values += 1;
    if (absence !== 'none') this.#absents += 1;
  }

  /** What is called to say what is wrong is none of the deeds. */
  #addThrow(node: Node): void {
    const { callback, guard } = this.#ends;
    this.#ends.thrown = Math.max(this.#ends.thrown, node.endIndex);
    if (node.startIndex >= callback && node.startIndex >= guard) this.#add(this.#throws, this.#rules.thrownBy(node));
  }

  #addCall(node: Node): void {
    if (node.startIndex >= this.#ends.thrown) this.#add(this.#calls, this.#rules.calledBy(node));
  }

  #addTarget(node: Node): void {
    const target = node.childForFieldName('left') ?? node.childForFieldName('argument');
    if (target === null) return;
    const targets = LISTS.test(target.type) ? target.namedChildren.slice(0, MOST_TARGETS) : [target];
    for (const one of targets) if (one !== null) this.#add(this.#changes, this.#rules.fieldOf(one, this.#own));
  }

  #add(names: Set<string>, node: Node | null): void {
    if (node === null || names.size >= MOST_NAMES || node.endIndex - node.startIndex > 2 * MOST_NAME_CHARS) return;
    const name = this.#text.slice(node.startIndex, node.endIndex).replaceAll(/\s+/g, '');
    const isName = name.length <= MOST_NAME_CHARS && DOTTED.test(name.replace(/^#/, ''));
    if (isName && !NO_CALL.test(name)) names.add(name);
  }
}
