import { HanzoError, type Logger } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { serve, type ServedWorker } from '../src/commands/net/up/serve.ts';

const NEVER = new Promise<never>(() => undefined);

function recorder(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  return { lines, log: { debug: write, info: write, warn: write } };
}

const idle: ServedWorker = { drain: () => Promise.resolve(), stop: () => Promise.resolve() };

describe('serving the mesh', () => {
  it(verifies('worker.early-stop'), async () => {
    const { log, lines } = recorder();
    const interrupts = { drain: AbortSignal.abort(), stop: new AbortController().signal };
    expect(await serve({ worker: idle, engineClosed: NEVER, drained: NEVER, shutOut: NEVER, interrupts, log })).toBe(0);
    expect(lines).toEqual(['drained: nothing was left undone']);
  });

  it('drains at the first signal, and ends when the engine is gone', async () => {
    const { log } = recorder();
    const drain = new AbortController();
    const interrupts = { drain: drain.signal, stop: new AbortController().signal };
    const served = serve({ worker: idle, engineClosed: NEVER, drained: NEVER, shutOut: NEVER, interrupts, log });
    drain.abort();
    expect(await served).toBe(0);
    const quiet = { drain: new AbortController().signal, stop: new AbortController().signal };
    expect(
      await serve({
        worker: idle,
        engineClosed: Promise.resolve(),
        drained: NEVER,
        shutOut: NEVER,
        interrupts: quiet,
        log,
      }),
    ).toBe(1);
  });

  it('says that coordinators were told only when they have been', async () => {
    const { log, lines } = recorder();
    const told = Promise.withResolvers<void>();
    const busy: ServedWorker = {
      drain: () => Promise.reject(new HanzoError('CANCELLED', 'Interrupted by SIGTERM.')),
      stop: () => told.promise,
    };
    const interrupts = { drain: AbortSignal.abort(), stop: AbortSignal.abort() };
    const served = serve({ worker: busy, engineClosed: NEVER, drained: NEVER, shutOut: NEVER, interrupts, log });
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines).toEqual([]);
    told.resolve();
    expect(await served).toBe(130);
    expect(lines).toEqual(['stopped before everything was done; coordinators were told']);
  });

  it(verifies('worker.shut-out'), async () => {
    const { log } = recorder();
    const stopped = Promise.withResolvers<void>();
    const worker: ServedWorker = { drain: () => Promise.resolve(), stop: () => Promise.resolve(stopped.resolve()) };
    const quiet = { drain: new AbortController().signal, stop: new AbortController().signal };
    const out = new HanzoError('MEMBERSHIP_REVOKED', 'The membership was revoked.');
    const served = serve({
      worker,
      engineClosed: NEVER,
      drained: NEVER,
      shutOut: Promise.resolve(out),
      interrupts: quiet,
      log,
    });
    await expect(served).rejects.toBe(out);
    await stopped.promise;
    expect(out.exitCode).toBe(3);
  });
});
