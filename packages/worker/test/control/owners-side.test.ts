import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HanzoError, silentLogger, systemClock } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import {
  controlClients,
  DEFAULT_POLICY,
  openPauseBook,
  readWork,
  startOwnersSide,
  systemSensors,
  type OwnerPolicy,
  type OwnersSide,
  type RunningWorker,
  type WatchEvent,
} from '../../src/index.ts';
import { FakeWorker, soon } from './fake-worker.ts';

describe("the owner's side of a running worker", () => {
  let home: string;
  let stack: AsyncDisposableStack;
  let policy: Partial<OwnerPolicy>;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hanzo-owner-'));
    stack = new AsyncDisposableStack();
    policy = {};
  });
  afterEach(async () => {
    await stack.disposeAsync();
    rmSync(home, { recursive: true, force: true });
  });

  async function start(name = 'atlas', engineIsForeign?: boolean): Promise<{ worker: FakeWorker; owner: OwnersSide }> {
    const worker = new FakeWorker();
    worker.name = name;
    const owner = stack.use(
      await startOwnersSide({
        worker,
        paths: { run: join(home, 'run'), pause: join(home, 'pause.json'), work: join(home, 'work.db') },
        readPolicy: () => ({ policy: { ...DEFAULT_POLICY, ...policy }, origins: { slots: '--slots' } }),
        sensors: systemSensors({ clock: systemClock }),
        size: { memoryBytes: 1_000, cores: 4 },
        engineIsForeign,
        clock: systemClock,
        log: silentLogger,
      }),
    );
    worker.onWork = (record) => owner.onWork(record);
    return { worker, owner };
  }

  async function clients(): Promise<readonly RunningWorker[]> {
    return stack.use(await controlClients(join(home, 'run'))).workers;
  }

  async function onlyClient(): Promise<RunningWorker['client']> {
    const [first] = await clients();
    if (first === undefined) throw new HanzoError('NO_WORKER', 'Nobody listens.');
    return first.client;
  }

  it(verifies('control.outcome', 'pause and resume'), async () => {
    const { worker } = await start();
    const client = await onlyClient();
    worker.begin('one');
    worker.begin('two');
    expect(await client.pause({ forMs: 3_600_000, running: 'finish', everywhere: true })).toEqual({
      handedBack: 0,
      finishing: 2,
      remembered: true,
      reason: expect.stringMatching(/^paused by its owner until \d\d:\d\d$/),
    });
    worker.end('one');
    expect(await client.pause({ everywhere: true })).toEqual({
      handedBack: 1,
      finishing: 0,
      remembered: true,
      reason: 'paused by its owner',
    });
    expect(await client.status()).toMatchObject({
      state: 'paused',
      work: [],
      ended: [{ attemptId: 'two' }, { attemptId: 'one' }],
    });
    expect(await client.resume({ everywhere: true })).toEqual({ wasPaused: true, reason: '' });
    expect(worker.terms?.pause).toBeUndefined();
    expect(await client.resume({ everywhere: true })).toEqual({ wasPaused: false, reason: '' });
  });

  it(verifies('control.remembered'), async () => {
    const first = await start();
    await (await onlyClient()).pause({ reason: 'gaming', running: 'finish', everywhere: true });
    await first.owner[Symbol.asyncDispose]();
    expect(statSync(join(home, 'pause.json')).mode & 0o777).toBe(0o600);
    const second = await start();
    expect(second.worker.terms?.pause?.reason).toBe('paused by its owner (gaming)');
    await (await onlyClient()).resume({ everywhere: true });
    await second.owner[Symbol.asyncDispose]();
    expect((await start()).worker.terms?.pause).toBeUndefined();
  });

  it('a pause of one worker leaves the others alone, and so does a resume', async () => {
    const [a, b] = [await start('a'), await start('b')];
    const found = await clients();
    const clientOf = (name: string): RunningWorker['client'] | undefined =>
      found.find(({ status }) => status.name === name)?.client;
    await clientOf('a')?.pause({ everywhere: false });
    b.owner.refresh();
    expect([a.worker.terms?.pause !== undefined, b.worker.terms?.pause !== undefined]).toEqual([true, false]);
    openPauseBook(join(home, 'pause.json'), systemClock).pause({ kind: 'all' }, { running: 'finish' });
    await clientOf('b')?.resume({ everywhere: false });
    a.owner.refresh();
    expect([a.worker.terms?.pause !== undefined, b.worker.terms?.pause !== undefined]).toEqual([true, false]);
  });

  it('a pause book that cannot be read pauses: it may have said so', async () => {
    writeFileSync(join(home, 'pause.json'), '{"v":1,"all":');
    const { worker, owner } = await start();
    expect(worker.terms?.pause?.reason).toMatch(/cannot be read/);
    await (await onlyClient()).resume({ everywhere: true });
    expect(owner.terms.pause).toBeUndefined();
  });

  it('a pause that cannot be written holds all the same, and says so', async () => {
    const { worker } = await start();
    const client = await onlyClient();
    mkdirSync(join(home, 'pause.json'));
    expect(await client.pause({ everywhere: true, reason: 'gaming' })).toMatchObject({ remembered: false });
    expect(worker.terms?.pause?.reason).toBe('paused by its owner (gaming)');
    rmSync(join(home, 'pause.json'), { recursive: true });
    expect(await client.resume({ everywhere: true })).toEqual({ wasPaused: true, reason: '' });
  });

  it(verifies('control.drain', 'everything finished'), async () => {
    const { worker, owner } = await start();
    const client = await onlyClient();
    worker.begin('one');
    const draining = client.drain({ running: 'finish', timeoutMs: 60_000 });
    await soon(() => owner.terms !== undefined);
    expect(await (await onlyClient()).status()).toMatchObject({ state: 'draining' });
    worker.end('one');
    expect([await draining, await owner.drained]).toEqual([
      { finished: 1, handedBack: 0, failed: 0 },
      { finished: 1, handedBack: 0, failed: 0 },
    ]);
  });

  it(verifies('control.drain', 'the rest is handed back at the timeout'), async () => {
    const { worker, owner } = await start();
    const client = await onlyClient();
    worker.begin('quick');
    worker.begin('slow');
    const draining = client.drain({ running: 'finish', timeoutMs: 300 });
    expect(await (await onlyClient()).status()).toMatchObject({ state: 'draining' });
    worker.end('quick');
    expect(await draining).toEqual({ finished: 1, handedBack: 1, failed: 0 });
    expect(await owner.drained).toEqual({ finished: 1, handedBack: 1, failed: 0 });
  });

  it(verifies('control.outcome', 'what was cancelled or went wrong is not finished'), async () => {
    const { worker } = await start();
    const client = await onlyClient();
    for (const id of ['one', 'two', 'three']) worker.begin(id);
    const draining = client.drain({ running: 'finish', timeoutMs: 60_000 });
    expect(await (await onlyClient()).status()).toMatchObject({ state: 'draining' });
    worker.end('one', 'ENGINE_CRASHED');
    worker.end('two', 'CANCELLED');
    worker.end('three');
    expect(await draining).toEqual({ finished: 1, handedBack: 0, failed: 2 });
  });

  it(verifies('policy.unknowable', 'limits of a server are not shown as kept'), async () => {
    policy = { maxMemory: { kind: 'share', share: 0.5 }, cpuShare: 0.5, gpuShare: 0.5, maxLoad: 0.5 };
    const { worker } = await start('atlas', true);
    expect(worker.limits).toEqual({});
    const status = await (await onlyClient()).status();
    expect(status).toMatchObject({ state: 'ready', limits: {}, readings: {} });
    expect(status.unmet.map(({ key }) => key)).toEqual(['maxMemory', 'cpuShare', 'gpuShare', 'maxLoad']);
  });

  it('a second drain may hurry the first', async () => {
    const { worker } = await start();
    const client = await onlyClient();
    worker.begin('slow');
    const patient = client.drain({ running: 'finish' });
    expect(await client.drain({ running: 'hand-back' })).toEqual({ finished: 0, handedBack: 1, failed: 0 });
    expect(await patient).toEqual({ finished: 0, handedBack: 1, failed: 0 });
  });

  it('obeys a policy that was changed, and keeps the old one when it is wrong', async () => {
    const { worker } = await start();
    const client = await onlyClient();
    policy = { slots: 1, cpuShare: 0.5, quietHours: [{ days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 0, toMinute: 1440 }] };
    worker.begin('one');
    expect(await client.reloadPolicy()).toEqual({ handedBack: 1, finishing: 0 });
    expect([worker.terms?.slots, worker.limits]).toEqual([1, { threads: 2 }]);
    expect(await client.status()).toMatchObject({
      state: 'paused',
      reason: 'quiet hours',
      origins: { slots: '--slots' },
    });
    Object.defineProperty(policy, 'slots', {
      enumerable: true,
      get: () => {
        throw new HanzoError('CONFIG_INVALID', 'It is wrong.', { mend: 'Mend it.' });
      },
    });
    await expect(client.reloadPolicy()).rejects.toMatchObject({ code: 'CONFIG_INVALID', mend: 'Mend it.' });
    expect(await client.status()).toMatchObject({ policy: { slots: 1 } });
  });

  it(verifies('control.watch'), async () => {
    const { worker } = await start();
    const events: WatchEvent[] = [];
    const stop = new AbortController();
    const watching = (await onlyClient()).watch((event) => void events.push(event), stop.signal);
    await soon(() => events.length > 0);
    worker.begin('one');
    worker.end('one');
    await soon(() => events.filter(({ kind }) => kind === 'status').length >= 2);
    stop.abort();
    await watching;
    expect(events.find(({ kind }) => kind === 'work')).toMatchObject({
      record: { attemptId: 'one', memberName: 'olga' },
    });
  });

  it('writes what ran into the journal when it stops', async () => {
    const { worker, owner } = await start();
    worker.begin('one');
    worker.end('one');
    await owner[Symbol.asyncDispose]();
    expect(readWork(join(home, 'work.db'))).toMatchObject([{ attemptId: 'one', worker: 'atlas' }]);
    expect(readFileSync(join(home, 'work.db')).includes('olga')).toBe(true);
  });
});
