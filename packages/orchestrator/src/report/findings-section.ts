import { SEVERITIES } from '@hanzo/tools';
import type { RunResult } from '../run/run-result.ts';
import type { RunFinding } from '../run/run-finding.ts';
import { codeSpan, inline } from './escape.ts';
import { whoInWords } from './who-in-words.ts';

/** Findings by severity, worst first, each with its place, its evidence and who found it. */
export function findingsSection({ findings, counts, complete }: RunResult): readonly string[] {
  const lines = ['## Findings', ''];
  if (findings.length === 0)
    lines.push(complete ? 'None.' : 'None in the tasks that were done. Others were not done: see below.', '');
  for (const severity of SEVERITIES.toReversed()) {
    const own = findings.filter((finding) => finding.severity === severity);
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

function findingLines(finding: RunFinding): readonly string[] {
  const { path, line, quote, message, fix, kind, who } = finding;
  const lines = [`- ${codeSpan(`${path}:${line}`)} ${inline(message)}`, `  - Evidence: ${codeSpan(quote)}`];
  if (fix.trim() !== '') lines.push(`  - Fix: ${inline(fix)}`);
  lines.push(`  - By ${inline(whoInWords(who))}, ${kind}`);
  return lines;
}
