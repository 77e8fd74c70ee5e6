import type { Block } from '../syntax/declaration.ts';

/**
 * Where units begin at one depth of a syntax tree: after a blank line, at a declaration, and after what has more than one
 * line. What stands first in a block stays with the line that opens it. `from` itself is always one.
 */
export function blockBorders(
  lines: readonly string[],
  from: number,
  levels: readonly (readonly Block[])[],
): readonly number[] {
  const borders = [from];
  for (const level of levels) {
    let before: Block | undefined;
    for (const block of level) {
      const isAfterBlank = (lines[block.first - 1] ?? '').trim() === '';
      const begins = isAfterBlank || (before !== undefined && (block.declares || before.spansLines));
      if (begins && block.first > (borders.at(-1) ?? from)) borders.push(block.first);
      before = block;
    }
  }
  return borders;
}
