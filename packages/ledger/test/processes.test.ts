import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HanzoError } from '@hanzo/contracts';
import { bench, call, errorOf } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

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

describe('several processes', () => {
  it(
    verifies('ledger.overspend-zero'),
    async () => {
      using box = bench();
      const cap = 1_000_000;
      const outputs = await Promise.all(
        Array.from({ length: 6 }, () => outputOf(start('race', box.path, String(cap)))),
      );
      const ledger = box.open();
      const { spentMicros, heldMicros } = ledger.spent();
      expect(outputs.map(Number).reduce((a, b) => a + b)).toBe(spentMicros);
      expect(spentMicros).toBeLessThanOrEqual(cap);
      // The smallest call no longer fits: the cap was really reached.
      expect(spentMicros).toBeGreaterThan(cap - 9000);
      expect(heldMicros).toBe(0);
      ledger.close();
    },
    60_000,
  );

  it(verifies('ledger.killed-process'), async () => {
    using box = bench();
    const child = await startAndLeave(box.path);
    child.kill('SIGKILL');
    await once(child, 'close');
    const ledger = box.open();
    expect(ledger.recovered).toEqual({ released: 1, uncertain: 1 });
    expect(ledger.spent()).toEqual({ spentMicros: 20_300, uncertainMicros: 20_000, heldMicros: 0 });
    expect(ledger.calls().map(({ taskId, state, chargedMicros, why }) => [taskId, state, chargedMicros, why])).toEqual([
      ['held', 'released', 0, 'its process died'],
      ['sent', 'uncertain', 20_000, 'its process died'],
      ['done', 'settled', 300, undefined],
    ]);
    ledger.close();
  });

  it('the holds of a living process are left alone, and come free when it dies while we run', async () => {
    using box = bench();
    const child = await startAndLeave(box.path);
    const ledger = box.open({ dayMicros: 30_000 });
    expect(ledger.recovered).toEqual({ released: 0, uncertain: 0 });
    expect(ledger.spent().heldMicros).toBe(21_000);
    expect(errorOf(() => ledger.reserve(call(9000))).code).toBe('BUDGET_BUSY');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(ledger.reserve(call(9000)).worstCaseMicros).toBe(9000);
    expect(ledger.spent()).toEqual({ spentMicros: 20_300, uncertainMicros: 20_000, heldMicros: 9000 });
    ledger.close();
  });

  it(
    verifies('ledger.never-below-bill'),
    async () => {
      using box = bench();
      const bill = `${box.path}.bill`;
      writeFileSync(bill, '');
      for (let kill = 0; kill < 15; kill += 1) {
        const child = start('spend', box.path, bill);
        await once(child.stdout ?? child, 'data');
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
        child.kill('SIGKILL');
        await once(child, 'close');
      }
      const ledger = box.open();
      const rows = new Map(ledger.calls().map((row) => [row.id, row]));
      const billed = readFileSync(bill, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' '));
      expect(billed.length).toBeGreaterThan(15);
      for (const [id = '', micros] of billed)
        expect(rows.get(id)?.chargedMicros, id).toBeGreaterThanOrEqual(Number(micros));
      expect(ledger.spent().heldMicros).toBe(0);
      expect(ledger.spent().uncertainMicros).toBeLessThanOrEqual(15 * 100);
      ledger.close();
    },
    60_000,
  );
});
