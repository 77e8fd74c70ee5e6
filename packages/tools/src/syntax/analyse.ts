import type { Node } from '@vscode/tree-sitter-wasm';
import { blocksOf } from './blocks.ts';
import type { Analysis } from './declaration.ts';
import { faultsOf } from './faults.ts';
import type { GrammarName } from './grammars.ts';
import { importsIn } from './imports-in.ts';
import { outlineOf } from './outline.ts';

/** Where more of a text is not understood, its lines say more than its tree. */
const MOST_ERRORS = 0.25;

/** Takes all out of a tree that is of use, so that the tree can be freed. */
export function analyse(grammar: GrammarName, root: Node, text: string): Analysis {
  const { faults, unclearLine, errorChars } = faultsOf(grammar, root);
  return {
    blocks: blocksOf(root, text),
    declarations: outlineOf(root, text),
    imports: importsIn(grammar, root, text),
    faults,
    unclearLine,
    isUsable: errorChars <= text.length * MOST_ERRORS,
  };
}
