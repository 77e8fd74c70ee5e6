import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment, NamedText } from './comment-schema.ts';
import { columnsOf, wrap } from './wrap.ts';

const MOST_COLUMNS = 88;

/** A comment as Python has it in the body of a function, in Google's style. */
export function docstring(
  { summary, params, returns, throws }: DocComment,
  { indent, isGenerator }: Pick<CommentedFunction, 'indent' | 'isGenerator'>,
): readonly string[] {
  const step = indent.includes('\t') ? '\t' : '    ';
  const room = MOST_COLUMNS - columnsOf(indent);
  const lines = [
    ...wrap(safe(summary), room, room - 4),
    ...section(
      'Args:',
      params.flatMap((one) => entry(one, step, room)),
    ),
    ...section(
      isGenerator === true ? 'Yields:' : 'Returns:',
      wrap(safe(returns), room - columnsOf(step)).map((line) => `${step}${line}`),
    ),
    ...section(
      'Raises:',
      throws.flatMap((one) => entry(one, step, room)),
    ),
  ];
  const open = lines.some((line) => line.includes('\\')) ? 'r"""' : '"""';
  const [first = '', ...rest] = lines;
  const short = `${indent}${open}${first}"""`;
  // A quote before the closing ones would end the text one character early.
  if (rest.length === 0 && columnsOf(short) <= MOST_COLUMNS && !/["\\]$/.test(first)) return [short];
  return [`${indent}${open}${first}`, ...rest.map((line) => (line === '' ? '' : `${indent}${line}`)), `${indent}"""`];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function entry({ name, text }: NamedText, step: string, room: number): readonly string[] {
  const own = columnsOf(step);
  const lines = wrap(safe(`${name}: ${text}`), room - 2 * own, room - own);
  return lines.map((line, at) => `${step}${at === 0 ? '' : step}${line}`);
}

/** It cannot end the text; a backslash is itself, since the text is then a raw one. */
function safe(text: string): string {
  return text.replaceAll('"""', "'''");
}
