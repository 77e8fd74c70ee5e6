import type { Node } from '@vscode/tree-sitter-wasm';
import type { Import } from './declaration.ts';
import type { GrammarName } from './grammars.ts';

type Reader = (node: Node) => readonly Import[];

interface ImportRules {
  /** Types of nodes. */
  readonly types: readonly string[];
  readonly read: Reader;
}

const SCRIPT: ImportRules = { types: ['import_statement', 'export_statement'], read: ofScript };
const RULES: Readonly<Partial<Record<GrammarName, ImportRules>>> = {
  typescript: SCRIPT,
  tsx: SCRIPT,
  javascript: SCRIPT,
  python: { types: ['import_statement', 'import_from_statement'], read: ofPython },
  go: { types: ['import_spec'], read: (node) => quoted(node.childForFieldName('path')) },
  rust: { types: ['use_declaration', 'mod_item'], read: ofRust },
  java: { types: ['import_declaration'], read: (node) => plain(node.namedChild(0)?.text) },
  'c-sharp': { types: ['using_directive'], read: (node) => plain(node.namedChild(node.namedChildCount - 1)?.text) },
  cpp: { types: ['preproc_include'], read: (node) => quoted(node.childForFieldName('path')) },
  css: { types: ['import_statement'], read: (node) => quoted(node.namedChild(0)) },
};

/** `import()` and `require()` of a text that stands there. */
const CALLS = /\b(import|require)\s*\(/;
const CALLED = /^(?:import|require)\s*\(\s*(["'`])([^"'`\n$]+)\1/;

/** What a file imports, in its order. */
export function importsIn(grammar: GrammarName, root: Node, text: string): readonly Import[] {
  const rules = RULES[grammar];
  if (rules === undefined) return [];
  const found: Import[] = [];
  for (const node of root.descendantsOfType([...rules.types])) if (node !== null) found.push(...rules.read(node));
  if (rules === SCRIPT && CALLS.test(text)) found.push(...called(root));
  return found.filter(({ from }) => from !== '');
}

function called(root: Node): readonly Import[] {
  return root.descendantsOfType('call_expression').flatMap((node) => {
    const from = node === null ? undefined : CALLED.exec(node.text.slice(0, 300))?.[2];
    return from === undefined ? [] : [{ from, names: [] }];
  });
}

function ofScript(node: Node): readonly Import[] {
  const source = node.childForFieldName('source') ?? requiredIn(node);
  if (source === null) return [];
  const specifiers = node.descendantsOfType(['import_specifier', 'export_specifier']);
  const names = specifiers.flatMap((one) => one?.childForFieldName('name')?.text ?? []);
  const isType = ofTypes(node) || (specifiers.length > 0 && !hasDefault(node) && specifiers.every(ofTypes));
  return quoted(source).map(({ from }) => ({ from, names, ...(isType && { isType }) }));
}

/** `import type …`, `export type …`, or `{ type A }`. */
function ofTypes(node: Node | null): boolean {
  return node?.children.some((child) => child?.type === 'type' || child?.type === 'typeof') === true;
}

/** `import a, { type B } from …`. */
function hasDefault(node: Node): boolean {
  const clause = node.namedChildren.find((child) => child?.type === 'import_clause');
  return clause?.namedChildren.some((child) => child?.type === 'identifier') === true;
}

/** `import x = require('y')`. */
function requiredIn(node: Node): Node | null {
  const clause = node.namedChildren.find((child) => child?.type === 'import_require_clause');
  return clause?.childForFieldName('source') ?? null;
}

function ofPython(node: Node): readonly Import[] {
  const names = node.childrenForFieldName('name').flatMap((name) => {
    const inner = name?.type === 'aliased_import' ? name.childForFieldName('name') : name;
    return inner?.text.replaceAll(/\s/g, '') ?? [];
  });
  const ofType = isForTypes(node) ? { isType: true as const } : {};
  if (node.type === 'import_statement') return names.map((from) => ({ from, names: [], ...ofType }));
  const from = node.childForFieldName('module_name')?.text.replaceAll(/\s/g, '') ?? '';
  return [{ from, names, ...ofType }];
}

/** Directly below `if TYPE_CHECKING:`, and not below its `else:`. */
function isForTypes({ parent }: Node): boolean {
  const branch = parent?.type === 'block' ? parent.parent : null;
  if (branch?.type !== 'if_statement') return false;
  return /^(\w+\.)?TYPE_CHECKING$/.test(branch.childForFieldName('condition')?.text ?? '');
}

function ofRust(node: Node): readonly Import[] {
  if (node.type === 'use_declaration') return plain(node.childForFieldName('argument')?.text);
  const name = node.childForFieldName('name')?.text;
  return node.childForFieldName('body') === null && name !== undefined ? [{ from: `self::${name}`, names: [] }] : [];
}

function plain(text: string | undefined): readonly Import[] {
  return text === undefined ? [] : [{ from: text.replaceAll(/\s+/g, ' ').trim(), names: [] }];
}

function quoted(node: Node | null): readonly Import[] {
  if (node === null) return [];
  // `<stdio.h>` keeps its marks: it is none of the workspace.
  return plain(node.text.replace(/^(["'`])(.*)\1$/s, '$2'));
}
