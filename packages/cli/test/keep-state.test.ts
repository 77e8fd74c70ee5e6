import { routingPolicy } from '@hanzo/testkit';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { HanzoError, silentLogger, systemClock, type RungName } from '@hanzo/contracts';
import { Cascade, openJournal, readJournalReport, type Journal, type RunState } from '@hanzo/coordinator';
import { Orchestrator, type RunResult } from '@hanzo/orchestrator';
import { createToolRung, openWorkspace } from '@hanzo/tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { keepState } from '../src/commands/dev/run/keep-state.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

const POLICY = {
  localOnly: true,
  preferLocal: false,
  routing: routingPolicy(),
  available: new Set<RungName>(['tool']),
} as const;

describe('the end of a run in the journal', () => {
  let stack: DisposableStack;
  let file: string;
  let folder: string;
  let journal: Journal;
  let stderr: PassThrough;
  let terminal: Terminal;
  beforeEach(async () => {
    stack = new DisposableStack();
    folder = stack.use(temporaryFolder()).path;
    file = join(folder, 'home', 'journal.db');
    journal = stack.use(openJournal(file));
    stderr = new PassThrough();
    terminal = createTerminal(new PassThrough(), stderr, {});
    await writeFile(join(folder, 'config.json'), '{"taxRate": 1}\n');
  });
  afterEach(() => stack.dispose());

  async function check(): Promise<RunResult> {
    const workspace = await openWorkspace(folder);
    const executor = new Cascade({
      rungs: [createToolRung(workspace)],
      policy: POLICY,
      journal,
      clock: systemClock,
      log: silentLogger,
    });
    const dev = new Orchestrator({ orchestratorModel: 'local:any', executor, workspace });
    return await dev.run({ instructions: 'Check the files.', include: ['config.json'], runId: 'run-1' });
  }

  it(verifies('tasks.failed-start'), async () => {
    await start();
    const error = new HanzoError('CREDENTIALS_MISSING', 'There is no key.');
    const states = (): Readonly<Record<string, number>> => readJournalReport(file).runsByState;
    await expect(keepState(journal, 'run-1', terminal, () => Promise.reject(error), 'cancelled')).rejects.toBe(error);
    expect(states()).toEqual({ cancelled: 1 });
    const begins = (begun: () => void): Promise<never> => {
      begun();
      return Promise.reject(error);
    };
    await expect(keepState(journal, 'run-1', terminal, begins, 'cancelled')).rejects.toBe(error);
    expect(states()).toEqual({ failed: 1 });
  });

  const start = (): Promise<void> =>
    journal.startRun({ id: 'run-1', node: 'c', orchestrator: 'o', workspace: '/w', startedAt: 1 });
  const said = async (): Promise<string> => {
    stderr.end();
    return await text(stderr);
  };

  /** A journal that takes everything but the end, and counts how often it was asked. */
  function failingAtTheEnd(): { readonly journal: Journal; readonly asked: RunState[] } {
    const asked: RunState[] = [];
    const endRun: Journal['endRun'] = (_, state) => {
      asked.push(state);
      return Promise.reject(new HanzoError('STORE_UNUSABLE', 'The journal has no room.', { mend: 'Free some space.' }));
    };
    return { journal: Object.assign(Object.create(journal) as Journal, { endRun }), asked };
  }

  it('is written once, with its state', async () => {
    await start();
    const result = await keepState(journal, 'run-1', terminal, check);
    const state = result.complete ? 'complete' : 'incomplete';
    expect(readJournalReport(file).runsByState).toEqual({ [state]: 1 });
    expect(await said()).toBe('');
  });

  it('does not cost the result when the journal fails: it is returned, with a warning', async () => {
    await start();
    const failing = failingAtTheEnd();
    const result = await keepState(failing.journal, 'run-1', terminal, check);
    expect(result.counts.done).toBeGreaterThan(0);
    expect(failing.asked).toHaveLength(1);
    expect(await said()).toMatch(/warning:.*no room[^]*Free some space[^]*result is kept/);
  });

  it.each([
    [new HanzoError('CREDENTIALS_REJECTED', 'The key was refused.'), 'failed'],
    [new HanzoError('CANCELLED', 'stop'), 'cancelled'],
  ])('does not hide why the run failed when the journal fails too: %s', async (error, state) => {
    const failing = failingAtTheEnd();
    await expect(keepState(failing.journal, 'run-1', terminal, () => Promise.reject(error))).rejects.toBe(error);
    expect(failing.asked).toEqual([state]);
    expect(await said()).toContain('no room');
  });

  it(verifies('tasks.take-over', 'what came of it in the other process does not count'), async () => {
    await start();
    const overtaken = async (): Promise<RunResult> => {
      const result = await check();
      using other = openJournal(file);
      await other.claimRun('run-1', 2, { takeOver: true });
      return result;
    };
    await expect(keepState(journal, 'run-1', terminal, overtaken)).rejects.toMatchObject({ code: 'TAKEN_OVER' });
    expect(readJournalReport(file).runsByState).toEqual({ running: 1 });
    expect(await said()).toBe('');
  });

  it('is incomplete, with the reason at each task, when the journal took none of them', async () => {
    const { outcomes, complete } = await check();
    expect(complete).toBe(false);
    expect(outcomes.length).toBeGreaterThan(0);
    for (const { outcome } of outcomes)
      expect(outcome).toMatchObject({
        state: 'undone',
        reason: expect.stringMatching(/^INTERNAL: The journal .*FOREIGN KEY/),
        attempts: [],
      });
  });
});
