import { redact } from '@hanzo/contracts';
import { HIDDEN } from '../edits/hidden-characters.ts';

/**
 * Everything in a document that a model, a file name or a peer wrote passes through here, so that it can be read and
 * can be nothing but text: no heading, table, list, link, HTML or mark-up of its own.
 */
const MOST_INLINE = 600;

/**
 * Text within a line: white space collapsed, mark-up escaped, links taken apart.
 *
 * @param most characters; what is longer is cut
 */
export function inline(text: string, most: number = MOST_INLINE): string {
  const line = visible(text.replace(/\s+/g, ' ').trim());
  const short = line.length > most ? `${line.slice(0, most).toWellFormed()}…` : line;
  return short
    .replace(/[\\`*_{}[\]#|~!^$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', '&#58;//')
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`)
    .replace(/^([-+]|=+$)/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** A sentence, in which what stands between backticks is code. */
export function sentence(text: string, most: number = MOST_INLINE): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return inline(text, most);
  return parts.map((part, at) => (at % 2 === 1 ? codeSpan(part) : inlinePart(part, most))).join('');
}

/** White space at its ends keeps it apart from the code beside it. */
function inlinePart(text: string, most: number): string {
  const [, before = '', middle = '', after = ''] = /^(\s?)([\s\S]*?)(\s?)$/.exec(text) ?? [];
  return `${before}${inline(middle, most)}${after}`;
}

/** Code within a line, but not in a table cell. */
export function codeSpan(text: string): string {
  const line = visible(text.replace(/\s+/g, ' ').trim());
  if (line === '') return '(empty)';
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** Code in a table cell, where a bar ends the cell even in code. `\|` stands for it, but not after a backslash. */
export function codeCell(text: string): string {
  if (!text.includes('|')) return codeSpan(text);
  return text.includes('\\') ? inline(text) : codeSpan(text).replaceAll('|', '\\|');
}

/** A fenced block that its content cannot close. */
export function fenced(text: string, info: string): string {
  const body = visible(text.replaceAll('\r\n', '\n').trimEnd());
  const ticks = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${ticks}${info}\n${body}\n${ticks}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/**
 * Makes control characters, terminal escapes, direction changes and all that nobody sees visible, and masks keys, while they stand there as they
 * are. Line feeds and tabs stay.
 */
export function visible(text: string): string {
  return redact(text).replaceAll(HIDDEN, (char) =>
    char
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
