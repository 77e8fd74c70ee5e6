import type { CommentedFunction, TaskSource } from '@hanzo/contracts';
import type { EditsAnswer } from '@hanzo/tools';
import { commentLines } from './comment-lines.ts';
import type { DocComment } from './comment-schema.ts';

/** A doc comment as the edit that puts it where it belongs. The lines around its place stay: they say where that is. */
export function commentEdits(comment: DocComment, facts: CommentedFunction, source: TaskSource): EditsAnswer {
  const { path, firstLine, text } = source;
  const shown = text.replaceAll('\r\n', '\n');
  const lines = shown.split('\n');
  const at = Math.min(Math.max(0, facts.commentLine - firstLine), lines.length - 1);
  const [from, to] = onlyHere(shown, lines, at);
  const replace = [...lines.slice(from, at), ...commentLines(comment, facts), ...lines.slice(at, to)].join('\n');
  const find = lines.slice(from, to).join('\n');
  return { summary: comment.summary.trim(), edits: [{ path, find, replace }] };
}

/** The fewest lines from a line on that stand only once in a text; where there are none, lines before it too. */
function onlyHere(text: string, lines: readonly string[], at: number): readonly [number, number] {
  for (let to = at + 1; to <= lines.length; to += 1)
    if (standsOnce(text, lines.slice(at, to).join('\n'))) return [at, to];
  for (let from = at - 1; from > 0; from -= 1)
    if (standsOnce(text, lines.slice(from).join('\n'))) return [from, lines.length];
  return [0, lines.length];
}

function standsOnce(text: string, part: string): boolean {
  return part.trim() !== '' && text.indexOf(part) === text.lastIndexOf(part);
}
