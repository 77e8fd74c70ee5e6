import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HanzoError } from '@hanzo/contracts';
import { readLedger } from '../src/index.ts';
import { bench, call, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

/** 200 by hand: HANZO_KILLS. */
const KILLS = Number(process.env['HANZO_KILLS'] ?? 10);
const CHILD = fileURLToPath(new URL('./processes/child.ts', import.meta.url));

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--conditions=@hanzo/source', CHILD, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Output of a child that must end well. */
async function outputOf(child: ChildProcess): Promise<string> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new HanzoError('INTERNAL', `child ended with ${String(code)}: ${err}`);
  return out.trim();
}

async function startAndLeave(path: string): Promise<ChildProcess> {
  const child = start('leave', path);
  const [data] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  expect(data.toString()).toBe('ready\n');
  return child;
}

describe('several processes', { timeout: 60_000 }, () => {
  it(
    verifies('ledger.overspend-zero'),
    async () => {
      using box = bench();
      const cap = 1_000_000;
      const outputs = await Promise.all(
        Array.from({ length: 6 }, () => outputOf(start('race', box.path, String(cap)))),
      );
      const ledger = await box.open();
      const { spentMicros, heldMicros } = ledger.spent();
      expect(outputs.map(Number).reduce((a, b) => a + b)).toBe(spentMicros);
      expect(spentMicros).toBeLessThanOrEqual(cap);
      // The smallest call no longer fits: the cap was really reached.
      expect(spentMicros).toBeGreaterThan(cap - 9000);
      expect(heldMicros).toBe(0);
      await ledger.close();
    },
    60_000,
  );

  it(verifies('ledger.killed-process'), async () => {
    using box = bench();
    const child = await startAndLeave(box.path);
    child.kill('SIGKILL');
    await once(child, 'close');
    const ledger = await box.open();
    expect(ledger.recovered).toMatchObject({ released: 1, uncertain: 1 });
    expect(ledger.spent()).toEqual({ spentMicros: 20_300, uncertainMicros: 20_000, heldMicros: 0 });
    expect(ledger.calls().map(({ taskId, state, chargedMicros, why }) => [taskId, state, chargedMicros, why])).toEqual([
      ['held', 'released', 0, 'its process died'],
      ['sent', 'uncertain', 20_000, 'its process died'],
      ['done', 'settled', 300, undefined],
    ]);
    await ledger.close();
  });

  it('the holds of a living process are left alone, and come free when it dies while we run', async () => {
    using box = bench();
    const child = await startAndLeave(box.path);
    const ledger = await box.open({ dayMicros: 30_000 });
    expect(ledger.recovered).toMatchObject({ released: 0, uncertain: 0 });
    expect(ledger.spent().heldMicros).toBe(21_000);
    expect((await errorOf(() => ledger.reserve(call(9000)))).code).toBe('BUDGET_BUSY');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect((await ledger.reserve(call(9000))).worstCaseMicros).toBe(9000);
    expect(ledger.spent()).toEqual({ spentMicros: 20_300, uncertainMicros: 20_000, heldMicros: 9000 });
    await ledger.close();
  });

  it(
    verifies('ledger.never-below-bill'),
    async () => {
      using box = bench();
      const bill = `${box.path}.bill`;
      writeFileSync(bill, '');
      for (let kill = 0; kill < KILLS; kill += 1) {
        const child = start('spend', box.path, bill);
        await once(child.stdout ?? child, 'data');
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
        child.kill('SIGKILL');
        await once(child, 'close');
      }
      const ledger = await box.open();
      const rows = new Map(ledger.calls().map((row) => [row.id, row]));
      const billed = readFileSync(bill, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' '));
      expect(billed.length).toBeGreaterThan(KILLS);
      for (const [id = '', micros] of billed)
        expect(rows.get(id)?.chargedMicros ?? -1, id).toBeGreaterThanOrEqual(Number(micros));
      expect(ledger.spent().heldMicros).toBe(0);
      // A torn journal would show here: whoever is killed loses nothing that was committed.
      expect(ledger.recovered).toMatchObject({ lostCommits: 0, lostMicros: 0 });
      expect([...rows.values()].some(({ why = '' }) => why.startsWith('lost'))).toBe(false);
      using reader = readLedger(box.path);
      expect(reader?.verify()).toMatchObject({ ok: true, faults: [] });
      await ledger.close();
    },
    60_000 + KILLS * 5_000,
  );
});
