import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment } from './comment-schema.ts';
import { docstring } from './docstring.ts';
import { inOrder } from './in-order.ts';
import { jsdoc } from './jsdoc.ts';

/** A doc comment as the function's language writes it: whole lines, indented, without line ends. */
export function commentLines(comment: DocComment, facts: CommentedFunction): readonly string[] {
  const ordered = inOrder(comment, facts);
  return facts.style === 'jsdoc' ? jsdoc(ordered, facts.indent) : docstring(ordered, facts);
}
