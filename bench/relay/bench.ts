/**
 * Question: what does the way through the mesh add to an answer's tokens? The moments at which an engine wrote them
 * against those at which the coordinator's user sees them, beside the same engine called directly in its own process.
 * `--rounds N` answers of 200 tokens for each speed (default 10).
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { silentLogger, systemClock } from '@hanzo/contracts';
import { Dispatcher, MeshRung } from '@hanzo/coordinator';
import { foundMesh, temporaryFolder } from '../lib/homes.ts';
import { startNode } from '../lib/start-node.ts';
import { startTimedWorker } from '../lib/timed-worker.ts';
import { zeroTask } from '../lib/zero-work.ts';
import { median, printTable } from '../table.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } });
const ROUNDS = Number(values.rounds);
const TOKENS = 200;

/** When a token was written and when it was seen, in microseconds. */
type Moment = readonly [writtenAt: number, seenAt: number];

interface Lateness {
  readonly first: number[];
  /** From one token to the next: how much the gap grew or shrank on the way. */
  readonly jitter: number[];
  readonly all: number[];
}

function add(to: Lateness, moments: readonly Moment[]): void {
  const late = moments.map(([writtenAt, seenAt]) => (seenAt - writtenAt) / 1_000);
  to.first.push(late[0] ?? 0);
  to.all.push(...late);
  for (let at = 1; at < late.length; at++) to.jitter.push(Math.abs((late[at] ?? 0) - (late[at - 1] ?? 0)));
}

function cells({ first, jitter, all }: Lateness): string[] {
  const p95 = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[Math.floor(of.length * 0.95)] ?? 0;
  return [median(first), median(jitter), p95(jitter), median(all), p95(all)].map((ms) => ms.toFixed(2));
}

async function throughMesh(rung: MeshRung): Promise<Moment[]> {
  const moments: Moment[] = [];
  const onText = (text: string): void => {
    const seenAt = Number(process.hrtime.bigint() / 1_000n);
    for (const stamp of text.trim().split(' ')) moments.push([Number(stamp), seenAt]);
  };
  const signal = new AbortController().signal;
  const context = { signal, onText, onStart: () => undefined, onLost: () => undefined };
  await rung.attempt({ ...zeroTask, maxOutputTokens: TOKENS, timeoutMs: 60_000 }, context);
  return moments;
}

const rows: string[][] = [];
for (const tokenMs of [10, 33]) {
  using folder = temporaryFolder();
  const home = folder.path;
  foundMesh(home)[Symbol.dispose]();
  const worker = await startTimedWorker({ home, name: 'w', slots: 2, tokenMs, tokens: 'stamps' });
  using dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger });
  await using _node = await startNode({ home, name: 'c', role: 'coordinator', events: dispatcher.events });
  while (dispatcher.workers().length === 0) await systemClock.sleep(10);
  const rung = new MeshRung(dispatcher, systemClock, { countTokens: () => 1 });
  const mesh: Lateness = { first: [], jitter: [], all: [] };
  const direct: Lateness = { first: [], jitter: [], all: [] };
  for (let round = 0; round < ROUNDS; round++) {
    add(mesh, await throughMesh(rung));
    worker.send(TOKENS);
    add(direct, ((await once(worker, 'message')) as [Moment[]])[0]);
  }
  const speed = `${(1_000 / tokenMs).toFixed(0)} tokens/s`;
  rows.push([`${speed}, called directly`, ...cells(direct)], [`${speed}, through the mesh`, ...cells(mesh)]);
  worker.kill();
}
printTable(
  ['engine', 'first token late, ms, p50', 'jitter per token, ms, p50', 'p95', 'any token late, ms, p50', 'p95'],
  rows,
);
process.exit(0);
