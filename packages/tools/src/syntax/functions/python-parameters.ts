import type { FunctionParameter } from '@hanzo/contracts';
import type { Node } from '@vscode/tree-sitter-wasm';
import { parameterOf } from './parameter.ts';

const SPLATS: ReadonlySet<string> = new Set(['list_splat_pattern', 'dictionary_splat_pattern']);

export interface PythonParameters {
  readonly parameters: readonly FunctionParameter[];
  /** How a method calls its object or class: `self`. Empty: it has none. */
  readonly own: string;
}

/** @param isBound it is called on an object or a class, which is its first parameter */
export function pythonParameters(node: Node, isBound: boolean): PythonParameters {
  const list = node.childForFieldName('parameters')?.namedChildren ?? [];
  const nodes = list.filter((child) => child !== null && !child.type.endsWith('comment'));
  const first = isBound ? nodes[0] : undefined;
  const own = first === undefined || first === null ? undefined : ownIn(first);
  const parameters = nodes.slice(own === undefined ? 0 : 1).flatMap((child) => (child && parameterIn(child)) ?? []);
  return { parameters, own: own?.text ?? '' };
}

/** `self`, or `self: Self`; not `*args`. */
function ownIn(node: Node): Node | undefined {
  const name = node.type === 'typed_parameter' ? node.firstNamedChild : node;
  return name?.type === 'identifier' ? name : undefined;
}

function parameterIn(node: Node): FunctionParameter | undefined {
  const type = node.childForFieldName('type');
  const name = node.childForFieldName('name');
  if (name !== null) return parameterOf(name, type, true);
  const pattern = node.type === 'typed_parameter' ? node.firstNamedChild : node;
  if (pattern === null) return undefined;
  return SPLATS.has(pattern.type)
    ? parameterOf(pattern.firstNamedChild, type, true)
    : parameterOf(pattern, type, false);
}
