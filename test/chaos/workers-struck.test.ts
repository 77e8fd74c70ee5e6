import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { verifies } from '../support/verifies.ts';
import { startBlackHole } from './black-hole.ts';
import { ChaosMesh } from './chaos-mesh.ts';

/** An engine that shows no life for so long loses its task. Milliseconds. */
const LEASE_MS = 2_000;
const TASKS = 200;

describe('workers of a run', () => {
  let stack = new AsyncDisposableStack();
  afterEach(async () => {
    await stack.disposeAsync();
    stack = new AsyncDisposableStack();
  });

  it(verifies('chaos.workers-struck'), { timeout: 120_000 }, async () => {
    const mesh = stack.use(new ChaosMesh({ scene: { tasks: TASKS, words: 10, workers: 5 }, inFlight: 20 }));
    const [swallowed, frozen, killed] = await Promise.all([
      mesh.worker('w1', { discovery: [], slots: 2, pieceMs: 40 }),
      mesh.worker('w2', { slots: 2, pieceMs: 40 }),
      mesh.worker('w3', { slots: 2, pieceMs: 40 }),
      mesh.worker('w4', { slots: 2, pieceMs: 40, hangs: 0.1 }),
      mesh.worker('w5', { slots: 2, pieceMs: 40 }),
    ]);
    const address = swallowed.last('ready')?.addresses.find((one) => one.includes('/127.0.0.1/')) ?? '';
    const [, port = '0', tail = ''] = /\/tcp\/(\d+)(\/p2p\/\w+)$/.exec(address) ?? [];
    const hole = stack.use(await startBlackHole(Number(port)));
    const coordinator = mesh.coordinator({
      leaseMs: LEASE_MS,
      bootstrap: [`/ip4/127.0.0.1/tcp/${hole.port}${tail}`],
    });
    const worksAt = (name: string): Promise<unknown> => coordinator.when('attempt', ({ node }) => node === name);
    await Promise.all(mesh.crew.map(worksAt));

    hole.swallow();
    frozen.process.kill('SIGSTOP');
    await killed[Symbol.asyncDispose]();
    await sleep(3_000);
    frozen.process.kill('SIGCONT');
    await mesh.worker('w3', { slots: 2, pieceMs: 40 });
    await sleep(3_000);
    hole.release();

    await coordinator.when('finished', () => true, 60_000);
    const again = coordinator.all('attempt').filter(({ attempt }) => attempt > 1).length;
    console.log(`chaos: ${TASKS} tasks, ${again} attempts that took over from another`);
    expect(again).toBeGreaterThan(3);
    expect(await mesh.wrong()).toEqual([]);
  });

  it(verifies('chaos.frozen-mid-answer'), async () => {
    const mesh = stack.use(new ChaosMesh({ scene: { tasks: 1, words: 40, workers: 2 }, inFlight: 1 }));
    const started = new Map(
      await Promise.all(mesh.crew.map(async (name) => [name, await mesh.worker(name, { pieceMs: 60 })] as const)),
    );
    const coordinator = mesh.coordinator();
    const first = await coordinator.when('attempt');
    await sleep(700);
    const at = Date.now();
    started.get(first.node)?.process.kill('SIGSTOP');
    const second = await coordinator.when('attempt', ({ attempt }) => attempt > 1);
    await coordinator.when('finished');
    started.get(first.node)?.process.kill('SIGCONT');
    console.log(`chaos: an answer of a frozen worker went on elsewhere after ${second.at - at} ms`);
    expect(second.node).not.toBe(first.node);
    expect(await mesh.wrong()).toEqual([]);
  });
});
