import { formatDollars, type TaskOutcome } from '@hanzo/contracts';
import {
  answersInWords,
  guardrailsInWords,
  lostInWords,
  rememberedInWords,
  rungsInWords,
  verdictLine,
  type Receipt,
  type RunResult,
} from '@hanzo/orchestrator';
import { glyphsFor } from '../../../terminal/glyphs.ts';
import { say } from '../../../terminal/say.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import { fitTable, type Column } from '../../../terminal/table-fit.ts';
import { formatMs } from '../../../terminal/units.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { EngineFlags } from '../flags.ts';
import { listDeadCommand } from '../run/go-on.ts';
import { findingLine } from './finding-line.ts';
import { moneyOf } from './money-of.ts';
import { shortWho } from './who.ts';

/** Where nobody watches: nothing is left out. */
const LOG_COLUMNS = 240;

const MOST_FINDINGS = 10;
const MOST_UNDONE = 10;

/** The worst findings that are new, a line each, where the report goes to a file. */
export function printFindings({ findings: all }: Pick<RunResult, 'findings'>, terminal: Terminal): void {
  const findings = all.filter(({ isKnown }) => !isKnown);
  if (findings.length === 0) return;
  terminal.err('');
  terminal.err(terminal.style.bold('Findings'));
  for (const finding of findings.slice(0, MOST_FINDINGS)) terminal.err(findingLine(finding, terminal));
  const more = findings.length - MOST_FINDINGS;
  if (more > 0) terminal.err(`and ${more} more in the report`);
}

/** The end of a run for a person: who did what, for how much, and whether all is done. On stderr: stdout is data. */
export function printReceipt(result: RunResult, terminal: Terminal, flags: Pick<EngineFlags, 'home'> = {}): void {
  const { style } = terminal;
  const { rungs, savedMicros, rows } = result.receipt;
  const width = widthFor(terminal);
  terminal.err('');
  terminal.err(style.bold('Receipt'));
  for (const line of fitTable(columnsOf(result.receipt), width, glyphsFor(process.env), terminal.aloud).lines)
    terminal.err(line);
  const { delegationMicros, allMicros } = moneyOf(result);
  if (delegationMicros > 0)
    say(`delegations: ${formatDollars(delegationMicros)}; in all ${formatDollars(allMicros)}`, terminal);
  const recalled = rows.reduce((sum, { who, tasksDone }) => sum + (who.kind === 'cache' ? tasksDone : 0), 0);
  if (recalled > 0) say(`${recalled} from the cache: asked and answered before (--no-cache asks anew).`, terminal);
  const { remembered } = result;
  if (remembered !== undefined) say(rememberedInWords(remembered), terminal);
  const answers = answersInWords(result.receipt.answers, (who) => oneLine(shortWho(who)));
  if (answers !== '') say(answers, terminal);
  if (rungs.length > 0) say(rungsInWords(result.receipt), terminal);
  if (savedMicros !== undefined && savedMicros > 0)
    say(`An estimated ${formatDollars(savedMicros)} less than everything on the orchestrator model.`, terminal);
  if (result.guardrails !== undefined) say(`guardrails: ${guardrailsInWords(result.guardrails)}`, terminal);
  say(`${formatMs(result.endedAt - result.startedAt)} from start to end.`, terminal);
  say(verdictLine(result), terminal, result.complete ? style.green : style.yellow);
  printUndone(result.outcomes, terminal, listDeadCommand(result.runId, flags));
}

/**
 * What is not done, each with its reason in full: a line of the progress has no room for it.
 *
 * @param listCommand shows those that there is no room for here
 */
export function printUndone(outcomes: RunResult['outcomes'], terminal: Terminal, listCommand: string): void {
  const undone = outcomes.filter(({ outcome }) => outcome.state === 'undone');
  for (const { task, outcome } of undone.slice(0, MOST_UNDONE))
    say(`not done: ${oneLine(task.title)}: ${oneLine(undoneInWords(outcome))}`, terminal);
  const more = undone.length - MOST_UNDONE;
  if (more > 0) terminal.err(`and ${more} more: ${listCommand}`);
}

/** `refused twice: it quotes nothing; strong: the budget is spent`: what gates say, then what else stood in the way. */
function undoneInWords(outcome: TaskOutcome): string {
  if (outcome.state !== 'undone') return '';
  const refusals = outcome.attempts.flatMap(({ end, rung }) => (end.kind === 'rejected' ? [{ ...end, rung }] : []));
  if (refusals.length === 0) return outcome.reason;
  const times = TIMES[refusals.length - 1] ?? `${refusals.length} times`;
  const why = [...new Set(refusals.map(({ reason }) => reason))];
  const told = refusals.map(({ rung, gate, reason }) => `${rung}: ${gate} gate: ${reason}`);
  const rest = told
    .reduce((left, one) => left.replace(one, () => ''), outcome.reason)
    .replaceAll(/(; )+/g, '; ')
    .replaceAll(/^; |; $/g, '');
  const other = rest === '' || why.includes(rest) ? [] : [rest];
  return `refused ${times}: ${[...why, ...other].join('; ')}`;
}

const TIMES = ['once', 'twice'];

function widthFor({ watched, columns }: Terminal): number {
  return watched ? columns : LOG_COLUMNS;
}

const TITLES = ['done', 'tries', 'refused', 'failed', 'tokens in', 'out', 'time', 'cost'];
/** Columns that go where there is no room, the first one last. */
const LEFT_OUT = ['', 'failed', 'refused', 'tries', 'time'];

function columnsOf({ rows, totals }: Receipt): readonly Column[] {
  const names = rows.map(
    ({ role, who, lost }) => `${role === 'task' ? '' : `${role}: `}${shortWho(who)}${lostInWords(lost)}`,
  );
  const table = [...rows, totals].map(figures);
  return [
    { title: 'who', cells: [...names, 'total'], isName: true },
    ...TITLES.map((title, at): Column => {
      const cells = table.map((row) => row[at] ?? '');
      return { title, cells, leaveOut: Math.max(0, LEFT_OUT.indexOf(title)) };
    }),
  ];
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
