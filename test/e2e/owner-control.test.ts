import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, runCli, startCli, type CliResult, type RunningCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');

interface Paused {
  readonly workers: readonly { readonly name: string; readonly handedBack: number; readonly finishing: number }[];
}

describe('the owner of a worker', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
  });
  afterEach(() => stack.disposeAsync());

  const net = (...args: string[]): Promise<CliResult> => runCli(['net', ...args], { home });

  async function up(...flags: string[]): Promise<RunningCli> {
    const common = ['--listen', '/ip4/127.0.0.1/tcp/0', '--threads', '1', '--slots', '1', '--json'];
    const worker = stack.use(startCli(['net', 'up', '--name', 'atlas', ...common, ...flags], { home }));
    await worker.line(/worker-ready/);
    return worker;
  }

  const startDev = (): RunningCli =>
    stack.use(
      startCli(['dev', 'review this project', '-w', SAMPLE, '--files', 'src/*.ts', '--use-hanzo-net', '--json'], {
        home,
      }),
    );

  it(
    verifies('control.commands', 'pause with work running, and resume'),
    async () => {
      const worker = await up();
      const dev = startDev();
      await dev.line(/"event":"attempt-start".*"kind":"worker"/);
      const paused = await net('pause', '--for', '1h', '--reason', 'gaming', '--json');
      expect(paused.code, paused.stderr).toBe(0);
      const [outcome] = (JSON.parse(paused.stdout) as Paused).workers;
      expect(outcome).toMatchObject({ name: 'atlas', finishing: 0 });
      expect(outcome?.handedBack).toBeGreaterThan(0);
      expect(await worker.line(/takes no work/)).toMatch(/paused by its owner until \d\d:\d\d \(gaming\)/);
      expect((await net('policy')).stdout).toMatch(/^atlas: paused by its owner until \d\d:\d\d \(gaming\)$/m);
      const resumed = await net('resume');
      expect(resumed).toMatchObject({ code: 0, stdout: 'atlas: takes work\n' });
      await worker.line(/takes work again/);
      await dev.result;

      const work = await net('work', '--json');
      const ends = (JSON.parse(work.stdout) as { work: { end: string; worker: string }[] }).work;
      expect(ends.filter(({ end }) => /^WORKER_(PAUSED|STOPPED)$/.test(end)).length).toBe(outcome?.handedBack);
      expect(ends.some(({ end }) => end === 'done')).toBe(true);
      expect(new Set(ends.map((row) => row.worker))).toEqual(new Set(['atlas']));
    },
    120_000,
  );

  it(
    verifies('control.commands', 'drain'),
    async () => {
      const worker = await up();
      const dev = startDev();
      await dev.line(/"event":"attempt-start".*"kind":"worker"/);
      const drained = await net('drain', '--timeout', '30s', '--json');
      expect(drained.code, drained.stderr).toBe(0);
      expect(JSON.parse(drained.stdout)).toMatchObject({ workers: [{ name: 'atlas', ended: true }] });
      expect((await worker.result).code).toBe(0);
      expect(await net('drain')).toMatchObject({ code: 0, stdout: 'No worker of this home runs.\n' });
      expect(await net('drain', '--worker', 'atlas')).toMatchObject({ code: 5 });
      dev.process.kill('SIGKILL');
    },
    120_000,
  );

  it(verifies('control.remembered', 'over a restart'), async () => {
    const paused = await net('pause', '--finish');
    expect(paused).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/next start will be paused, until `hanzo net resume`/),
    });
    const worker = await up();
    expect(await worker.line(/takes no work/)).toContain('paused by its owner');
    expect((await net('status', '--json')).stdout).toContain('"paused"');
    await net('resume');
    await worker.line(/takes work again/);
  });

  it(verifies('policy.command'), async () => {
    const worker = await up('--max-load', '100%');
    const changed = await net('policy', '--quiet-hours', '00:00-24:00', '--cpu-share', '50%', '--json');
    expect(changed.code, changed.stderr).toBe(0);
    expect(JSON.parse(changed.stdout)).toMatchObject({
      policies: [
        {
          worker: { name: 'atlas' },
          state: 'paused',
          reason: 'quiet hours',
          policy: { maxLoad: 1, cpuShare: 0.5 },
          origins: { maxLoad: '--max-load', quietHours: expect.stringContaining('config.json') },
        },
      ],
      applied: [{ handedBack: 0, finishing: 0 }],
    });
    await worker.line(/takes no work: quiet hours/);
    expect(statSync(join(home, 'config.json')).mode & 0o777).toBe(0o600);
    const reset = await net('policy', '--reset', 'quietHours');
    expect(reset.stdout).toMatch(/^atlas: takes work$/m);
    expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toEqual({ worker: { cpuShare: '50%' } });
    expect(await net('policy', '--reset', 'quietHour')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('quietHours'),
    });
    expect(await net('policy', '--max-load', '600')).toMatchObject({ code: 2 });
  });

  it('policy without a worker shows the defaults and writes nothing', async () => {
    const shown = await net('policy', '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ policies: [{ state: 'ready', origins: {} }] });
    expect(existsSync(join(home, 'config.json'))).toBe(false);
  });

  it(
    verifies('work-journal.command'),
    async () => {
      expect(await net('work')).toMatchObject({ code: 0, stdout: 'Nothing ran here since 24h.\n' });
      const worker = await up();
      const live = stack.use(startCli(['net', 'work', '--live', '--json'], { home }));
      await live.line(/"event":"status"/);
      const dev = startDev();
      const ended = await live.line(/"event":"work"/);
      expect(JSON.parse(ended)).toMatchObject({ worker: 'atlas', record: { model: 'random-tiny' } });
      await dev.result;
      worker.process.kill('SIGTERM');
      await worker.result;
      // Who watches sees the end as well.
      expect((await live.result).code).toBe(0);
      const sums = JSON.parse((await net('work', '--by', 'model', '--json')).stdout) as {
        sums: { key: string; attempts: number }[];
      };
      const rows = jsonLines((await worker.result).stdout).filter(({ event }) => event === 'work');
      expect(sums.sums).toMatchObject([{ key: 'random-tiny', attempts: rows.length }]);
      const csv = await net('work', '--csv');
      expect(csv.stdout.trim().split('\n')).toHaveLength(rows.length + 1);
      expect(csv.stdout).not.toMatch(/corner|review/i);
      expect(await net('work', '--live')).toMatchObject({ code: 5 });
    },
    120_000,
  );

  it.each(['pause', 'resume', 'drain', 'policy', 'work'])(
    'the help of net %s names its exit codes',
    async (command) => {
      const { code, stdout } = await net(command, '--help');
      expect([code, stdout]).toEqual([
        0,
        expect.stringMatching(/--worker[\s\S]*--json[\s\S]*--home[\s\S]*Exit codes: 0 /),
      ]);
    },
  );

  it.each<[string, string[], RegExp]>([
    ['two ends', ['pause', '--for', '1h', '--until', '18:00'], /--for or --until/],
    ['a time that is none', ['pause', '--until', 'noon'], /--until does not understand "noon"/],
    ['a span that is none', ['pause', '--for', '2'], /30m, 24h or 7d/],
    ['hours that are none', ['policy', '--quiet-hours', '22-7'], /--quiet-hours does not understand "22-7"/],
    ['a change for one of them', ['policy', '--worker', 'atlas', '--slots', '2'], /for all workers of this home/],
    ['a weight of nothing', ['policy', '--member-weight', 'anna=0'], /weight from 0\.01 to 100/],
    ['two forms', ['work', '--csv', '--json'], /do not go together/],
    ['a time of the journal', ['work', '--since', 'yesterday'], /--since does not understand/],
  ])('%s: refused with exit code 2, and nothing is written', async (_, args, says) => {
    expect(await net(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(says) });
    expect([existsSync(join(home, 'config.json')), existsSync(join(home, 'pause.json'))]).toEqual([false, false]);
  });
});
