import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readLedger } from '../src/index.ts';
import { bench } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

const CALLER = fileURLToPath(new URL('./processes/caller.ts', import.meta.url));
/** 10 by hand: HANZO_BUDGET_RUNS. */
const RUNS = Number(process.env['HANZO_BUDGET_RUNS'] ?? 1);
const CAP = 1_000_000;
const PROCESSES = 4;
const CALLERS = 16;
const KILLS = 6;
/** One run, on a slow machine. */
const PATIENCE_MS = 60_000;

/** An API that charges for each request that has reached it, whether or not anybody hears its answer. */
interface Api extends AsyncDisposable {
  readonly url: string;
  /** Micro-dollars by call. */
  readonly bill: ReadonlyMap<string, number>;
}

async function startApi(): Promise<Api> {
  const bill = new Map<string, number>();
  const server = createServer((request, response) => {
    const worst = Number(request.headers['x-worst']);
    const micros = Math.ceil(worst * Math.random());
    bill.set(String(request.headers['x-call']), micros);
    setTimeout(() => response.end(String(micros)), Math.random() * 20);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bill,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function start(path: string, url: string): ChildProcess {
  const args = ['--conditions=@hanzo/source', '--disable-warning=ExperimentalWarning', CALLER, path, url];
  return spawn(process.execPath, [...args, String(CAP), String(CALLERS)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode ?? child.signalCode;
}

/** Kills one process after another in the middle of its calls, and starts another in its place. */
async function killSome(children: ChildProcess[], path: string, url: string): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const index = kill % children.length;
    const victim = children[index];
    if (victim === undefined || victim.exitCode !== null) continue;
    if (victim.stdout?.readableLength === 0) await once(victim.stdout, 'readable');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    victim.kill('SIGKILL');
    await exitOf(victim);
    children[index] = start(path, url);
  }
}

describe('one dollar', () => {
  it(verifies('ledger.one-dollar', 'all live'), { timeout: RUNS * PATIENCE_MS }, () => race(false));
  it(verifies('ledger.one-dollar', 'some are killed'), { timeout: RUNS * PATIENCE_MS }, () => race(true));
});

async function race(kills: boolean): Promise<void> {
  for (let run = 0; run < RUNS; run += 1) {
    using box = bench();
    await using api = await startApi();
    const children = Array.from({ length: PROCESSES }, () => start(box.path, api.url));
    if (kills) await killSome(children, box.path, api.url);
    for (const child of children) expect(await exitOf(child)).toBe(0);
    // Whoever opens it next ends what the killed ones have left.
    await (await box.open()).close();
    using ledger = readLedger(box.path);
    const spending = ledger?.spent();
    const charged = new Map(ledger?.calls().map((call) => [call.id, call.chargedMicros]));
    for (const [call, micros] of api.bill) expect(charged.get(call), call).toBeGreaterThanOrEqual(micros);
    const billed = [...api.bill.values()].reduce((sum, micros) => sum + micros, 0);
    expect(billed).toBeLessThanOrEqual(spending?.spentMicros ?? 0);
    expect(spending?.spentMicros).toBeLessThanOrEqual(CAP);
    // The largest call would not fit: the cap was really reached.
    expect(spending?.spentMicros).toBeGreaterThan(CAP - 5_000);
    expect(spending?.heldMicros).toBe(0);
    if (!kills) expect(spending).toEqual({ spentMicros: billed, uncertainMicros: 0, heldMicros: 0 });
    expect(ledger?.verify()).toMatchObject({ ok: true, faults: [] });
  }
}
