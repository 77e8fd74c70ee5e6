/**
 * Question: how soon does a coordinator know that a worker hangs or is gone, and how often is it wrong on a busy machine?
 * `--minutes M` of full load (default 1; 0 leaves it out), `--loops N` busy loops (default: two for each core).
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { systemClock } from '@hanzo/contracts';
import { createNetwork, namespacesUsable } from '../../test/support/namespaces.ts';
import { median, printTable, type Cells } from '../table.ts';
import { HERE, startWatchedMesh, untilKnown, type Watched, type WatchedMesh } from './watched-mesh.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    loops: { type: 'string', default: String(2 * cpus().length) },
    rounds: { type: 'string', default: '10' },
  },
});
const ROUNDS = Number(values.rounds);

function row(what: string, times: readonly number[]): Cells {
  const cells = [Math.min(...times), median(times), Math.max(...times)].map((ms) => ms.toFixed(0));
  return [what, ...cells, String(times.length)];
}

/** At any moment of a heartbeat's interval. */
async function anyMoment(): Promise<void> {
  await systemClock.sleep(500 + Math.random() * 1_000);
}

async function hung(mesh: WatchedMesh, worker: Watched, state: 'suspect' | 'closed', rounds: number): Promise<Cells> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await anyMoment();
    times.push(await untilKnown(mesh, worker, state, () => worker.member.child.kill('SIGSTOP')));
    await untilKnown(mesh, worker, state === 'suspect' ? 'alive' : 'open', () => worker.member.child.kill('SIGCONT'));
  }
  return row(state === 'suspect' ? 'hangs (SIGSTOP), until suspected' : 'hangs (SIGSTOP), until given up', times);
}

async function killed(mesh: WatchedMesh, worker: Watched): Promise<Cells> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await anyMoment();
    times.push(await untilKnown(mesh, worker, 'closed', () => worker.member.child.kill('SIGKILL')));
    await untilKnown(mesh, worker, 'open', () => (worker.member = worker.start()));
  }
  return row('killed (SIGKILL), until known', times);
}

/** Needs Linux and root; elsewhere the rows are missing. */
async function unplugged(): Promise<Cells[]> {
  if (namespacesUsable() !== undefined) return [];
  await using network = await createNetwork({ hosts: ['coordinator', 'worker'] });
  const place = (host: string): { prefix: readonly string[]; host: string } => ({
    prefix: network.prefix(host),
    host: network.address(host),
  });
  using mesh = await startWatchedMesh([place('worker')], place('coordinator'));
  const [worker] = mesh.workers;
  if (worker === undefined) return [];
  const suspected: number[] = [];
  const closed: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await anyMoment();
    const untilClosed = untilKnown(mesh, worker, 'closed', () => undefined);
    suspected.push(await untilKnown(mesh, worker, 'suspect', () => network.linkDown('worker')));
    closed.push(await untilClosed);
    await untilKnown(mesh, worker, 'open', () => network.linkUp('worker'));
  }
  return [row('unplugged, until suspected', suspected), row('unplugged, until given up', closed)];
}

async function underLoad(minutes: number, loops: number): Promise<Cells> {
  using mesh = await startWatchedMesh([HERE, HERE, HERE, HERE], HERE);
  using stack = new DisposableStack();
  for (let loop = 0; loop < loops; loop++) {
    const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    stack.defer(() => child.kill('SIGKILL'));
  }
  const from = mesh.coordinator.reports.length;
  await systemClock.sleep(minutes * 60_000);
  const news = mesh.coordinator.reports.slice(from).filter((report) => report.kind === 'session');
  const count = (state: string): string => String(news.filter((report) => report.state === state).length);
  const { facts } = await mesh.coordinator.facts();
  return [String(minutes), String(loops), count('suspect'), count('closed'), facts.longestGapMs.toFixed(0)];
}

async function silences(): Promise<Cells[]> {
  using mesh = await startWatchedMesh([HERE, HERE], HERE);
  const [worker] = mesh.workers;
  if (worker === undefined) return [];
  return [
    await hung(mesh, worker, 'suspect', ROUNDS),
    await hung(mesh, worker, 'closed', Math.min(3, ROUNDS)),
    await killed(mesh, worker),
  ];
}

if (ROUNDS > 0) {
  const rows = [...(await silences()), ...(await unplugged())];
  printTable(['a worker', 'least ms', 'median ms', 'most ms', 'rounds'], rows);
  console.log();
}
const minutes = Number(values.minutes);
if (minutes > 0) {
  const head = ['minutes of full load, 4 workers', 'busy loops', 'false suspicions', 'false losses', 'longest gap ms'];
  printTable(head, [await underLoad(minutes, Number(values.loops))]);
}
process.exit();
