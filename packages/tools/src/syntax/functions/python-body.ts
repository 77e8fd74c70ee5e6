import type { Node } from '@vscode/tree-sitter-wasm';
import type { BodyRules } from './body-facts.ts';

/** Classes begin with a capital letter; what does not is an error that was caught, or a function that makes one. */
const CLASS = /(?:^|\.)_*\p{Lu}[\p{L}\p{N}_]*$/u;
const HANDLERS: ReadonlySet<string> = new Set(['except_clause', 'except_group_clause']);
const MOST_NAME_CHARS = 80;

/** Bodies of Python. */
export const PYTHON_BODY: BodyRules = {
  parts: new Map([
    ['return_statement', 'return'],
    ['raise_statement', 'throw'],
    ['call', 'call'],
    ['assignment', 'assignment'],
    ['augmented_assignment', 'assignment'],
    ['try_statement', 'try'],
    ['yield', 'yield'],
    ['lambda', 'callback'],
    ['function_definition', 'other function'],
    ['class_definition', 'other function'],
  ]),
  calledBy: (call) => call.childForFieldName('function'),
  thrownBy,
  guardedBy: (statement) =>
    statement.namedChildren.some((child) => child !== null && HANDLERS.has(child.type))
      ? statement.childForFieldName('body')
      : null,
  fieldOf: (target, own) => {
    const object = target.type === 'attribute' ? target.childForFieldName('object') : null;
    return object?.type === 'identifier' && object.text === own ? target.childForFieldName('attribute') : null;
  },
};

function thrownBy(statement: Node): Node | null {
  const thrown = statement.firstNamedChild;
  const type = thrown?.type === 'call' ? thrown.childForFieldName('function') : thrown;
  if (type?.type !== 'identifier' && type?.type !== 'attribute') return null;
  return type.endIndex - type.startIndex <= MOST_NAME_CHARS && CLASS.test(type.text) ? type : null;
}
