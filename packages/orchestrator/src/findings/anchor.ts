import { hash } from 'node:crypto';
import type { TaskSource } from '@hanzo/contracts';
import type { Finding } from '@hanzo/tools';
import { particularIdentifiers } from '../gates/identifiers.ts';
import type { Span } from '../run/run-finding.ts';

/** How far from its line a quote may stand: models count lines badly, but not by more than this when they look. */
export const LINE_TOLERANCE = 3;

/** Shorter quotes stand in any file. */
const LEAST_QUOTE_CHARS = 4;

/** Most characters of a line that are reported. */
const MOST_QUOTE = 160;

/** A line that was shown. */
export interface ShownLine {
  readonly path: string;
  /** From 1, in the file. */
  readonly line: number;
  /** The line, or the piece of it that was shown. */
  readonly text: string;
}

/** Where a quote really begins. */
export interface Anchor extends ShownLine {
  /** Where the quote stands in the text, white space before the text aside. */
  readonly span: Span;
}

/**
 * The line nearest to the finding's in which its quote begins, or undefined. A quote that names nothing of its own, such as
 * `return;`, and stands several times thereabouts may mean any of them: it is only taken at the very line that was said.
 */
export function anchor(sources: readonly TaskSource[], finding: Pick<Finding, 'line' | 'quote'>): Anchor | undefined {
  const bare = bareQuote(finding.quote);
  const quote = collapse(bare);
  if (quote.replaceAll(' ', '').length < LEAST_QUOTE_CHARS || !/[\p{L}\p{N}]/u.test(quote)) return undefined;
  const isCommon = particularIdentifiers(quote).size === 0;
  const quoteLines = bare.split('\n').length;
  const shown = sources.map((source) => ({ source, lines: source.text.split('\n') }));
  const found: Anchor[] = [];
  for (const line of linesAround(finding.line)) {
    for (const { source, lines } of shown) {
      const index = line - source.firstLine;
      const span = index >= 0 && index < lines.length ? spanIn(lines, index, quoteLines, quote) : undefined;
      if (span !== undefined) found.push({ path: source.path, line, text: lines[index] ?? '', span });
    }
    if (found.length > 0 && (!isCommon || line === finding.line)) return found[0];
  }
  return new Set(found.map(({ line }) => line)).size === 1 ? found[0] : undefined;
}

/** The line of a finding of a tool, which is exact. What lies outside of all that was shown is put on its nearest line. */
export function toolLine(sources: readonly TaskSource[], line: number): ShownLine | undefined {
  let nearest: ShownLine | undefined;
  for (const { path, firstLine, text } of sources) {
    const lines = linesOfFile(text);
    const index = Math.min(Math.max(line - firstLine, 0), lines.length - 1);
    const one = { path, line: firstLine + index, text: lines[index] ?? '' };
    if (nearest === undefined || Math.abs(one.line - line) < Math.abs(nearest.line - line)) nearest = one;
  }
  return nearest;
}

/** How a line is reported. */
export interface ReportedLine {
  readonly path: string;
  readonly line: number;
  readonly quote: string;
  readonly lineKey?: string;
  readonly span?: Span;
}

/** The text of a line as it really is, so that it can be found: whole, or from where the evidence begins. */
export function reportedLine({ path, line, text, span }: ShownLine & Partial<Anchor>): ReportedLine {
  const whole = text.trim();
  const place = { path, line, ...(span && { span }) };
  if (whole.length <= MOST_QUOTE) return { ...place, quote: whole };
  const start = Math.min(span?.[0] ?? 0, whole.length - MOST_QUOTE);
  // Halves of a character at the ends stand in no file that is written in UTF-8.
  const part = whole.slice(start, start + MOST_QUOTE).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
  return { ...place, quote: part.trim(), lineKey: hash('sha256', collapse(whole)) };
}

/** White space within a line does not count, and neither does that around it. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Without the empty one behind the last line feed. */
function linesOfFile(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function linesAround(line: number): readonly number[] {
  const lines = [line];
  for (let distance = 1; distance <= LINE_TOLERANCE; distance += 1) lines.push(line - distance, line + distance);
  return lines;
}

/**
 * Where the quote stands in the line at `index`, counted in the trimmed line: it stands in the lines from there, but not in
 * those after it alone.
 */
function spanIn(lines: readonly string[], index: number, quoteLines: number, quote: string): Span | undefined {
  const end = index + quoteLines;
  const place = collapse(lines.slice(index, end).join('\n')).indexOf(quote);
  if (place < 0) return undefined;
  if (quoteLines > 1 && collapse(lines.slice(index + 1, end).join('\n')).includes(quote)) return undefined;
  const text = (lines[index] ?? '').trim();
  return [uncollapsed(text, place), uncollapsed(text, place + quote.length)];
}

/** The index in a trimmed text of what stands at `place` once it is collapsed. */
function uncollapsed(text: string, place: number): number {
  let at = 0;
  for (let seen = 0; seen < place && at < text.length; seen += 1) {
    const isSpace = /\s/.test(text.charAt(at));
    at += 1;
    while (isSpace && /\s/.test(text.charAt(at))) at += 1;
  }
  return at;
}

/** Takes off what models add to quotes: line numbers, surrounding backticks, a trailing ellipsis, empty lines around it. */
function bareQuote(quote: string): string {
  return quote
    .replace(/^[ \t]*\d+\| ?/gm, '')
    .replace(/(\.{3}|…)\s*$/, '')
    .trim()
    .replace(/^`+|`+$/g, '')
    .trim();
}
