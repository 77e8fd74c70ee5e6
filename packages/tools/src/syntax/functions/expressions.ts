import type { Node } from '@vscode/tree-sitter-wasm';
import { type GivenBack, NOTHING } from './given-back.ts';

/** How much of what an expression gives is `null`, `undefined` or `None` in so many words. */
export type Absence = 'none' | 'some' | 'all';

/** These add nothing to what stands in them. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
]);
const ABSENT: ReadonlySet<string> = new Set(['null', 'undefined', 'none']);
/** What these give is known where the type of something else is known. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'call_expression',
  'await_expression',
  'assignment_expression',
  'augmented_assignment_expression',
  'update_expression',
]);
const CHOICES: ReadonlySet<string> = new Set(['ternary_expression', 'conditional_expression']);
const FALLBACKS: ReadonlySet<string> = new Set(['??', '||', 'or']);
const MOST_DEPTH = 8;

export function absenceOf(expression: Node | undefined, depth = 0): Absence {
  const node = expression === undefined ? undefined : unwrapped(expression);
  if (node === undefined || ABSENT.has(node.type) || isVoid(node)) return 'all';
  if (depth > MOST_DEPTH) return 'none';
  if (CHOICES.has(node.type)) return choice(node, depth);
  if (node.type !== 'binary_expression' && node.type !== 'boolean_operator') return 'none';
  const right = node.childForFieldName('right');
  const isFallback = FALLBACKS.has(node.childForFieldName('operator')?.type ?? '');
  return isFallback && right !== null && absenceOf(right, depth + 1) !== 'none' ? 'some' : 'none';
}

/** What an arrow function gives whose body is an expression. */
export function givenByExpression(expression: Node): GivenBack {
  const node = unwrapped(expression);
  if (UNKNOWN.has(node.type)) return { returns: 'unknown', isMaybeAbsent: false };
  const absence = absenceOf(node);
  return absence === 'all' ? NOTHING : { returns: 'value', isMaybeAbsent: absence === 'some' };
}

/** The first part that is no comment. */
export function firstPart({ namedChildren }: Node): Node | undefined {
  return namedChildren.find((child) => child !== null && !child.type.endsWith('comment')) ?? undefined;
}

/** Python's choices have no names for their parts: the condition is the middle one. */
function choice(node: Node, depth: number): Absence {
  const parts = node.namedChildren.filter((child) => child !== null && !child.type.endsWith('comment'));
  const one = node.childForFieldName('consequence') ?? parts[0];
  const other = node.childForFieldName('alternative') ?? parts[2];
  const both = [one, other].map((part) => absenceOf(part ?? undefined, depth + 1));
  if (both.every((absence) => absence === 'all')) return 'all';
  return both.every((absence) => absence === 'none') ? 'none' : 'some';
}

function unwrapped(expression: Node): Node {
  let node = expression;
  for (let depth = 0; depth < MOST_DEPTH && WRAPPERS.has(node.type); depth += 1) node = firstPart(node) ?? node;
  return node;
}

/** `void 0`. */
function isVoid(node: Node): boolean {
  return node.type === 'unary_expression' && node.childForFieldName('operator')?.type === 'void';
}
