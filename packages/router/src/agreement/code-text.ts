/** A Markdown fence around the whole of an answer. */
const WHOLE = /^```[^\n`]*\n([^]*?)\n?[ \t]*```$/;
const BLOCK = /^[ \t]*```[^\n]*\n([^]*?)^[ \t]*```[ \t]*$/gm;
/** How lines of code begin or end, in most languages; sentences seldom do. */
const CODE_LINE =
  /[;{}]\s*$|^\s*(def|return|function|const|let|var|if|elif|else|for|while|class|import|from|fn|func|public|private|#include)\b|^\s*[\w.[\]'"]+\s*[-+*/%|&]?=[^=]|\)\s*:?\s*$/;

/** The text without a fence around all of it. */
export function unfenced(text: string): string {
  const trimmed = text.trim();
  const inner = WHOLE.exec(trimmed)?.[1];
  return inner === undefined || inner.includes('```') ? trimmed : inner.trim();
}

/** Several lines, at least half of them code: there, where a line ends and how far it is indented has a meaning. */
export function looksLikeCode(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.filter((line) => CODE_LINE.test(line)).length * 2 >= lines.length;
}

/**
 * The code of an answer, and what is said around it. Undefined where there is none. Code is the same when its lines are,
 * but for blank ones and for blanks at their ends.
 */
export function codeOf(text: string): { readonly code: string; readonly around: string } | undefined {
  const trimmed = text.trim();
  const inner = unfenced(text);
  if (inner !== trimmed || looksLikeCode(inner)) return { code: linesOf(inner), around: '' };
  const blocks = [...trimmed.matchAll(BLOCK)].map(([, block = '']) => linesOf(block));
  return blocks.length === 0 ? undefined : { code: blocks.join('\n\n'), around: trimmed.replaceAll(BLOCK, '').trim() };
}

function linesOf(code: string): string {
  return code
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
