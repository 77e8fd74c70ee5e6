import { countOf, formatDollars, type Severity } from '@hanzo/contracts';
import { renderMarkdown, type RunFinding } from '@hanzo/orchestrator';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { outputFiles, printsForPerson, printsReport, writeReports } from '../report/outputs.ts';
import { printSummary } from '../report/print-summary.ts';
import { resultEvent } from '../report/result-event.ts';
import { failOnInWords } from '../run/run-exit.ts';
import type { ShownRound } from './watching.ts';

const MOST_LINES = 20;

/** Tells what a round came to: the report of all at first, then what is new and what is gone. Files have all each time. */
export async function showRound(round: ShownRound, flags: DevFlags, terminal: Terminal): Promise<void> {
  const { number, files, added, gone, whole, costMicros, exitCode } = round;
  const { failure } = await writeReports(whole, flags);
  if (flags.json === true) {
    const news = { round: number, files, costMicros, added: added.map(placeOf), gone: gone.map(placeOf) };
    terminal.out(JSON.stringify({ v: 1, event: 'watch-round', ...news, left: whole.findings.length, exitCode }));
    terminal.out(JSON.stringify({ ...resultEvent(whole, flags), exitCode }));
  } else if (number === 1 && printsReport(flags, terminal.outWatched)) terminal.out(renderMarkdown(whole).trimEnd());
  else if (number === 1 && printsForPerson(flags, terminal.outWatched)) printSummary(whole, terminal);
  else sayNews(round, terminal);
  const figures = `+${added.length} -${gone.length}, ${whole.findings.length} left`;
  const cost = costMicros > 0 ? `, ${formatDollars(costMicros)}` : '';
  terminal.err(terminal.style.bold(`round ${number}: ${figures}; ${countOf(files, 'file')} looked at${cost}`));
  if (!whole.complete) terminal.err('Not all could be looked at: the rest is, when something changes next.');
  const judged = failOnInWords(whole, flags.failOn);
  if (judged !== undefined) terminal.err(judged);
  if (failure === undefined) for (const file of outputFiles(flags)) terminal.err(`Report: ${file}`);
  else terminal.err(`${terminal.style.yellow('warning:')} ${failure.message}`);
}

function placeOf({ fingerprint, severity, path, line, message }: RunFinding): Readonly<Record<string, unknown>> {
  return { fingerprint, severity, path, line, message };
}

function sayNews({ added, gone }: ShownRound, terminal: Terminal): void {
  const { style, columns, watched } = terminal;
  const room = watched ? columns : 200;
  const say = (sign: string, findings: readonly RunFinding[], colour: (text: string) => string): void => {
    for (const finding of findings.slice(0, MOST_LINES)) terminal.err(colour(fit(`${sign} ${inWords(finding)}`, room)));
    if (findings.length > MOST_LINES) terminal.err(`${sign} ${findings.length - MOST_LINES} more`);
  };
  say('+', added, (text) => style.red(text));
  say('-', gone, (text) => style.green(text));
}

function inWords({
  severity,
  path,
  line,
  message,
}: Pick<RunFinding, 'path' | 'line' | 'message'> & { severity: Severity }): string {
  return `${severity.padEnd(8)} ${oneLine(path)}:${line}  ${oneLine(message.replaceAll(/\s+/g, ' ').trim())}`;
}

function fit(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}
