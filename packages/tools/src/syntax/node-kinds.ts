import type { Node } from '@vscode/tree-sitter-wasm';
import type { DeclarationKind } from './declaration.ts';

/** Types of nodes that declare something. Grammars agree on what they mean by these names. */
const KINDS: ReadonlyMap<string, DeclarationKind> = new Map(
  (
    [
      ['function', 'function_declaration generator_function_declaration function_signature function_definition'],
      ['function', 'function_item function_signature_item local_function_statement'],
      ['class', 'class_declaration abstract_class_declaration class_definition class_specifier class module impl_item'],
      ['class', 'struct_specifier struct_declaration record_declaration internal_module mod_item object_declaration'],
      ['class', 'namespace_definition namespace_declaration file_scoped_namespace_declaration trait_declaration'],
      ['method', 'method_definition method_signature abstract_method_signature method_declaration method'],
      ['method', 'constructor_declaration singleton_method property_declaration'],
      ['type', 'interface_declaration type_alias_declaration enum_declaration type_alias_statement type_spec'],
      ['type', 'struct_item enum_item trait_item type_item union_item enum_specifier annotation_type_declaration'],
      ['type', 'delegate_declaration'],
      ['variable', 'lexical_declaration variable_declaration const_declaration var_declaration const_item'],
      ['variable', 'static_item field_declaration public_field_definition field_definition'],
    ] as const
  ).flatMap(([kind, types]) => types.split(' ').map((type) => [type, kind] as const)),
);

/** These hold a declaration, and nothing else. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'export_statement',
  'decorated_definition',
  'ambient_declaration',
  'template_declaration',
  'type_declaration',
  'expression_statement',
]);

/** Cut into their members however short they are, so that a change of one leaves the others what they were. */
const WITH_MEMBERS: ReadonlySet<string> = new Set([
  'class_declaration',
  'abstract_class_declaration',
  'class_definition',
  'class_specifier',
  'class',
  'module',
  'internal_module',
  'impl_item',
  'trait_item',
  'trait_declaration',
  'mod_item',
  'namespace_definition',
  'namespace_declaration',
]);

/** A function in the place of a value. */
const FUNCTION_VALUES: ReadonlySet<string> = new Set(['arrow_function', 'function_expression', 'generator_function']);

export function kindOf(type: string): DeclarationKind | undefined {
  return KINDS.get(type);
}

/** The declaration itself, out of `export`, decorators and the like; undefined when there is none. */
export function declarationIn(node: Node): Node | undefined {
  if (node.isNamed && KINDS.has(node.type)) return node;
  if (!WRAPPERS.has(node.type)) return undefined;
  for (const child of node.namedChildren) {
    const inner = child === null ? undefined : declarationIn(child);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

export function hasMembers({ type }: Node): boolean {
  return WITH_MEMBERS.has(type);
}

/** The declarators of `const a = 1, b = () => 2`. */
export function declaratorsOf(node: Node): readonly Node[] {
  return node.namedChildren.filter((child) => child?.type === 'variable_declarator').filter((child) => child !== null);
}

/** True for `const f = () => …` and its like. */
export function isFunctionValue(node: Node): boolean {
  const value = node.childForFieldName('value');
  return value !== null && FUNCTION_VALUES.has(value.type);
}
