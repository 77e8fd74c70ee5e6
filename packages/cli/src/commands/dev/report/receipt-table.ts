import { formatDollars } from '@hanzo/contracts';
import {
  lostInWords,
  rememberedInWords,
  rungsInWords,
  verdictLine,
  type Receipt,
  type RunResult,
} from '@hanzo/orchestrator';
import { tableLines } from '../../../terminal/table.ts';
import { formatMs } from '../../../terminal/units.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { shortWho } from './who.ts';

const MOST_FINDINGS = 10;

/** The worst findings, a line each, where the report goes to a file. */
export function printFindings({ findings }: RunResult, terminal: Terminal): void {
  if (findings.length === 0) return;
  terminal.err('');
  terminal.err(terminal.style.bold('Findings'));
  const room = terminal.watched ? terminal.columns : 200;
  for (const { severity, path, line, message } of findings.slice(0, MOST_FINDINGS)) {
    const text = `${severity.padEnd(8)} ${path}:${line}  ${message.replaceAll(/\s+/g, ' ').trim()}`;
    terminal.err(text.length < room ? text : `${text.slice(0, room - 2)}…`);
  }
  const more = findings.length - MOST_FINDINGS;
  if (more > 0) terminal.err(`and ${more} more in the report`);
}

/** The end of a run for a person: who did what, for how much, and whether all is done. On stderr: stdout is data. */
export function printReceipt(result: RunResult, terminal: Terminal): void {
  const { style } = terminal;
  const { rows, totals, rungs, savedMicros } = result.receipt;
  terminal.err('');
  terminal.err(style.bold('Receipt'));
  const cells = rows.map((row) => [
    `${row.role === 'task' ? '' : `${row.role}: `}${shortWho(row.who)}${lostInWords(row.lost)}`,
    ...figures(row),
  ]);
  const head = ['who', 'done', 'tries', 'refused', 'failed', 'tokens in', 'out', 'time', 'cost'];
  for (const line of tableLines(head, [...cells, ['total', ...figures(totals)]])) terminal.err(line);
  const recalled = rows.reduce((sum, { who, tasksDone }) => sum + (who.kind === 'cache' ? tasksDone : 0), 0);
  if (recalled > 0) terminal.err(`${recalled} from the cache: asked and answered before (--no-cache asks anew).`);
  const { remembered } = result;
  if (remembered !== undefined) terminal.err(rememberedInWords(remembered));
  if (rungs.length > 0) terminal.err(rungsInWords(result.receipt));
  if (savedMicros !== undefined && savedMicros !== 0) {
    const word = savedMicros < 0 ? 'more than' : 'less than';
    terminal.err(`An estimated ${formatDollars(Math.abs(savedMicros))} ${word} everything on the orchestrator model.`);
  }
  terminal.err(`${formatMs(result.endedAt - result.startedAt)} from start to end.`);
  const verdict = verdictLine(result);
  terminal.err(result.complete ? style.green(verdict) : style.yellow(verdict));
}

function figures(row: Receipt['totals']): string[] {
  const { tasksDone, attempts, rejected, failed, usage, engineMs, costMicros } = row;
  return [
    String(tasksDone),
    String(attempts),
    String(rejected),
    String(failed),
    String(usage.inputTokens),
    String(usage.outputTokens),
    formatMs(engineMs),
    formatDollars(costMicros),
  ];
}
