import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { HanzoError } from '@hanzo/contracts';
import { Book } from '../src/book.ts';
import { readLedger } from '../src/index.ts';
import { ThreadLink } from '../src/thread-link.ts';
import { bench, call, cost, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

const DYING = new URL('./processes/dying-thread.ts', import.meta.url);
const IDLE = fileURLToPath(new URL('./processes/idle.ts', import.meta.url));

describe('the thread of the ledger', () => {
  it(verifies('ledger.event-loop'), async () => {
    using box = bench();
    await using ledger = await box.open();
    using other = new DatabaseSync(box.path);
    other.exec('BEGIN IMMEDIATE');
    using delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const sent = ledger.send(call(1));
    let turns = 0;
    for (const start = performance.now(); performance.now() - start < 300; turns += 1)
      await new Promise((resolve) => setTimeout(resolve, 1));
    delay.disable();
    other.exec('ROLLBACK');
    expect((await sent).worstCaseMicros).toBe(1);
    expect(turns).toBeGreaterThan(50);
    // On a machine with more to do, 300 ms of waiting for the lock would still be one piece.
    expect(delay.max / 1e6).toBeLessThan(250);
  });

  it(verifies('ledger.together'), async () => {
    using box = bench();
    await using ledger = await box.open({ dayMicros: 100 });
    const commits = (): number => {
      using db = new DatabaseSync(box.path, { readOnly: true });
      return Number(db.prepare('SELECT commits FROM state').get()?.['commits']);
    };
    const before = commits();
    const results = await Promise.allSettled([40, 101, 50, -1, 20, 10].map((micros) => ledger.reserve(call(micros))));
    expect(results.map((result) => (result.status === 'rejected' ? (result.reason as HanzoError).code : 'ok'))).toEqual(
      ['ok', 'BUDGET_EXCEEDED', 'ok', 'INTERNAL', 'BUDGET_BUSY', 'ok'],
    );
    expect(commits()).toBe(before + 1);
    expect(ledger.spent().heldMicros).toBe(100);
  });

  it('keeps the order of each caller, and the time of each caller’s clock', async () => {
    using box = bench();
    await using ledger = await box.open();
    const hold = await ledger.send(call(10));
    const settled = ledger.settle(hold, cost(3));
    const start = box.clock.now();
    await box.clock.advance(5_000);
    const again = errorOf(() => ledger.markUncertain(hold, 'late'));
    await settled;
    expect((await again).message).toBe('A call that is settled cannot become uncertain.');
    expect(ledger.calls()[0]).toMatchObject({ reservedAt: start, endedAt: start });
  });

  it('refuses what no message can carry, and nothing else', async () => {
    using box = bench();
    await using ledger = await box.open();
    const odd = { ...call(1), taskId: (() => 'task') as unknown as string };
    const [first, second, third] = await Promise.allSettled([
      ledger.send(call(1)),
      ledger.send(odd),
      ledger.send(call(2)),
    ]);
    expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ledger.spent().heldMicros).toBe(3);
  });

  it(verifies('ledger.thread-died'), async () => {
    using box = bench();
    const opening = { path: box.path, limits: {}, version: 'v', at: box.clock.now() };
    const { link } = await ThreadLink.open(opening, DYING);
    const ask = (): Promise<unknown> => link.ask({ kind: 'reserve', request: call(7), isSent: true, at: 1 });
    const [first, second] = await Promise.all([errorOf(ask), errorOf(ask)]);
    expect(first).toMatchObject({
      code: 'STORE_UNUSABLE',
      message: `The ledger ${box.path} cannot be written: its thread has died.`,
      mend: expect.stringContaining('charged in full'),
    });
    expect(second).toBe(first);
    expect(await errorOf(ask)).toBe(first);
    await link.close(2);
  });

  it('that cannot be loaded is an error of opening', async () => {
    using box = bench();
    const opening = { path: box.path, limits: {}, version: 'v', at: 1 };
    const error = await errorOf(() => ThreadLink.open(opening, new URL('./nowhere.ts', import.meta.url)));
    expect(error).toMatchObject({ code: 'STORE_UNUSABLE' });
  });

  it.each([
    ['a call that was sent', true, 1, 'NORMAL'],
    ['one that was only held: its charge would be lost', false, 1, 'FULL'],
    ['more than was held', true, 8, 'FULL'],
  ])('waits for the disk only where a power cut would cost: it settles %s', (_, isSent, costMicros, mode) => {
    using box = bench();
    const book = new Book({ path: box.path, limits: {}, version: 'v', at: 1 });
    const [held] = book.commit([{ kind: 'reserve', request: call(7), isSent, at: 1 }]);
    const hold = held?.ok === true ? held.hold : undefined;
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    if (hold !== undefined) book.commit([{ kind: 'settle', hold, settlement: cost(costMicros), at: 2 }]);
    expect(exec.mock.calls[0]).toEqual([`PRAGMA synchronous = ${mode}`]);
    exec.mockRestore();
    book.close(3);
  });

  it(verifies('ledger.idle-exit'), { timeout: 20_000 }, async () => {
    using box = bench();
    const args = ['--conditions=@hanzo/source', '--disable-warning=ExperimentalWarning', IDLE, box.path];
    // One that is kept alive would keep this process alive, too.
    const limits = { timeout: 15_000, killSignal: 'SIGKILL' } as const;
    const child = spawn(process.execPath, args, { ...limits, stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(said.toString()).toBe('sent\n');
    await (await box.open()).close();
    using reader = readLedger(box.path);
    // It ended without closing: what it had sent is charged in full.
    expect(reader?.spent()).toEqual({ spentMicros: 50, uncertainMicros: 50, heldMicros: 0 });
  });
});
