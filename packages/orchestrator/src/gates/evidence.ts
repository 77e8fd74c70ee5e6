import type { Answer, GateVerdict, Task, TaskSource } from '@hanzo/contracts';
import type { Finding } from '@hanzo/tools';
import { MAX_FINDINGS, parseFindings } from '../findings-schema.ts';
import { PASSED, reject } from './verdict.ts';

/** How far from its line a quote may stand: models count lines badly, but not by more than this when they look. */
export const LINE_TOLERANCE = 3;

/** Shorter quotes stand in any file. */
const LEAST_QUOTE_CHARS = 4;

/** Findings whose quotes really stand in the source, with their true lines, and how many do not. */
export interface AcceptedFindings {
  readonly findings: readonly Finding[];
  readonly dropped: number;
}

/** More than half of the findings must quote what really stands at their lines; the rest is dropped later. */
export function evidence(task: Task, answer: Answer): GateVerdict {
  const parsed = parseFindings(answer.text);
  if (!parsed.ok) return PASSED;
  const { findings } = parsed.value;
  const missing = findings.filter((finding) => locate(task.sources, finding) === undefined);
  const [first] = missing;
  if (first === undefined || missing.length * 2 <= findings.length) return PASSED;
  const example = JSON.stringify(first.quote.slice(0, 60));
  return reject(
    'evidence',
    `${missing.length} of ${findings.length} findings quote code that is not within ${LINE_TOLERANCE} lines of where they say, e.g. ${example} at line ${first.line}.`,
  );
}

/** What an accepted answer found: unproven findings left out and counted, lines put right. Tools are believed. */
export function acceptedFindings(task: Task, answer: Answer): AcceptedFindings {
  const parsed = parseFindings(answer.text);
  if (!parsed.ok) return { findings: [], dropped: 0 };
  if (answer.who.kind === 'tool') return { findings: parsed.value.findings, dropped: 0 };
  const findings = parsed.value.findings.flatMap((finding) => {
    const line = locate(task.sources, finding);
    return line === undefined ? [] : [{ ...finding, line }];
  });
  return { findings, dropped: parsed.value.findings.length - findings.length };
}

/** True when an answer of a model has as many findings as it may: there may be more to find. Tools name all. */
export function isFull({ output }: Pick<Task, 'output'>, { text, who }: Pick<Answer, 'text' | 'who'>): boolean {
  if (who.kind === 'tool' || output.kind !== 'json' || output.name !== 'findings') return false;
  const parsed = parseFindings(text);
  return parsed.ok && parsed.value.findings.length >= MAX_FINDINGS;
}

/** The line nearest to the finding's where its quote starts, or undefined. */
export function locate(sources: readonly TaskSource[], finding: Finding): number | undefined {
  const quote = normalizedQuote(finding.quote);
  if (quote.replaceAll(' ', '').length < LEAST_QUOTE_CHARS || !/[\p{L}\p{N}]/u.test(quote)) return undefined;
  const quoteLines = finding.quote.split('\n').length;
  for (const source of sources) {
    const lines = source.text.split('\n');
    for (const line of linesAround(finding.line)) {
      const at = line - source.firstLine;
      if (at >= 0 && at < lines.length && startsIn(lines, at, quoteLines, quote)) return line;
    }
  }
  return undefined;
}

function linesAround(line: number): readonly number[] {
  const lines = [line];
  for (let distance = 1; distance <= LINE_TOLERANCE; distance += 1) lines.push(line - distance, line + distance);
  return lines;
}

/** True when the quote starts in the line at `at`: it stands in the lines from there, but not in those after it alone. */
function startsIn(lines: readonly string[], at: number, quoteLines: number, quote: string): boolean {
  const windowEnd = at + quoteLines;
  if (!collapse(lines.slice(at, windowEnd).join('\n')).includes(quote)) return false;
  return quoteLines === 1 || !collapse(lines.slice(at + 1, windowEnd).join('\n')).includes(quote);
}

/** Takes off what models add to quotes: line numbers, surrounding backticks, a trailing ellipsis. */
function normalizedQuote(quote: string): string {
  const bare = quote.replace(/^[ \t]*\d+\| ?/gm, '').replace(/(\.{3}|…)\s*$/, '');
  return collapse(bare)
    .replace(/^`+|`+$/g, '')
    .trim();
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
