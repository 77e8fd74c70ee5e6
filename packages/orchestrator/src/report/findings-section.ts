import { codeSpan, inline, SEVERITIES } from '@hanzo/tools';
import type { RunResult } from '../run/run-result.ts';
import type { RunFinding } from '../run/run-finding.ts';
import { traitsInWords, voteInWords, whyBelow } from './finding-in-words.ts';
import { whoInWords } from './who-in-words.ts';

/** New findings by severity, worst first, each with its place, its evidence and who found it. */
export function findingsSection({ findings, counts, complete }: RunResult): readonly string[] {
  const lines = ['## Findings', ''];
  const fresh = findings.filter(({ isKnown }) => !isKnown);
  if (fresh.length === 0) lines.push(noneInWords(complete, counts.known), '');
  for (const severity of SEVERITIES.toReversed()) {
    const own = fresh.filter((finding) => finding.severity === severity);
    if (own.length === 0) continue;
    lines.push(`### ${severity} (${own.length})`, '', ...own.flatMap(findingLines), '');
  }
  if (counts.droppedFindings > 0) {
    lines.push(
      `${counts.droppedFindings} more in accepted answers were left out: what they quote is not in the file.`,
      '',
    );
  }
  return lines;
}

/** Plain text. */
export function noneInWords(complete: boolean, known: number): string {
  if (!complete) return 'None in the tasks that were done. Others were not done: see "Not done".';
  return known > 0 ? 'None that is new.' : 'None.';
}

/** What the baseline has already, a line each, and what it has that is gone. Empty without a baseline. */
export function knownSection({ findings, baseline }: RunResult): readonly string[] {
  if (baseline === undefined) return [];
  const known = findings.filter(({ isKnown }) => isKnown);
  const lines = known.length === 0 ? [] : ['## Known before', '', ...known.map(knownLine), ''];
  const { gone } = baseline;
  if (gone.length === 0) return lines;
  const rows = gone.map(
    ({ path, line, severity, message }) => `- ${severity}: ${codeSpan(`${path}:${line}`)} ${inline(message)}`,
  );
  return [
    ...lines,
    '## Not found any more',
    '',
    'The baseline has them, and their files were looked at again.',
    '',
    ...rows,
    '',
  ];
}

function knownLine({ path, line, severity, message }: RunFinding): string {
  return `- ${severity}: ${codeSpan(`${path}:${line}`)} ${inline(message)}`;
}

/** What counts for nothing, folded up, each with why. */
export function belowSection({ below }: RunResult): readonly string[] {
  if (below.length === 0) return [];
  const summary = `${below.length} that ${below.length === 1 ? 'counts' : 'count'} for nothing, and why`;
  const lines = below.flatMap((finding) => {
    const [head = '', ...rest] = findingLines(finding);
    return [head, `  - Below the line: ${inline(whyBelow(finding))}`, ...rest];
  });
  return ['## Below the line', '', '<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>', ''];
}

function findingLines(finding: RunFinding): readonly string[] {
  const { path, line, quote, message, rationale, fix, kind, who, votes } = finding;
  const lines = [`- ${codeSpan(`${path}:${line}`)} ${inline(message)}`, `  - Evidence: ${codeSpan(quote)}`];
  if (rationale.trim() !== '') lines.push(`  - Why: ${inline(rationale)}`);
  if (fix.trim() !== '') lines.push(`  - Fix: ${inline(fix)}`);
  lines.push(`  - ${traitsInWords(finding)}`);
  lines.push(...votes.map((vote) => `  - Critic: ${inline(voteInWords(vote))}`));
  lines.push(`  - By ${inline(whoInWords(who))}, ${kind}`);
  return lines;
}
