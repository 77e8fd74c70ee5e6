import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxFault } from './declaration.ts';
import type { GrammarName } from './grammars.ts';

export interface Faults {
  /** At most one: what comes after a fault may follow from it. */
  readonly faults: readonly SyntaxFault[];
  /** What was not understood first, and may be newer than the grammar: its line, counted from 1. */
  readonly unclearLine: number | undefined;
  /** Characters that were not understood. */
  readonly errorChars: number;
}

/** A grammar is older than the newest version of its language: only of Python it is known what it misses. */
const CHECKED: ReadonlySet<GrammarName> = new Set<GrammarName>(['python']);
const MOST_ERRORS = 50;
const MOST_DEPTH = 200;

const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const CLOSING: ReadonlySet<string> = new Set(BRACKETS.values());
/** Reserved words that begin a statement: it could not be read to its end. Words that are only sometimes reserved say nothing. */
const STATEMENTS: ReadonlySet<string> = new Set(
  'def class if elif else for while with try except finally return import from del raise assert lambda @'.split(' '),
);
/** Where an assignment cannot stand. */
const NO_ASSIGNMENT: ReadonlySet<string> = new Set([
  'if_statement',
  'elif_clause',
  'while_statement',
  'return_statement',
]);
/** The grammar knows no defaults of type parameters, which came with Python 3.13. */
const TYPE_PARAMETERS = /\b(class|def|type)\s+\w+\s*\[[^\]]*=/;

/** Where a text is no code, as far as that is sure. */
export function faultsOf(grammar: GrammarName, root: Node): Faults {
  const errors: Node[] = [];
  collectErrors(root, errors, 0);
  const [first] = errors;
  const errorChars = errors.reduce((sum, { startIndex, endIndex }) => sum + endIndex - startIndex, 0);
  if (first === undefined || !CHECKED.has(grammar)) return { faults: [], unclearLine: undefined, errorChars };
  const fault = clearFault(first);
  if (fault === undefined) return { faults: [], unclearLine: first.startPosition.row + 1, errorChars };
  return { faults: [fault], unclearLine: undefined, errorChars };
}

/** The outermost ones, in order. */
function collectErrors(node: Node, errors: Node[], depth: number): void {
  if (!node.hasError || errors.length >= MOST_ERRORS || depth > MOST_DEPTH) return;
  if (node.isError || node.isMissing) errors.push(node);
  else for (const child of node.children) if (child !== null) collectErrors(child, errors, depth + 1);
}

function clearFault(node: Node): SyntaxFault | undefined {
  if (node.isMissing) return { line: node.startPosition.row + 1, message: missingInWords(node.type) };
  const within = node.parent?.type ?? '';
  if (within.startsWith('type_parameter') || TYPE_PARAMETERS.test(node.text)) return undefined;
  return unclosed(node) ?? unfinished(node) ?? misplaced(node, within);
}

function missingInWords(type: string): string {
  return /^\w+$/.test(type) ? `${type === 'identifier' ? 'A name' : `A ${type}`} is missing` : `"${type}" is missing`;
}

/** A bracket without its other one, or a text without its end. */
function unclosed({ children }: Node): SyntaxFault | undefined {
  const open: Node[] = [];
  for (const child of children) {
    if (child === null) continue;
    if (BRACKETS.has(child.type)) open.push(child);
    else if (CLOSING.has(child.type)) {
      const last = open.pop();
      if (last === undefined || BRACKETS.get(last.type) !== child.type)
        return { line: child.startPosition.row + 1, message: `"${child.type}" closes nothing` };
    }
  }
  const [first] = open;
  if (first !== undefined) return { line: first.startPosition.row + 1, message: `"${first.type}" is never closed` };
  const start = children.find((child) => child?.type === 'string_start');
  const isOpen = start !== undefined && !children.some((child) => child?.type === 'string_end');
  return isOpen && start !== null
    ? { line: start.startPosition.row + 1, message: 'A string is never closed' }
    : undefined;
}

function unfinished({ children }: Node): SyntaxFault | undefined {
  const word = children.find((child) => child !== null && !child.isNamed && STATEMENTS.has(child.type));
  if (word === undefined || word === null) return undefined;
  return { line: word.startPosition.row + 1, message: `What begins with "${word.type}" is no whole statement` };
}

function misplaced({ children, startPosition }: Node, within: string): SyntaxFault | undefined {
  const [first] = children;
  if (first?.type !== '=' || !NO_ASSIGNMENT.has(within)) return undefined;
  return { line: startPosition.row + 1, message: 'An assignment cannot stand here' };
}
