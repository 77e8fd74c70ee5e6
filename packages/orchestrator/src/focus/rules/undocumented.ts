import { extensionOf, languageOf } from '@hanzo/tools';
import type { Rule } from '../evidence-rule.ts';

const DECORATES = /^(@|#\[)/;
/** Words for tools, not for readers. */
const DIRECTIVE =
  /^\W*(eslint|oxlint|tslint|stylelint|prettier|biome|deno|istanbul|c8|v8|vitest|jest|webpack|pylint|mypy|pyright|ruff|flake8|yapf|isort|fmt|rubocop|shellcheck|phpcs|phpstan|psalm|clang-format|clang-tidy|swiftlint|ktlint|detekt|nolint|nosec|noqa|noinspection|region|endregion|pragma|type: ?ignore|frozen_string_literal|-\*-|go:|\+build|export\b|@ts-|@format\b|@flow\b|<reference|spdx-license|copyright)/i;
/** A head of a Python function may go over so many lines. */
const LONGEST_HEAD = 20;
/** Languages whose documentation is a long string above the declaration. */
const STRING_ABOVE = new Set(['ex', 'exs', 'jl']);
const DASHES = new Set(['sql', 'lua', 'hs', 'elm', 'adb', 'ads', 'vhd', 'vhdl']);
const MARKUP = new Set(['html', 'htm', 'xml', 'vue', 'svelte', 'md', 'mdx', 'markdown']);

/** What is said to be undocumented has no comment above it and no docstring below it. */
export const reallyUndocumented: Rule = ({ category, path, line }, { textOf }) => {
  if (category !== 'missing-docs') return undefined;
  const lines = textOf(path)?.split('\n');
  if (lines === undefined) return undefined;
  if (hasCommentAbove(lines, line, commentOf(path))) return `a comment stands above line ${line}`;
  return /\.pyi?$/.test(path) && hasDocstring(lines, line) ? `a docstring stands below line ${line}` : undefined;
};

/** What a line of a comment begins or ends with, in the language of the file. */
function commentOf(path: string): RegExp {
  const { lineComment, hasBlockComments } = languageOf(path);
  const extension = extensionOf(path);
  const starts = [
    ...(lineComment === '//' || extension === 'fs' ? ['^\\/\\/'] : []),
    ...(lineComment === '#' || extension === 'php' || extension === 'jl' ? ['^#(?!\\[|!)'] : []),
    // A pointer that is written through begins with an asterisk, too.
    ...(hasBlockComments ? ['^\\/\\*', '^\\*(?:\\s|\\/|$)', '\\*\\/$'] : []),
    ...(DASHES.has(extension) ? ['^--'] : []),
    ...(MARKUP.has(extension) ? ['^<!--', '-->$'] : []),
    ...(STRING_ABOVE.has(extension) ? ['"""$'] : []),
  ];
  return starts.length === 0 ? /^(?!)/ : new RegExp(starts.join('|'));
}

function hasCommentAbove(lines: readonly string[], line: number, comment: RegExp): boolean {
  for (let at = line - 2; at >= 0; at -= 1) {
    const text = (lines[at] ?? '').trim();
    const isComment = comment.test(text);
    if (DECORATES.test(text) || (isComment && DIRECTIVE.test(text))) continue;
    return isComment;
  }
  return false;
}

function hasDocstring(lines: readonly string[], line: number): boolean {
  const head = lines.slice(line - 1, line - 1 + LONGEST_HEAD);
  const end = head.findIndex((text) => /:\s*(#.*)?$/.test(text));
  const first = head.slice(end + 1).find((text) => text.trim() !== '');
  return end >= 0 && first !== undefined && /^\s*[rbuf]{0,2}("""|''')/i.test(first);
}
