import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, type CliResult, type RunningCli } from '../support/cli.ts';
import { startThreeFiles, type ThreeFiles } from '../support/three-files.ts';
import { verifies } from '../support/verifies.ts';

interface Result {
  readonly event: string;
  readonly runId: string;
  readonly complete: boolean;
  readonly counts: Record<string, unknown>;
  readonly findings: unknown;
  readonly receipt: { totals: { tasksDone: number; attempts: number; costMicros: number } };
  readonly goOnWith?: string;
  readonly retryWith?: string;
}

describe('a run that is taken up again', () => {
  let files: ThreeFiles;
  beforeEach(async () => {
    files = await startThreeFiles();
  });
  afterEach(() => files[Symbol.asyncDispose]());

  const resultOf = (cli: CliResult): Result => {
    const result = jsonLines(cli.stdout).at(-1) as unknown as Result;
    expect(result?.event, cli.stderr).toBe('result');
    return result;
  };
  const planned = (): number => files.standIn.requests.filter(({ model }) => model === 'gpt-5').length;

  /** A run that has done everything but one file. */
  async function stuck(...flags: string[]): Promise<RunningCli> {
    files.mood.share = 'hang';
    const dev = files.startDev('--json', ...flags);
    await Promise.all([dev.line(/"event":"task-end".*sumOfLines/), dev.line(/"event":"task-end".*longestWord/)]);
    for (const path of ['sum', 'longest', 'share'])
      await dev.line(new RegExp(`"event":"task-end".*src/${path}.ts: checked`));
    return dev;
  }

  it(
    verifies('tasks.resume'),
    async () => {
      const dev = await stuck();
      dev.process.kill('SIGKILL');
      await dev.result;
      const { runs } = await files.json<{ runs: { id: string }[] }>('tasks', 'runs');
      expect(runs).toMatchObject([{ state: 'interrupted', resumable: true, counts: { done: 5, interrupted: 1 } }]);

      files.mood.share = 'good';
      const output = join(files.home, 'resumed.md');
      const resumed = await files.hanzo('dev', '--resume', 'last', '--output', output, '--json');
      expect(resumed.code, resumed.stderr).toBe(0);
      expect({ planned: planned(), sum: files.asked('sum'), longest: files.asked('longest') }).toEqual({
        planned: 1,
        sum: 1,
        longest: 1,
      });
      const result = resultOf(resumed);
      expect(result.runId).toBe(runs[0]?.id);

      const again = join(files.home, 'whole.md');
      const whole = resultOf(await files.dev('--output', again, '--json', '--no-cache'));
      expect({ ...result.counts }).toEqual(whole.counts);
      expect(result.findings).toEqual(whole.findings);
      // Besides its own, the answer that was lost: whoever gave it wants its money.
      expect(result.receipt.totals).toMatchObject({ tasksDone: whole.receipt.totals.tasksDone, attempts: 8 });
      expect(result.receipt.totals.costMicros).toBeGreaterThan(whole.receipt.totals.costMicros);
      expect(resumed.stderr).toContain('(failed or cut off, charged in full)');
      const sections = (file: string): string =>
        readFileSync(file, 'utf8')
          .replace(/^Run .*$/m, '')
          .replace(/## Done after other tries[^]*?(?=## )/, '')
          .replace(/## Receipt[^]*$/, '');
      expect(sections(output)).toBe(sections(again));
    },
    90_000,
  );

  it(
    verifies('tasks.go-on'),
    async () => {
      const dev = await stuck();
      dev.process.kill('SIGINT');
      const cut = await dev.result;
      expect(cut.code).toBe(130);
      const { goOnWith = '', runId } = resultOf(cut);
      expect(goOnWith).toBe(`hanzo dev --resume ${runId.slice(0, 8)}`);
      expect(cut.stderr).toContain(`go on with: ${goOnWith}\n`);
      files.mood.share = 'bad';
      const resumed = await files.hanzo(...goOnWith.split(' ').slice(1), '--json');
      expect(resumed.code).toBe(1);
      const { retryWith, counts } = resultOf(resumed);
      expect(counts).toMatchObject({ done: 5, undone: 1 });
      expect(retryWith).toBe(`hanzo tasks retry --dead --run ${runId.slice(0, 8)}`);
      files.mood.share = 'good';
      const again = await files.hanzo('dev', '--resume', 'last', '--home', files.home, '--json');
      expect(resultOf(again), again.stderr).toMatchObject({ complete: true });
      expect(planned()).toBe(1);
      const none = await files.hanzo('dev', '--resume', 'last');
      expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('no run that can be taken up again') });
    },
    60_000,
  );

  it(verifies('tasks.go-on', 'a run that its --timeout ended, in another home'), async () => {
    files.mood.share = 'hang';
    const { code, stderr } = await files.dev('--timeout', '4', '--home', files.home);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^go on with: hanzo dev --resume \\w{8} --home ${files.home}$`, 'm'));
  });

  it(
    verifies('tasks.take-over'),
    async () => {
      const old = await stuck();
      const { pid = 0 } = old.process;
      old.process.kill('SIGSTOP');
      const busy = await files.hanzo('dev', '--resume', 'last');
      expect(busy.code).toBe(2);
      const [run] = (await files.json<{ runs: { id: string }[] }>('tasks', 'runs')).runs;
      const id = run?.id.slice(0, 8) ?? '';
      const refused = await files.hanzo('dev', '--resume', id);
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`Process ${pid}`) });
      expect(refused.stderr).toContain(`hanzo dev --resume ${id} --take-over`);

      files.mood.share = 'good';
      const taken = await files.hanzo('dev', '--resume', id, '--take-over', '--json');
      expect(resultOf(taken), taken.stderr).toMatchObject({ complete: true });
      const before = await files.json('tasks', 'show', `${id}.6`);
      old.process.kill('SIGCONT');
      const ended = await old.result;
      expect(ended.code).toBe(1);
      expect(jsonLines(ended.stdout).at(-1)).toMatchObject({ event: 'error', code: 'TAKEN_OVER' });
      expect(await files.json('tasks', 'show', `${id}.6`)).toEqual(before);
      const { runs } = await files.json<{ runs: unknown[] }>('tasks', 'runs');
      expect(runs).toMatchObject([{ state: 'complete', counts: { done: 6 } }]);
    },
    60_000,
  );

  it(
    verifies('tasks.keeps-its-word'),
    async () => {
      const local = ['--orchestrator', 'local:random-tiny', '--local-only'];
      await files.hanzo('dev', 'review', '-w', files.workspace, '--base-url', files.standIn.baseUrl, ...local);
      const retried = await files.hanzo('tasks', 'retry', '--dead', '--budget', '1');
      expect(retried.code, retried.stderr).toBe(1);
      const resumed = await files.hanzo('dev', '--resume', 'last', '--budget', '1');
      expect(resumed.stderr).toMatch(/goes on, with --local-only --budget 1 --base-url http/);
      expect(resumed.stderr).toContain('3 tasks that ended without an answer are tried once more');
      expect(resumed.stderr).toContain('here (random-tiny)');
      expect(files.standIn.requests).toEqual([]);
      const contradiction = await files.hanzo('dev', '--resume', 'last', '--orchestrator', 'gpt-5');
      expect(contradiction).toMatchObject({ code: 2, stderr: expect.stringContaining('contradict') });
      expect(await files.json('tasks', 'runs')).toMatchObject({ runs: [{ resumable: true }] });
    },
    60_000,
  );

  it.each([
    [['review it'], 'new instructions'],
    [['--files', 'src/*'], '--files'],
    [['--workspace', '.'], '--workspace'],
    [['--data-class', 'public'], '--data-class'],
    [['--priority', 'low'], '--priority'],
    [['--copies', '3', '--use-hanzo-net'], '--copies'],
    [['--deadline', '3'], '--deadline'],
    [['--instances', '3'], '--instances'],
    [['--worker-models', 'gpt-5'], '--worker-models'],
  ])(verifies('tasks.fixed', '%s'), async (flags, name) => {
    const { code, stderr } = await files.hanzo('dev', ...flags, '--resume', 'last');
    expect(code).toBe(2);
    expect(stderr).toContain(`--resume and ${name} do not go together`);
    expect(stderr).toContain('mend:');
  });

  it('--take-over, and --copies without a mesh, are refused where they would do nothing', async () => {
    expect(await files.dev('--take-over')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--resume <run>'),
    });
    expect(await files.dev('--copies', '2')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--use-hanzo-net'),
    });
  });

  it('--priority and --deadline are part of each task, and a task past its deadline is given up', async () => {
    files.mood.share = 'hang';
    const cli = await files.dev('--priority', 'low', '--deadline', '2.5', '--json');
    expect(cli.code, cli.stderr).toBe(1);
    expect(resultOf(cli)).toMatchObject({ counts: { undone: 1, cancelled: 0 } });
    const { tasks } = await files.json<{ tasks: { id: string; reason: string }[] }>('tasks', 'list', '--dead');
    expect(tasks).toMatchObject([{ priority: 'low', reason: expect.stringContaining('TIMED_OUT') }]);
    const shown = await files.json('tasks', 'show', tasks[0]?.id ?? '');
    expect(shown).toMatchObject({ task: { priority: 'low', deadlineMs: 2_500 } });
  });
});
