import { openTaskBook, readJournalReport } from '@hanzo/coordinator';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { failedTasks } from '../../src/commands/dev/delegation/failed-tasks.ts';
import { rowOf } from '../../src/commands/dev/run/take-up.ts';
import { writeRecord } from '../../src/commands/dev/run/run-record.ts';
import { delegationCommand } from '../../src/commands/tasks/asked-run.ts';
import { canGoOn, findRun } from '../../src/commands/tasks/task-id.ts';
import type { Setting } from '../../src/setting.ts';
import { startDelegating } from './delegating.ts';
import { journalOf } from './failed-journal.ts';

const PLANNED = '11111111-0000-4000-8000-000000000000';
const ASKED = '22222222-0000-4000-8000-000000000000';
const DELEGATION = '20251128_133758';

describe('a question of a delegation', () => {
  it(verifies('delegate-dev.one-question', 'a killed one is not what is newest'), async () => {
    const plan = writeRecord({}, { tasks: [] });
    const tries = [{ answer: 'x', because: 'y' }];
    const askedBy = `delegation ${DELEGATION}`;
    using journal = await journalOf([
      { id: PLANNED, plan, ends: 'interrupted', tasks: [{ paths: ['a.ts'], tries }] },
      { id: ASKED, plan, askedBy, ends: 'interrupted', tasks: [] },
      { id: '33333333', plan, askedBy, tasks: [{ paths: ['a.ts'], tries }] },
    ]);
    using book = openTaskBook(journal.file);
    expect(book.findRun(ASKED)).toMatchObject({ askedBy, resumable: false });
    expect([findRun(book, 'last').id, book.runs().map(canGoOn)]).toEqual([PLANNED, [false, false, true]]);
    expect(book.list({ isPlanned: true }).map(({ runId }) => runId)).toEqual([PLANNED]);
    expect(failedTasks(book, PLANNED)).toMatchObject([{ runs: 1 }]);
    const counted = readJournalReport(journal.file, { isPlanned: true });
    expect([counted.runsByState, counted.tasksByState]).toEqual([{ interrupted: 1 }, { undone: 1 }]);
    const setting = { paths: { journal: journal.file } } as Setting;
    expect(rowOf(setting, 'last').id).toBe(PLANNED);
    expect(() => rowOf(setting, '2222', '/projects/home')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        mend: `Go on with the delegation: hanzo delegate resume ${DELEGATION} --workspace /projects/shop --home /projects/home`,
      }),
    );
    expect(delegationCommand({ askedBy: 'mesh_run', workspace: '/projects/shop' })).toBeUndefined();
  });

  it(verifies('delegate-dev.one-question', 'a refused one is not retried'), async () => {
    await using project = await startDelegating({ script: () => ({ kind: 'text', text: 'Hm.' }), models: ['gpt-4o'] });
    const { hanzo, standIn } = project;
    const asked = await project.delegate('the till is wrong', '--model', 'gpt-4o', '--retries', '0', '--json');
    expect([asked.code, asked.stderr]).toEqual([1, expect.not.stringContaining('fault of hanzo')]);
    const before = standIn.requests.length;
    const calls = project.calls();
    const taskId = calls[0]?.taskId ?? '';
    const dead = await hanzo('tasks', 'retry', '--dead');
    expect([dead.code, dead.stderr]).toEqual([0, expect.stringContaining('nothing is undone')]);
    expect((await hanzo('tasks', 'list', '--dead')).stdout).toContain('No task is undone.');
    expect((await hanzo('tasks', 'list')).stdout).toContain('delegate: the till is wrong');
    for (const command of [
      ['tasks', 'retry', taskId],
      ['dev', '--resume', calls[0]?.runId ?? ''],
      ['delegate', '--task', taskId],
    ]) {
      const { code, stderr } = await hanzo(...command);
      expect([code, stderr], command.join(' ')).toEqual([2, expect.stringContaining('hanzo delegate resume 2')]);
    }
    expect((await hanzo('dev', '--resume', 'last')).stderr).toContain('There is no run that can be taken up again.');
    expect([standIn.requests.length, project.calls()]).toEqual([before, calls]);
  });
});
