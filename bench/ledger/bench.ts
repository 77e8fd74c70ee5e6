/**
 * Question: what does it cost that no paid call is ever forgotten? Reservations a second, each on the disk before it
 * counts; what a call waits for the ledger altogether; and for how long the event loop stands still meanwhile. Ours, in
 * a thread with group commit, next to how it was before: a transaction per step on the event loop.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { openLedger } from '@hanzo/ledger';
import { systemClock } from '@hanzo/contracts';
import { temporaryFolder } from '../lib/homes.ts';
import { median, printTable, type Cells } from '../table.ts';
import { inThread, type Contender } from './contender.ts';
import { holdLock } from './lock.ts';
import { onEventLoop } from './on-event-loop.ts';

const CALLERS = [1, 8, 32];
const ROUNDS = 5;
const MANY = 100_000;
const LOCKED_MS = 1_000;

async function everyCaller(callers: number, times: number, work: () => Promise<void>): Promise<void> {
  const caller = async (): Promise<void> => {
    for (let time = 0; time < times; time++) await work();
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

/** Median over rounds of reservations a second. Each is released again, which nobody waits for. */
async function reservationsPerSecond(ledger: Contender, callers: number, times: number): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const releases: Promise<void>[] = [];
    const start = performance.now();
    await everyCaller(callers, times, async () => void releases.push(ledger.release(await ledger.reserve())));
    rates.push((callers * times * 1_000) / (performance.now() - start));
    await Promise.all(releases);
  }
  return median(rates);
}

/** Median milliseconds that a call waits for the ledger: before it is sent, and until its cost is recorded. */
async function waitPerCall(ledger: Contender, times: number): Promise<{ send: number; settle: number; both: number }> {
  const waits = { send: [] as number[], settle: [] as number[], both: [] as number[] };
  await everyCaller(1, times, async () => {
    const start = performance.now();
    const id = await ledger.send();
    const sent = performance.now();
    await ledger.settle(id);
    const settled = performance.now();
    waits.send.push(sent - start);
    waits.settle.push(settled - sent);
    waits.both.push(settled - start);
  });
  return { send: median(waits.send), settle: median(waits.settle), both: median(waits.both) };
}

/** The longest that the event loop stood still during the work, in milliseconds. */
async function longestHoldUp(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The loop must have turned once before it is measured.
  await setTimeout(10);
  await work();
  // The loop must turn once more to notice.
  await setTimeout(10);
  delay.disable();
  return delay.max / 1e6;
}

async function measure(what: string, path: string, ledger: Contender, times: number): Promise<Cells> {
  await everyCaller(8, 20, async () => ledger.settle(await ledger.send()));
  const rates: string[] = [];
  for (const callers of CALLERS) {
    const rate = await reservationsPerSecond(ledger, callers, Math.ceil(times / Math.sqrt(callers)));
    rates.push(rate.toFixed(0));
  }
  const wait = await waitPerCall(ledger, times);
  const busy = await longestHoldUp(() =>
    everyCaller(32, Math.ceil(times / 8), async () => {
      const id = await ledger.send();
      // Here the request would be under way.
      await setImmediate();
      await ledger.settle(id);
    }),
  );
  const locked = await longestHoldUp(async () => {
    await using _lock = await holdLock(path, LOCKED_MS);
    await ledger.settle(await ledger.send());
  });
  const waits = [wait.send, wait.settle, wait.both].map((ms) => ms.toFixed(2));
  return [what, ...rates, ...waits, busy.toFixed(1), locked.toFixed(0)];
}

async function openingTimes(path: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    const ledger = await openLedger({ path, clock: systemClock, limits: {}, version: 'bench' });
    times.push(performance.now() - start);
    await ledger.close();
  }
  return times;
}

const rows: Cells[] = [];
const openings: Cells[] = [];
for (const count of [0, MANY]) {
  using folder = temporaryFolder();
  const calls = count === 0 ? 'empty' : `${count} calls in the window`;
  const before = onEventLoop(join(folder.path, 'before.db'));
  await before.seed(count);
  rows.push(await measure(`before, ${calls}`, join(folder.path, 'before.db'), before, count === 0 ? 400 : 40));
  await before.close();
  const path = join(folder.path, 'ledger.db');
  const ledger = await inThread(path);
  await ledger.seed(count);
  rows.push(await measure(`now, ${calls}`, path, ledger, 400));
  await ledger.close();
  const [first = 0, ...later] = await openingTimes(path);
  openings.push([calls, first.toFixed(0), median(later).toFixed(0)]);
}
printTable(
  [
    'ledger',
    ...CALLERS.map((callers) => `reservations/s, ${callers} ${callers === 1 ? 'caller' : 'callers'}`),
    'send, ms',
    'settle, ms',
    'both, ms',
    'longest hold-up of the event loop, 32 callers, ms',
    `the same while another process locks the file for ${LOCKED_MS} ms`,
  ],
  rows,
);
console.log('');
printTable(['opening', 'first of the day, ms', 'later, ms'], openings);
