import { join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { openJournal } from '@hanzo/coordinator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { Finding } from '../src/commands/doctor/check.ts';
import { checkTasks } from '../src/commands/doctor/checks/tasks.ts';
import type { Setting } from '../src/setting.ts';

const DAY_MS = 86_400_000;

describe('hanzo doctor, of tasks', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'journal.db');
  });
  afterEach(() => folder[Symbol.dispose]());

  async function leaveUndone(runId: string, startedAt: number): Promise<void> {
    using journal = openJournal(file);
    await journal.startRun({ id: runId, node: 'c', orchestrator: 'o', workspace: '/w', startedAt });
    const task = testTask({ runId });
    await journal.takeUp(task, '', startedAt);
    await journal.endTask(task.id, { state: 'undone', reason: 'nobody', attempts: [] }, startedAt);
    await journal.endRun(runId, 'incomplete', startedAt);
  }
  const told = async (): Promise<readonly Finding[]> => checkTasks({ paths: { journal: file } } as Setting);

  it(verifies('tasks.doctor', 'what nobody did a week ago is no warning for ever'), async () => {
    await leaveUndone('old', systemClock.now() - 8 * DAY_MS);
    const [old] = await told();
    expect(old).toMatchObject({ state: 'ok', detail: expect.stringMatching(/1 before: .*forget --older-than 7d/) });
    await leaveUndone('new', systemClock.now() - 6 * DAY_MS);
    const [fresh] = await told();
    expect(fresh).toMatchObject({ state: 'warn', detail: '1 task ended without an answer' });
  });
});
