import { toHanzoError } from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';
import { endWithChanges, exitWithChanges } from '../../../changes/end-with-changes.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { writeReports } from '../report/outputs.ts';
import { writePatch } from '../report/patch-file.ts';
import { printDiagram } from '../report/print-diagram.ts';
import { printReceipt } from '../report/receipt-table.ts';
import type { finish } from '../run/finish.ts';
import { goOnWith } from '../run/go-on.ts';
import { exitCodeOf, failOnInWords } from '../run/run-exit.ts';

const MOST_FINDINGS = 20;

/**
 * Shows what came of a turn to whoever sits there: the findings by the numbers that the next turn may name, the texts, and the
 * receipt. The whole report is in the files of `--output`.
 */
export const finishTurn: typeof finish = async (result, ending, terminal) => {
  const { flags, setting, interrupted } = ending;
  const { written, failure } = await writeReports(result, flags);
  const unpatched = await writePatch(result, flags, terminal).then(() => undefined, toHanzoError);
  // Those of /fix keep the numbers that they had.
  showFindings(result, terminal, flags.autoFix !== true);
  for (const { title, text } of result.prose) terminal.out(`\n${oneLine(title)}\n${text.trim()}`);
  if (result.diagram !== undefined) await printDiagram(result.diagram, terminal, written);
  // Who agreed to all plans has not agreed to changes that nobody has seen.
  const offered = await endWithChanges(result, { ...ending, flags: { ...flags, yes: false } }, terminal);
  printReceipt(result, terminal, flags);
  const judged = failOnInWords(result, flags.failOn);
  if (judged !== undefined) terminal.err(judged);
  if (goOnWith(result, setting, flags).goOnWith !== undefined) terminal.err('/resume does the rest.');
  for (const file of written) terminal.err(`Report: ${file}`);
  if (failure !== undefined) throw failure;
  if (unpatched !== undefined) throw unpatched;
  return exitWithChanges(exitCodeOf(result, interrupted, flags.failOn), offered);
};

function showFindings({ findings }: RunResult, terminal: Terminal, numbered: boolean): void {
  const room = terminal.watched ? terminal.columns : 200;
  if (findings.length > 0) terminal.out('');
  findings.slice(0, MOST_FINDINGS).forEach(({ severity, path, line, message }, at) => {
    const number = numbered ? `${at + 1}.`.padStart(String(findings.length).length + 1) : '-';
    const text = `${number} ${severity.padEnd(8)} ${oneLine(path)}:${line}  ${oneLine(message.replaceAll(/\s+/g, ' ').trim())}`;
    terminal.out(text.length < room ? text : `${text.slice(0, room - 2)}…`);
  });
  const more = findings.length - MOST_FINDINGS;
  if (more > 0) terminal.out(`and ${more} more: /findings <n> shows each`);
}
