import type { PreparedRun } from '@hanzo/orchestrator';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAID_KEY, startPaidProject } from '../../../test/support/paid-project.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { resumeRun } from '../src/commands/dev/run/resume-run.ts';
import { startRun } from '../src/commands/dev/run/start-run.ts';
import { quietTerminal } from '../src/sdk/quiet-terminal.ts';

beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', PAID_KEY);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a run that is taken up again', () => {
  it(verifies('dev-plan.asked', 'also when it goes on with a plan that nobody has agreed to'), async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const { home, workspace, standIn } = project;
    const same = { home, baseUrl: standIn.baseUrl };
    const said: string[] = [];
    const terminal = quietTerminal((line) => said.push(line));
    const { signal } = new AbortController();
    const flags = { ...same, workspace, instructions: 'review', orchestrator: 'gpt-5', planOnly: true };
    expect(await startRun(flags, terminal, { signal })).toBe(0);
    const id = /--resume (\w+)/.exec(said.join('\n'))?.[1] ?? '';
    const asked: PreparedRun[] = [];
    const answering = (isYes: boolean) => async (prepared: PreparedRun) => {
      asked.push(prepared);
      return await Promise.resolve(isYes);
    };
    const no = resumeRun(same, id, terminal, { signal, approve: answering(false) });
    await expect(no).rejects.toMatchObject({ code: 'CANCELLED' });
    expect([asked.length, asked[0]?.tasks.length, project.calls().length]).toEqual([1, 2, 1]);
    expect(await resumeRun(same, id, terminal, { signal, approve: answering(true) })).toBe(0);
    expect([asked.length, project.calls().length]).toEqual([2, 2]);
    // Its tasks were agreed to.
    await resumeRun(same, id, terminal, { signal, approve: answering(true) }).catch(() => undefined);
    expect(asked).toHaveLength(2);
  });
});
