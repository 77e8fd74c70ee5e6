import type { Node } from '@vscode/tree-sitter-wasm';
import type { BodyRules } from './body-facts.ts';

/** `throw TypeError('…')` needs no `new`; what else is called may give an error of any type. */
const ERROR = /(?:Error|Exception)$/;

/** Bodies of TypeScript and JavaScript. */
export const SCRIPT_BODY: BodyRules = {
  parts: new Map([
    ['return_statement', 'return'],
    ['throw_statement', 'throw'],
    ['call_expression', 'call'],
    ['new_expression', 'call'],
    ['assignment_expression', 'assignment'],
    ['augmented_assignment_expression', 'assignment'],
    ['update_expression', 'assignment'],
    ['try_statement', 'try'],
    ['yield_expression', 'yield'],
    ['arrow_function', 'callback'],
    ['function_expression', 'other function'],
    ['generator_function', 'other function'],
    ['function_declaration', 'other function'],
    ['generator_function_declaration', 'other function'],
    ['method_definition', 'other function'],
    ['class_body', 'other function'],
  ]),
  calledBy: (call) => call.childForFieldName(call.type === 'new_expression' ? 'constructor' : 'function'),
  thrownBy,
  guardedBy: (statement) =>
    statement.childForFieldName('handler') === null ? null : statement.childForFieldName('body'),
  fieldOf: (target) =>
    target.type === 'member_expression' && target.childForFieldName('object')?.type === 'this'
      ? target.childForFieldName('property')
      : null,
};

function thrownBy(statement: Node): Node | null {
  const thrown = statement.firstNamedChild;
  if (thrown?.type === 'new_expression') return thrown.childForFieldName('constructor');
  const called = thrown?.type === 'call_expression' ? thrown.childForFieldName('function') : null;
  return called?.type === 'identifier' && ERROR.test(called.text) ? called : null;
}
