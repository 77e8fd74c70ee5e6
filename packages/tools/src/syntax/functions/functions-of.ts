import type { CommentedFunction } from '@hanzo/contracts';
import type { Node } from '@vscode/tree-sitter-wasm';
import type { GrammarName } from '../grammars.ts';
import { pythonFunctions } from './python-functions.ts';
import { scriptFunctions } from './script-functions.ts';

type Reader = (root: Node, text: string) => readonly CommentedFunction[];

const READERS: Readonly<Partial<Record<GrammarName, Reader>>> = {
  typescript: scriptFunctions,
  tsx: scriptFunctions,
  javascript: scriptFunctions,
  python: pythonFunctions,
};

/** The functions of a file that have no doc comment yet: at its top, and the members of classes. */
export function functionsOf(grammar: GrammarName, root: Node, text: string): readonly CommentedFunction[] {
  return READERS[grammar]?.(root, text) ?? [];
}
