import type { TaskRun } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { API, answer, findings, GOOD_FINDING, passed, SUMMARY, task } from '../../orchestrator/test/samples.ts';
import { resultOf } from '../../orchestrator/test/result-of.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { printSummary } from '../src/commands/dev/report/print-summary.ts';
import { printReceipt } from '../src/commands/dev/report/receipt-table.ts';
import { say, warn } from '../src/terminal/say.ts';
import { liveScreen } from './live-screen.ts';

const LONG = 'a name with_underscores and `ticks` that nobody escapes, '.repeat(6).trim();

function undone(): ReturnType<typeof resultOf> {
  const said = answer(findings(SUMMARY, GOOD_FINDING), { who: API });
  const refused = {
    ...passed(1, said),
    rung: 'api',
    end: { kind: 'rejected', answer: said, gate: 'evidence', reason: LONG },
  } as const;
  const told = `api: evidence gate: ${LONG}`;
  return resultOf([
    { task: task({ id: 'r-0' }), outcome: { state: 'done', answer: said, attempts: [passed(1, said)] } },
    {
      task: task({ id: 'r-1', title: 'review src/other.ts' }),
      outcome: {
        state: 'undone',
        reason: `${told}; ${told}; strong: the budget is spent`,
        attempts: [refused, { ...refused, number: 2 }],
      },
    },
  ]);
}

describe('what a person sees of a run on a terminal', () => {
  it(verifies('cli.summary'), () => {
    const { terminal, writes } = liveScreen(80, 50, { NO_COLOR: '1' });
    const result = undone();
    printSummary(
      {
        findings: result.findings,
        prose: [{ taskId: 'r-2', kind: 'docs', title: 'Guide', text: `# Use\n\n${LONG}`, who: API }],
      },
      terminal,
    );
    const text = writes.join('');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toContain('high src/cart.ts:5\n      The loop in cartSubtotal reads one element past the end.');
    expect(text).toMatch(/^ {2}fix +\S/m);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(LONG);
    expect(text).not.toMatch(/[|\\]|^- /m);
  });

  it(verifies('cli.undone-reason'), () => {
    const { terminal, writes } = liveScreen(80, 50, { NO_COLOR: '1' });
    printReceipt(undone(), terminal);
    const text = writes.join('');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      `not done: review src/other.ts: refused twice: ${LONG}; strong: the budget is spent`,
    );
  });

  it(verifies('cli.same-home', 'what a receipt has no room for'), () => {
    const { terminal, writes } = liveScreen(120, 50, { NO_COLOR: '1' });
    const outcomes = Array.from({ length: 11 }, (_, at): TaskRun => ({
      task: task({ id: `r-${at}` }),
      outcome: { state: 'undone', reason: 'no worker', attempts: [] },
    }));
    printReceipt(resultOf(outcomes, { runId: '1a2b3c4d-0000' }), terminal, { home: '/my home' });
    expect(writes.join('')).toContain("and 1 more: hanzo tasks list --dead --run 1a2b3c4d --home '/my home'\n");
  });

  it(verifies('cli.wrapped'), () => {
    const { terminal, writes } = liveScreen(40, 50, { NO_COLOR: '1' });
    say(LONG, terminal);
    warn(LONG, terminal);
    expect(
      writes
        .join('')
        .split('\n')
        .filter((line) => line.length > 40),
    ).toEqual([]);
    const lines: string[] = [];
    say(LONG, { ...terminal, watched: false, err: (line) => void lines.push(line) });
    expect(lines).toEqual([LONG]);
  });
});
