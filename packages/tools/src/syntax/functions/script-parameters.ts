import type { FunctionParameter } from '@hanzo/contracts';
import type { Node } from '@vscode/tree-sitter-wasm';
import { parameterOf } from './parameter.ts';

/** The parameters of a function of TypeScript or JavaScript, without `this` and without patterns. */
export function scriptParameters(node: Node): readonly FunctionParameter[] {
  const list = node.childForFieldName('parameters')?.namedChildren ?? [node.childForFieldName('parameter')];
  return list.flatMap((child) => (child === null ? [] : (parameterIn(child) ?? [])));
}

function parameterIn(node: Node): FunctionParameter | undefined {
  if (node.type === 'identifier') return parameterOf(node, null, false);
  if (node.type === 'rest_pattern') return parameterOf(node.firstNamedChild, null, true);
  if (node.type === 'assignment_pattern') return parameterOf(node.childForFieldName('left'), null, true);
  const pattern = node.childForFieldName('pattern');
  const isRest = pattern?.type === 'rest_pattern';
  const isOptional = isRest || node.type === 'optional_parameter' || node.childForFieldName('value') !== null;
  return parameterOf(isRest ? pattern.firstNamedChild : pattern, node.childForFieldName('type'), isOptional);
}
