import { SEVERITIES, countOf } from '@hanzo/contracts';
import type { RunFinding, RunResult } from '@hanzo/orchestrator';
import { oneLine } from '../../../terminal/one-line.ts';
import { labelled } from '../../../terminal/table-fit.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { severityColour } from './finding-line.ts';

const MOST_FINDINGS = 20;
const INDENT = 6;

/**
 * What came of a run, for a person who reads stdout: the findings that are new with why and what to do, the worst first, and
 * the texts. What is undone stands after the receipt.
 */
export function printSummary(
  { findings: all, prose }: Pick<RunResult, 'findings' | 'prose'>,
  terminal: Terminal,
): void {
  const findings = worstFirst(all.filter(({ isKnown }) => !isKnown));
  for (const finding of findings.slice(0, MOST_FINDINGS)) printFinding(finding, terminal);
  const more = findings.length - MOST_FINDINGS;
  if (more > 0) terminal.out(`\nand ${countOf(more, 'finding')} more in the whole report`);
  for (const { title, text } of prose) {
    terminal.out(`\n${oneLine(title)}`);
    for (const line of text.trim().split('\n')) for (const piece of fitted(line, terminal)) terminal.out(piece);
  }
}

function worstFirst(findings: readonly RunFinding[]): readonly RunFinding[] {
  const rank = ({ severity }: RunFinding): number => SEVERITIES.indexOf(severity);
  return findings.toSorted((a, b) => rank(b) - rank(a));
}

function printFinding({ severity, path, line, message, rationale, fix }: RunFinding, terminal: Terminal): void {
  const colour = severityColour(severity, terminal.style);
  terminal.out('');
  terminal.out(`${colour(severity)} ${oneLine(path)}:${line}`);
  const parts = [
    ['', message],
    ['why', rationale],
    ['fix', fix],
  ] as const;
  for (const [label, text] of parts) {
    const words = oneLine(text.replaceAll(/\s+/g, ' ')).trim();
    if (words === '') continue;
    if (terminal.aloud) terminal.out(label === '' ? words : `${label}: ${words}`);
    else for (const each of labelled(`  ${label}`, words, INDENT, widthOf(terminal))) terminal.out(each);
  }
}

/** Code and lists keep how they are indented; lines that fit are left alone. */
function fitted(line: string, terminal: Terminal): readonly string[] {
  if (terminal.aloud || line.length <= widthOf(terminal)) return [line];
  const indent = line.length - line.trimStart().length;
  return labelled(' '.repeat(indent), line.trim(), indent, widthOf(terminal));
}

/** Of the screen: where stderr is none, nobody knows. */
function widthOf({ watched, columns }: Terminal): number {
  return watched ? columns : 80;
}
