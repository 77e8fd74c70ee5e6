import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, runCli, startCli, type RunningCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');

interface AttemptEnd {
  readonly event: string;
  readonly taskId: string;
  readonly attempt: {
    number: number;
    who?: { node: string };
    end: { kind: string; code?: string; answer?: { usage: { outputTokens: number } } };
  };
}

describe('workers that go away during a run', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  const workers = new Map<string, RunningCli>();

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
    for (const name of ['alpha', 'beta']) {
      workers.set(
        name,
        stack.use(
          startCli(
            [
              'net',
              'up',
              '--name',
              name,
              '--listen',
              '/ip4/127.0.0.1/tcp/0',
              '--threads',
              '1',
              '--slots',
              '1',
              '--json',
            ],
            { home },
          ),
        ),
      );
    }
    await Promise.all([...workers.values()].map((worker) => worker.line(/worker-ready/)));
  }, 60_000);
  afterEach(() => stack.disposeAsync());

  const startDev = (...more: string[]): RunningCli =>
    stack.use(
      startCli(
        ['dev', 'review this project', '-w', SAMPLE, '--files', 'src/*.ts', '--use-hanzo-net', '--json', ...more],
        { home },
      ),
    );

  async function firstWorkerAtWork(dev: RunningCli): Promise<string> {
    const line = await dev.line(/"event":"text-delta".*|"event":"attempt-start".*"kind":"worker"/);
    const started = line.includes('"worker"') ? line : await dev.line(/"event":"attempt-start".*"kind":"worker"/);
    return (JSON.parse(started) as { who: { node: string } }).who.node;
  }

  it(verifies('dispatch.run-survives'), async () => {
    const dev = startDev();
    const victim = await firstWorkerAtWork(dev);
    workers.get(victim)?.process.kill('SIGKILL');
    const { code, stdout, stderr } = await dev.result;
    expect(code, stderr).toBe(1);
    const ends = jsonLines(stdout).filter((line) => line['event'] === 'attempt-end') as unknown as AttemptEnd[];
    const lost = ends.filter(({ attempt }) => attempt.end.kind === 'error' && attempt.end.code === 'PEER_LOST');
    expect(lost.map(({ attempt }) => attempt.who?.node)).toEqual(lost.map(() => victim));
    expect(lost.length).toBeGreaterThan(0);
    for (const { taskId, attempt } of lost) {
      const next = ends.find((end) => end.taskId === taskId && end.attempt.number === attempt.number + 1);
      expect(next?.attempt.who?.node).not.toBe(victim);
      expect(next?.attempt.end.answer?.usage.outputTokens).toBeGreaterThan(0);
    }
    const result = jsonLines(stdout).find((line) => line['event'] === 'result') as
      | { counts: { cancelled: number; tasks: number; done: number; undone: number } }
      | undefined;
    expect(result?.counts).toMatchObject({ cancelled: 0 });
  });

  it(verifies('worker.drain'), async () => {
    const dev = startDev();
    const leaving = await firstWorkerAtWork(dev);
    workers.get(leaving)?.process.kill('SIGTERM');
    const { stdout } = await dev.result;
    const drained = await workers.get(leaving)?.result;
    expect(drained).toMatchObject({ code: 0, stderr: expect.stringContaining('drained: nothing was left undone') });
    const ends = jsonLines(stdout).filter((line) => line['event'] === 'attempt-end') as unknown as AttemptEnd[];
    expect(ends.filter(({ attempt }) => attempt.end.kind === 'error')).toEqual([]);
  });

  it(verifies('cli.interrupted'), async () => {
    const output = join(home, 'report.md');
    const dev = startDev('--output', output);
    await firstWorkerAtWork(dev);
    dev.process.kill('SIGINT');
    const { code, stderr } = await dev.result;
    expect(code, stderr).toBe(130);
    expect(readFileSync(output, 'utf8')).toMatch(/INCOMPLETE: .*cancelled/);
    await expect
      .poll(
        async () => {
          const { stdout } = await runCli(['net', 'status', '--json', '--wait', '0.7'], { home });
          return (JSON.parse(stdout) as { workers: { running: number; queued: number }[] }).workers.map(
            ({ running, queued }) => running + queued,
          );
        },
        { timeout: 15_000 },
      )
      .toEqual([0, 0]);
  });

  it(verifies('worker.name-taken'), async () => {
    const taken = await runCli(['net', 'up', '--name', 'alpha', '--listen', '/ip4/127.0.0.1/tcp/0'], { home });
    expect(taken).toMatchObject({ code: 2, stderr: expect.stringMatching(/"alpha" is already running[\s\S]*--name/) });
  });
});
