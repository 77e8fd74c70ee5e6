import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HanzoError, silentLogger, systemClock } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { ControlClient, controlClients, type WorkerStatus } from '../../src/index.ts';
import type { ControlTarget } from '../../src/control/control-connection.ts';
import { startControlServer, type ControlServer } from '../../src/control/control-server.ts';
import { recordOf, soon } from './fake-worker.ts';
import { passTime, silentWorker } from './silent-worker.ts';

const STATUS = { name: 'atlas', pid: process.pid, state: 'ready', work: [] } as unknown as WorkerStatus;

describe('the control channel', () => {
  let root: string;
  let stack: AsyncDisposableStack;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'hanzo-c-'));
    stack = new AsyncDisposableStack();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await stack.disposeAsync();
    rmSync(root, { recursive: true, force: true });
  });

  const target = (changes: Partial<ControlTarget> = {}): ControlTarget => ({
    status: () => Promise.resolve(STATUS),
    pause: (request) => Promise.resolve(request),
    resume: (request) => Promise.resolve(request),
    drain: (request) => Promise.resolve(request),
    reloadPolicy: () => Promise.reject(new HanzoError('CONFIG_INVALID', 'It is wrong.')),
    ...changes,
  });

  async function serve(runDir = root, changes: Partial<ControlTarget> = {}): Promise<ControlServer> {
    const parts = { runDir, target: target(changes), clock: systemClock, log: silentLogger, tempDir: root };
    return stack.use(await startControlServer(parts));
  }

  function raw(path: string): { socket: Socket; text: () => string; closed: Promise<void> } {
    const socket = connect(path);
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('error', () => undefined);
    stack.defer(() => void socket.destroy());
    const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
    return { socket, text: () => text, closed };
  }

  it.each<[string, string | Buffer, RegExp]>([
    ['garbage', Buffer.from([0, 255, 10, 13, 10]), /not JSON/],
    ['a list', '[]\n', /must be an object/],
    ['another version', '{"v":2,"id":1,"request":{"kind":"status"}}\n', /version 1 .*not 2/],
    ['no id', '{"v":1,"request":{"kind":"status"}}\n', /needs an id/],
    ['an unknown request', '{"v":1,"id":1,"request":{"kind":"format-disk"}}\n', /no request \\"format-disk\\"/],
    ['a negative time', '{"v":1,"id":1,"request":{"kind":"pause","forMs":-1}}\n', /forMs must be milliseconds/],
    ['an odd time', '{"v":1,"id":1,"request":{"kind":"drain","timeoutMs":"1"}}\n', /timeoutMs must be/],
    ['an odd wish', '{"v":1,"id":1,"request":{"kind":"drain","running":"kill"}}\n', /hand-back/],
    ['a line without end', 'x'.repeat(70_000), /at most 65536 bytes/],
    ['a huge line', `{"v":1,"id":1,"request":{"kind":"status","x":"${'x'.repeat(70_000)}"}}\n`, /WIRE_TOO_LARGE/],
  ])(verifies('control.hostile', '%s'), async (_, bytes, says) => {
    const { path } = await serve();
    const good = stack.use(await ControlClient.connect({ path, pid: 1 }));
    const { socket, text, closed } = raw(path);
    socket.write(bytes);
    await closed;
    expect(JSON.parse(text().trim())).toMatchObject({
      v: 1,
      ok: false,
      error: { code: expect.stringMatching(/^WIRE_/) },
    });
    expect(text()).toMatch(says);
    expect(await good.status()).toEqual(STATUS);
  });

  it('reads requests however they are cut, and answers several at once', async () => {
    const { path } = await serve();
    const { socket, text } = raw(path);
    const lines = [1, 2].map((id) => `{"v":1,"id":${id},"request":{"kind":"resume","everywhere":true}}\n`).join('');
    for (const byte of lines) {
      socket.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await soon(() => text().split('\n').length > 2);
    const answers = text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number });
    expect(answers.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('passes on errors with their code', async () => {
    const { path } = await serve();
    const client = stack.use(await ControlClient.connect({ path, pid: 1 }));
    await expect(client.reloadPolicy()).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: 'It is wrong.' });
  });

  it('takes a bounded number of clients and of open requests', async () => {
    const { path } = await serve(root, { pause: () => new Promise(() => undefined) });
    const many = await Promise.all(Array.from({ length: 16 }, () => ControlClient.connect({ path, pid: 1 })));
    for (const client of many) stack.use(client);
    const late = raw(path);
    await late.closed;
    expect(late.text()).toMatch(/16 control clients already/);
    const [first] = many;
    const waiting = Array.from({ length: 9 }, () => first?.pause({ everywhere: true }));
    await expect(Promise.race(waiting)).rejects.toMatchObject({ message: expect.stringMatching(/At most 8/) });
    await Promise.allSettled(waiting);
  });

  it(verifies('control.slow'), async () => {
    let looks = 0;
    const big = { ...STATUS, reason: 'x'.repeat(100_000) };
    const server = await serve(root, { status: () => ((looks += 1), Promise.resolve(big)) });
    const { socket, text } = raw(server.path);
    socket.pause();
    socket.write('{"v":1,"id":1,"request":{"kind":"watch"}}\n');
    await soon(() => looks > 0);
    const before = process.memoryUsage().rss;
    const began = performance.now();
    // 100 MB of news that nobody reads.
    for (let n = 0; n < 1_000; n += 1) server.onWork(recordOf({ model: 'm'.repeat(100_000) }));
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
    const other = stack.use(await ControlClient.connect({ path: server.path, pid: 1 }));
    expect(await other.status()).toEqual(big);
    // It has missed some, and is told again as soon as it reads.
    socket.resume();
    await soon(() => {
      server.onWork(recordOf({ attemptId: 'fresh' }));
      return text().includes('"fresh"');
    });
  });

  it(verifies('control.stale'), async () => {
    const dead = createServer();
    const path = join(root, 'worker-1-dead.sock');
    await new Promise<void>((resolve) => void dead.listen(path, () => resolve()));
    await new Promise<void>((resolve) => void dead.close(() => resolve()));
    writeFileSync(join(root, 'worker-1-dead.control'), JSON.stringify({ v: 1, pid: 1, path }));
    writeFileSync(join(root, 'broken.control'), '{');
    // One that listens and never answers.
    const stuck = createServer((socket) => stack.defer(() => void socket.destroy()));
    stack.defer(() => void stuck.close());
    const stuckPath = join(root, 'stuck.sock');
    await new Promise<void>((resolve) => void stuck.listen(stuckPath, () => resolve()));
    writeFileSync(join(root, 'worker-2-stuck.control'), JSON.stringify({ v: 1, pid: 2, path: stuckPath }));
    await serve();
    using found = await controlClients(root, 200);
    expect(found.workers.map(({ status }) => status.name)).toEqual(['atlas']);
    expect(found.silent).toMatchObject([{ pid: 2 }]);
    expect(existsSync(join(root, 'worker-1-dead.control'))).toBe(false);
    expect(existsSync(join(root, 'worker-2-stuck.control'))).toBe(true);
  });

  it.each<[string, number, (client: ControlClient) => Promise<unknown>]>([
    ['status', 5_000, async (client) => await client.status()],
    ['pause', 10_000, async (client) => await client.pause({ everywhere: true })],
    ['resume', 5_000, async (client) => await client.resume({ everywhere: true })],
    ['policy', 10_000, async (client) => await client.reloadPolicy()],
    ['drain', 90_000, async (client) => await client.drain({ running: 'finish', timeoutMs: 60_000 })],
  ])(verifies('control.stale', 'one that was stopped before it answers %s'), async (_, ms, ask) => {
    const silent = stack.use(await silentWorker(root, 'mute'));
    const found = stack.use(await controlClients(root));
    const client = found.workers[0]?.client;
    if (client === undefined) throw new HanzoError('NO_WORKER', 'Nobody listens.');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asking = ask(client);
    const ended = vi.fn<() => void>();
    asking.catch(ended);
    await silent.asked;
    await passTime(ms - 100);
    expect(ended).not.toHaveBeenCalled();
    await passTime(100);
    await expect(asking).rejects.toMatchObject({ code: 'TIMED_OUT', mend: expect.stringContaining('stopped') });
    // Nobody waits for it a second time.
    await expect(client.status()).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });

  it(verifies('control.long-path'), async () => {
    const long = join(root, 'x'.repeat(100), 'run');
    mkdirSync(long, { recursive: true });
    const server = await serve(long);
    expect(server.path.length).toBeLessThan(104);
    expect(server.path.startsWith(join(root, 'hanzo-'))).toBe(true);
    expect(statSync(server.path).mode & 0o077).toBe(0);
    expect(statSync(dirname(server.path)).mode & 0o777).toBe(0o700);
    using found = await controlClients(long);
    expect(found.workers).toHaveLength(1);
    // A folder that others can look into is not used: somebody else may have made it.
    chmodSync(dirname(server.path), 0o777);
    const second = await serve(long);
    expect(dirname(second.path)).not.toBe(dirname(server.path));
    expect(statSync(dirname(second.path)).mode & 0o777).toBe(0o700);
  });

  it('leaves nothing behind, and answers what was asked before it ends', async () => {
    const slow = Promise.withResolvers<unknown>();
    const server = await serve(root, { drain: () => slow.promise });
    expect(statSync(server.path).mode & 0o777).toBe(0o600);
    const client = stack.use(await ControlClient.connect({ path: server.path, pid: 1 }));
    const draining = client.drain({ running: 'finish' });
    await client.status();
    const ending = server[Symbol.asyncDispose]();
    slow.resolve({ finished: 1, handedBack: 0 });
    expect(await draining).toEqual({ finished: 1, handedBack: 0 });
    await ending;
    await client.closed;
    await expect(client.status()).rejects.toMatchObject({ code: 'PEER_LOST' });
    expect(readdirSync(root).filter((name) => /sock|control/.test(name))).toEqual([]);
  });
});
