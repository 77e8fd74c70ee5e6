import type { Node } from '@vscode/tree-sitter-wasm';
import { indentBefore } from './as-written.ts';

/** What stands directly above a statement. */
export interface Lead {
  /** The first of its decorators. */
  readonly decorator: Node | undefined;
  /** A doc comment must stand before this: a decorator, or a comment that speaks to a tool of the line below it. */
  readonly first: Node | undefined;
  readonly hasDoc: boolean;
  readonly lastRow: number;
}

const DOC_COMMENT = /^\/\*\*(?![*/])/;
/** `// @ts-expect-error`, `// eslint-disable-next-line`, `// prettier-ignore`, `// noinspection JSUnused`, `// $FlowFixMe`. */
const TO_TOOLS = /^\/[/*]\s*(?:@ts-(?:ignore|expect)|noinspection\s|\$Flow|\S+[\s:-](?:ignore|disable-next))/;
const MOST_READ_CHARS = 80;
/** After a comment that ends the line of something else. */
const NOTHING: Lead = { decorator: undefined, first: undefined, hasDoc: false, lastRow: -2 };

/** With one more node; undefined: that is neither a comment nor a decorator, and begins what they stand above. */
export function leadWith(node: Node, before: Lead | undefined, text: string): Lead | undefined {
  const isComment = node.type === 'comment';
  if (!isComment && node.type !== 'decorator') return undefined;
  const above = leadOf(node, before);
  if (isComment && indentBefore(text, node.startIndex) === undefined) return above ?? NOTHING;
  const decorator = above?.decorator ?? (isComment ? undefined : node);
  const isFirst = decorator !== undefined || TO_TOOLS.test(node.text.slice(0, MOST_READ_CHARS));
  return {
    decorator,
    // What was said to a tool may be explained below.
    first: above?.first ?? (isFirst ? node : undefined),
    hasDoc: above?.hasDoc === true || isDocComment(node),
    lastRow: node.endPosition.row,
  };
}

/** What of it belongs to the node: decorators, however far above they end; comments only where no line is between. */
export function leadOf(node: Node, above: Lead | undefined): Lead | undefined {
  if (above === undefined) return undefined;
  return above.decorator !== undefined || above.lastRow + 1 >= node.startPosition.row ? above : undefined;
}

export function isDocComment(node: Node | null): boolean {
  return node?.type === 'comment' && DOC_COMMENT.test(node.text.slice(0, 4));
}
