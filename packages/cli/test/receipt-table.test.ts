import { describe, expect, it } from 'vitest';
import { API, WORKER, answer, findings, GOOD_FINDING, passed, SUMMARY, task } from '../../orchestrator/test/samples.ts';
import { resultOf } from '../../orchestrator/test/result-of.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { printFindings, printReceipt } from '../src/commands/dev/report/receipt-table.ts';
import { resultEvent } from '../src/commands/dev/report/result-event.ts';
import { tableLines } from '../src/terminal/table.ts';
import { liveScreen } from './live-screen.ts';

const NAMES = { ...WORKER, node: 'a-rather-long-name-of-a-machine', model: 'llama3.2:3b-instruct-q4_K_M' };

function result(): ReturnType<typeof resultOf> {
  const runs = [NAMES, API].map((who, at) => {
    const said = answer(findings(SUMMARY, GOOD_FINDING), { who, costMicros: at * 1_234_567 });
    const one = task({ id: `r-${at}` });
    return { task: one, outcome: { state: 'done', answer: said, attempts: [passed(1, said)] } } as const;
  });
  return resultOf(runs);
}

function shown(columns: number, env?: NodeJS.ProcessEnv): readonly string[] {
  const { terminal, writes } = liveScreen(columns, 50, { NO_COLOR: '1', ...env });
  printFindings(result(), terminal);
  printReceipt(result(), terminal);
  return writes.join('').split('\n');
}

describe('the end of a run', () => {
  it.each([60, 80, 120])(verifies('cli.receipt', 'in %i columns'), (columns) => {
    const lines = shown(columns);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    const head = lines.find((line) => line.startsWith('who '));
    for (const title of ['done', 'tokens in', 'out', 'cost']) expect(head).toContain(title);
    expect(lines.join('\n')).toContain('$1.234567');
    expect(lines.filter((line) => line.startsWith('DONE'))).toHaveLength(1);
  });

  it(verifies('delegate-dev.money'), () => {
    const { terminal, writes } = liveScreen(80, 50, { NO_COLOR: '1' });
    const about = { taskId: 'r-0', title: 'cart', failures: 3, files: [] };
    const delegated = [
      { ...about, state: 'answered', costMicros: 14_300, isEarlier: true },
      { ...about, state: 'left-out', costMicros: 0 },
    ] as const;
    const run = { ...result(), delegated };
    printReceipt(run, terminal);
    expect(writes.join('')).toContain('delegations: $0.0143; in all $1.248867');
    expect(resultEvent(run, {})).toMatchObject({
      money: { runMicros: 1_234_567, delegationMicros: 14_300, allMicros: 1_248_867 },
    });
    expect(shown(80).join('\n')).not.toContain('delegations:');
  });

  it(verifies('cli.screen-reader', 'its receipt'), () => {
    const lines = shown(80, { HANZO_SCREEN_READER: '1' });
    expect(lines).toContain(
      'Finding, high: src/cart.ts line 5: The loop in cartSubtotal reads one element past the end.',
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^a-rather-long-name-of-a-machine \(llama3\.2.*\): done 1, tries 1, refused 0, .*cost \$0\.00$/,
      ),
    );
  });

  it(verifies('cli.screen-reader', 'any table'), () => {
    const rows = [
      ['desk', 'ready', '-', '2'],
      ['studio', '██▌', '1.5 %', ''],
      ['', 'paused', 'busy', ''],
    ];
    expect(tableLines(['worker', 'state', 'why', 'tasks'], rows, [], true)).toEqual([
      'desk: state ready, tasks 2',
      'studio: why 1.5 %',
      'worker: state paused, why busy',
    ]);
  });
});
