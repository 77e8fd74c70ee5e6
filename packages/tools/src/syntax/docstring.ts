import type { Node } from '@vscode/tree-sitter-wasm';

/** Bytes, and texts with values in them, are no docstrings. */
const NO_DOCSTRING = /^\w*[bft]/i;

/** True for a statement of Python that is only a text. It is a docstring where it is the first of a module, class or function. */
export function isDocstring(statement: Node): boolean {
  if (statement.type !== 'expression_statement' || statement.namedChildCount !== 1) return false;
  const value = statement.firstNamedChild;
  if (value?.type === 'string') return isPlain(value);
  return value?.type === 'concatenated_string' && value.namedChildren.every((part) => part !== null && isPlain(part));
}

function isPlain(node: Node): boolean {
  if (node.type === 'comment') return true;
  const start = node.type === 'string' ? node.firstChild : null;
  return start !== null && !NO_DOCSTRING.test(start.text);
}
