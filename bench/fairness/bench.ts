/**
 * Question: how long does somebody wait who asks for something now and then, beside somebody who floods the same workers?
 * Two workers of 8 slots; the occasional task takes 400 ms, those of the flood 200 to 600 ms. Two members with a coordinator each, and two users of one coordinator.
 * `--asks N` of the occasional user (default 60).
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { silentLogger, systemClock, type Task } from '@hanzo/contracts';
import { Dispatcher, MeshRung } from '@hanzo/coordinator';
import { foundMesh, letIn, temporaryFolder } from '../lib/homes.ts';
import { startNode } from '../lib/start-node.ts';
import { startTimedWorker } from '../lib/timed-worker.ts';
import { zeroTask } from '../lib/zero-work.ts';
import { median, printTable } from '../table.ts';

const { values } = parseArgs({ options: { asks: { type: 'string', default: '60' } } });
const ASKS = Number(values.asks);
const TOKENS = 40;
const TOKEN_MS = 10;
const FLOOD = 128;

using stack = new DisposableStack();
const folder = stack.use(temporaryFolder()).path;
const owner = join(folder, 'owner');
const other = join(folder, 'other');
const membership = stack.use(foundMesh(owner));
await letIn(other, membership, 'other', 'coordinator');

async function coordinatorOf(home: string, bootstrap: readonly string[]): Promise<Dispatcher> {
  const dispatcher = stack.use(new Dispatcher({ clock: systemClock, log: silentLogger }));
  await startNode({ home, name: 'c', role: 'coordinator', events: dispatcher.events, bootstrap });
  return dispatcher;
}

async function ask(rung: MeshRung, changes: Partial<Task>, signal: AbortSignal): Promise<void> {
  const task = { ...zeroTask, maxOutputTokens: TOKENS, timeoutMs: 60_000, ...changes };
  await rung.attempt(task, { signal, onStart: () => undefined, onText: () => undefined, onLost: () => undefined });
}

/** Until the answer is there, for tasks that come now and then. */
async function occasional(rung: MeshRung, changes: Partial<Task>): Promise<number[]> {
  const times: number[] = [];
  const signal = new AbortController().signal;
  for (let number = 0; number < ASKS; number++) {
    await systemClock.sleep(100 + Math.random() * 300);
    const start = performance.now();
    await ask(rung, changes, signal);
    times.push(performance.now() - start);
  }
  return times;
}

/** So many tasks at any time, until the other one is done. */
async function beside(rung: MeshRung, changes: Partial<Task>, work: () => Promise<number[]>): Promise<number[]> {
  const stop = new AbortController();
  const lane = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      // Of all lengths: tasks that all end together would make waves that no real work makes.
      const maxOutputTokens = TOKENS / 2 + Math.floor(Math.random() * TOKENS);
      await ask(rung, { ...changes, maxOutputTokens }, stop.signal).catch(() => undefined);
    }
  };
  const lanes = Array.from({ length: FLOOD }, lane);
  await systemClock.sleep(1_000);
  const times = await work();
  stop.abort(new Error('enough'));
  await Promise.all(lanes);
  return times;
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

const setup = { home: owner, slots: 8, tokenMs: TOKEN_MS, tokens: 'count' } as const;
const workers = [await startTimedWorker({ ...setup, name: 'a' }), await startTimedWorker({ ...setup, name: 'b' })];
const ofOwner = await coordinatorOf(owner, []);
while (ofOwner.workers().length < 2) await systemClock.sleep(10);
const addresses = ofOwner
  .workers()
  .map(({ session }) => `${session.remoteAddress.replace(/\/p2p\/.*$/, '')}/p2p/${session.peerId}`);
const ofOther = await coordinatorOf(other, addresses);
while (ofOther.workers().length < 2) await systemClock.sleep(10);
const flooding = new MeshRung(ofOwner, systemClock, { countTokens: () => 1 });
const rare = new MeshRung(ofOther, systemClock, { countTokens: () => 1 });

const alone = await occasional(rare, {});
const members = await beside(flooding, {}, () => occasional(rare, {}));
const users = await beside(flooding, { user: 'flood', runId: 'flood' }, () => occasional(flooding, { user: 'rare' }));
const row = (what: string, times: readonly number[]): string[] => [
  what,
  median(times).toFixed(0),
  p95(times).toFixed(0),
  (p95(times) / p95(alone)).toFixed(2),
];
printTable(
  ['until the answer of a task of 400 ms', 'p50 ms', 'p95 ms', 'p95 over alone'],
  [
    row('alone', alone),
    row(`beside ${FLOOD} tasks of another member's coordinator`, members),
    row(`beside ${FLOOD} tasks of another user of the same coordinator`, users),
  ],
);
for (const worker of workers) worker.kill('SIGKILL');
process.exit(0);
