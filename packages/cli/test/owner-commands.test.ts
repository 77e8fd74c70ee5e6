import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { HanzoError, silentLogger, systemClock, type ExitCode } from '@hanzo/contracts';
import { startOwnersSide, systemSensors } from '@hanzo/worker';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { FakeWorker, soon } from '../../worker/test/control/fake-worker.ts';
import { passTime, silentWorker } from '../../worker/test/control/silent-worker.ts';
import { run as drain } from '../src/commands/net/drain.ts';
import { run as pause } from '../src/commands/net/pause.ts';
import { readPolicySource } from '../src/commands/net/policy-source.ts';
import { run as policy } from '../src/commands/net/policy.ts';
import { run as resume } from '../src/commands/net/resume.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

interface Screen {
  readonly terminal: Terminal;
  readonly out: () => string;
  readonly err: () => string;
}

function screen(): Screen {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const text = (stream: PassThrough): string => String(stream.read() ?? '');
  return { terminal: createTerminal(stdout, stderr, {}), out: () => text(stdout), err: () => text(stderr) };
}

describe('commands of an owner', () => {
  let home: string;
  let stack: AsyncDisposableStack;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hanzo-o-'));
    stack = new AsyncDisposableStack();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await stack.disposeAsync();
    rmSync(home, { recursive: true, force: true });
  });

  async function start(worker: FakeWorker, flags: { readonly slots?: number } = {}): Promise<FakeWorker> {
    const owner = stack.use(
      await startOwnersSide({
        worker,
        paths: { run: join(home, 'run'), pause: join(home, 'pause.json'), work: join(home, 'work.db') },
        readPolicy: () => readPolicySource({ home, worker: flags }),
        sensors: systemSensors({ clock: systemClock }),
        size: { memoryBytes: 2 ** 30, cores: 4 },
        clock: systemClock,
        log: silentLogger,
      }),
    );
    worker.onWork = (record) => owner.onWork(record);
    return worker;
  }

  const silentIn = async (): Promise<{ asked: Promise<void> }> =>
    stack.use(await silentWorker(join(home, 'run'), 'mute'));

  it.each<[string, (terminal: Terminal, json: boolean) => Promise<ExitCode>, RegExp, RegExp]>([
    ['pause', (terminal, json) => pause({ home, json }, terminal), /^atlas: paused until/m, /mute did not say/],
    ['resume', (terminal, json) => resume({ home, json }, terminal), /^atlas: takes work$/m, /mute did not say/],
    [
      'policy',
      (terminal, json) => policy({ home, json, slots: 1 }, terminal),
      /^atlas: takes work$/m,
      /mute does not obey the change yet/,
    ],
  ])(verifies('control.stale', '%s, though one is stopped before it answers'), async (_, run, out, err) => {
    await start(new FakeWorker());
    const silent = await silentIn();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const shown = screen();
    const running = run(shown.terminal, false);
    await silent.asked;
    await passTime(20_000);
    expect(await running).toBe(1);
    expect(shown.out()).toMatch(out);
    const said = shown.err();
    expect(said).toMatch(err);
    expect(said.match(/mute/g)).toHaveLength(1);
    expect(said).toMatch(/did not answer within \d+ s/);
  });

  it('one that is stopped is named in JSON as well', async () => {
    await start(new FakeWorker());
    const silent = await silentIn();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const shown = screen();
    const running = pause({ home, json: true }, shown.terminal);
    await silent.asked;
    await passTime(20_000);
    expect(await running).toBe(1);
    const { workers } = JSON.parse(shown.out()) as { workers: { name: string }[] };
    expect(workers.toSorted((a, b) => a.name.localeCompare(b.name))).toMatchObject([
      { name: 'atlas', handedBack: 0, reason: 'paused by its owner' },
      { name: 'mute', error: { code: 'TIMED_OUT' } },
    ]);
  });

  it(verifies('control.outcome', 'a drain says what failed'), async () => {
    const worker = await start(new FakeWorker());
    for (const id of ['one', 'two']) worker.begin(id);
    // The worker lives in this process, which shall look as if it had ended.
    const looks = vi.spyOn(process, 'kill').mockImplementation(() => {
      throw new HanzoError('NO_WORKER', 'ESRCH');
    });
    stack.defer(() => looks.mockRestore());
    const shown = screen();
    const draining = drain({ home, timeout: 60_000 }, shown.terminal);
    await soon(() => worker.isDraining);
    worker.end('one', 'ENGINE_CRASHED');
    worker.end('two');
    expect(await draining).toBe(0);
    expect(shown.out()).toBe('atlas: 1 finished, 0 handed back, 1 failed; ended\n');
  });

  it(verifies('policy.command', 'a change is for all workers, and refused for one'), async () => {
    const refused = policy({ home, worker: 'atlas', quietHours: ['00:00-24:00'] }, screen().terminal);
    await expect(refused).rejects.toMatchObject({ code: 'USAGE', mend: expect.stringContaining('Leave out --worker') });
    await expect(policy({ home, worker: 'atlas', reset: true }, screen().terminal)).rejects.toMatchObject({
      code: 'USAGE',
    });
    expect(existsSync(join(home, 'config.json'))).toBe(false);
    await start(new FakeWorker());
    const shown = screen();
    expect(await policy({ home, worker: 'atlas' }, shown.terminal)).toBe(0);
    expect(shown.out()).toMatch(/^atlas: takes work$/m);
  });

  it(verifies('policy.command', 'what is wanted and what is in force'), async () => {
    const worker = await start(new FakeWorker());
    worker.threads = 8;
    const shown = screen();
    expect(await policy({ home, slots: 8, cpuShare: '50%' }, shown.terminal)).toBe(0);
    const out = shown.out();
    expect(out).toMatch(/^slots +2 \(of 8 wanted; the engine was started with 2\) +\S*config\.json/m);
    expect(out).toMatch(/^threads for inference: 8 \(by --threads of `hanzo net up`; the policy's share is 2\)$/m);
    expect(shown.err()).toMatch(/^written to \S+config\.json$/m);
    worker.slots = 8;
    worker.threads = 2;
    const later = screen();
    await policy({ home }, later.terminal);
    const now = later.out();
    expect(now).toMatch(/^slots +8 +\S*config\.json/m);
    expect(now).toMatch(/^threads for inference: 2$/m);
    const json = screen();
    await policy({ home, json: true }, json.terminal);
    expect(JSON.parse(json.out())).toMatchObject({ policies: [{ slots: 8, threads: 2 }] });
  });

  it(verifies('policy.command', 'a change that flags of the worker go before'), async () => {
    await start(new FakeWorker(), { slots: 1 });
    const shown = screen();
    await policy({ home, slots: 2, whenActive: 'run' }, shown.terminal);
    expect(shown.err()).toMatch(/^atlas: slots is 1, because --slots of its `hanzo net up` goes before the file$/m);
    expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toMatchObject({ worker: { slots: 2 } });
  });
});
