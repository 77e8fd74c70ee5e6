import type { CommentedFunction } from '@hanzo/contracts';

/** The text with a doc comment for each of these functions, where they say that it belongs. */
export function withDocComments(text: string, functions: readonly CommentedFunction[]): string {
  const lines = text.split('\n');
  const end = text.includes('\r\n') ? '\r' : '';
  for (const { commentLine, indent, style, name } of functions.toReversed()) {
    const words = `Of ${name}: it's ("so")`;
    const comment = style === 'jsdoc' ? ['/**', ` * ${words}.`, ' */'] : [`"""${words}.`, '', 'More.', '"""'];
    lines.splice(commentLine - 1, 0, ...comment.map((line) => `${indent}${line}${end}`));
  }
  return lines.join('\n');
}
