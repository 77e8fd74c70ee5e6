/** Tasks through the whole coordinator: journal, cascade, dispatcher, mesh, a worker process that does nothing, gate, journal. */
import { routingPolicy } from '@hanzo/testkit';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { silentLogger, systemClock, type RungName, type Task } from '@hanzo/contracts';
import { Cascade, Dispatcher, MeshRung, openJournal, type Journal } from '@hanzo/coordinator';
import { foundMesh, temporaryFolder } from '../lib/homes.ts';
import { addCpu } from '../lib/rivals.ts';
import { startNode } from '../lib/start-node.ts';
import { zeroTask } from '../lib/zero-work.ts';
import type { Row } from './bench.ts';

const POLICY = {
  localOnly: true,
  preferLocal: true,
  routing: routingPolicy({ startRungs: { simple: 'mesh', medium: 'mesh', complex: 'mesh', critical: 'mesh' } }),
  available: new Set<RungName>(['mesh']),
} as const;

function* tasks(runId: string, count: number): Iterable<Task> {
  for (let number = 0; number < count; number++) yield { ...zeroTask, id: `${runId}-${number}`, runId };
}

async function run(journal: Journal, cascade: Cascade, id: string, count: number, concurrency: number): Promise<void> {
  const startedAt = systemClock.now();
  await journal.startRun({ id, node: 'bench', orchestrator: 'none', workspace: '', instructions: '', startedAt });
  const signal = new AbortController().signal;
  let done = 0;
  const options = { signal, gateFor: () => () => ({ passed: true }) as const, concurrency: () => concurrency };
  for await (const { outcome } of cascade.executeAll(id, tasks(id, count), options)) {
    if (outcome.state === 'done') done += 1;
  }
  if (done !== count) throw new Error(`Only ${done} of ${count} tasks were done.`);
}

async function cpuSoFar(child: ChildProcess): Promise<number> {
  child.send('cpu');
  const [usage] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  const { user, system } = addCpu(process.cpuUsage(), usage);
  return user + system;
}

export async function benchJournal(count: number, concurrency: number): Promise<Row> {
  using folder = temporaryFolder();
  const home = folder.path;
  foundMesh(home)[Symbol.dispose]();
  const url = new URL('../dispatch/worker-process.ts', import.meta.url);
  const child = fork(url, [home, '256'], { execArgv: process.execArgv });
  await once(child, 'message');
  using journal = openJournal(join(home, 'journal.db'));
  using dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger });
  await using _node = await startNode({ home, name: 'c', role: 'coordinator', events: dispatcher.events });
  while (dispatcher.workers().length === 0) await systemClock.sleep(10);
  const rung = new MeshRung(dispatcher, systemClock, { countTokens: (text) => text.length / 4 });
  const cascade = new Cascade({ rungs: [rung], policy: POLICY, journal, clock: systemClock, log: silentLogger });
  try {
    await run(journal, cascade, 'warm-up', 500, concurrency);
    const before = await cpuSoFar(child);
    const start = performance.now();
    await run(journal, cascade, 'bench', count, concurrency);
    const seconds = (performance.now() - start) / 1_000;
    const cpuMsPerTask = ((await cpuSoFar(child)) - before) / 1_000 / count;
    return { what: 'hanzo, fsync per turn', concurrency, perSecond: count / seconds, cpuMsPerTask };
  } finally {
    child.kill();
  }
}
