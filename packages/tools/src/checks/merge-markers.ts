import type { Finding } from './findings.ts';

/**
 * Finds merge conflicts that were left in a text. A conflict needs all three marks in order, so that a Markdown
 * heading underlined with `=======` is none.
 */
export function findMergeConflicts(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  let start: { line: number; quote: string } | undefined;
  let parted = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^<{7}(?: |\r?$)/.test(line)) {
      start = { line: index + 1, quote: line.trimEnd() };
      parted = false;
    } else if (start !== undefined && /^={7}\r?$/.test(line)) {
      parted = true;
    } else if (start !== undefined && parted && /^>{7}(?: |\r?$)/.test(line)) {
      findings.push(conflict(start, index + 1));
      start = undefined;
    }
  }
  return findings;
}

function conflict(start: { line: number; quote: string }, endLine: number): Finding {
  return {
    line: start.line,
    quote: start.quote,
    severity: 'critical',
    category: 'syntax',
    confidence: 'high',
    rationale: 'No compiler takes these markers.',
    message: `A merge conflict was left unresolved: lines ${start.line} to ${endLine}.`,
    fix: 'Keep the right lines and remove the three marker lines.',
  };
}
