import { formatDollars } from '@hanzo/contracts';
import { verdictLine, whoInWords, type ReceiptRow, type RunResult } from '@hanzo/orchestrator';
import { tableLines } from '../../table.ts';
import { formatMs } from '../../units.ts';
import type { Terminal } from '../../terminal.ts';

/** The end of a run for a person: who did what, for how much, and whether all is done. On stderr: stdout is data. */
export function printReceipt(result: RunResult, terminal: Terminal): void {
  const { style } = terminal;
  const { rows, totals, savedMicros } = result.receipt;
  terminal.err('');
  terminal.err(style.bold('Receipt'));
  const cells = rows.map((row) => [`${row.role === 'plan' ? 'plan: ' : ''}${whoInWords(row.who)}`, ...figures(row)]);
  const head = ['who', 'done', 'tries', 'refused', 'failed', 'tokens in', 'out', 'time', 'cost'];
  for (const line of tableLines(head, [...cells, ['total', ...figures(totals)]])) terminal.err(line);
  if (savedMicros !== undefined) {
    const word = savedMicros < 0 ? 'more than' : 'less than';
    terminal.err(`An estimated ${formatDollars(Math.abs(savedMicros))} ${word} everything on the orchestrator model.`);
  }
  terminal.err(`${formatMs(result.endedAt - result.startedAt)} from start to end.`);
  const verdict = verdictLine(result);
  terminal.err(result.complete ? style.green(verdict) : style.yellow(verdict));
}

function figures(row: Omit<ReceiptRow, 'who' | 'role'>): string[] {
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
