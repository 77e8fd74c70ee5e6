/** Zero-work tasks from a coordinator process to a worker process: latency and CPU of both ends. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { silentLogger, systemClock } from '@hanzo/contracts';
import { Dispatcher } from '@hanzo/coordinator';
import { foundMesh, temporaryFolder } from '../lib/homes.ts';
import { startNode } from '../lib/start-node.ts';
import { taskOf } from '../lib/zero-work.ts';
import { loadGenerator, type Row } from './load.ts';

async function cpuOf(child: ChildProcess): Promise<NodeJS.CpuUsage> {
  child.send('cpu');
  const [usage] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return usage;
}

/** One row per number of tasks in flight. Both processes are of one home, as they are on one machine. */
export async function benchMesh(inFlight: readonly number[], tasks: number): Promise<Row[]> {
  using folder = temporaryFolder();
  const home = folder.path;
  foundMesh(home)[Symbol.dispose]();
  const child = fork(new URL('./worker-process.ts', import.meta.url), [home, '128'], { execArgv: process.execArgv });
  await once(child, 'message');
  using dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger });
  await using _node = await startNode({
    home,
    name: 'bench-coordinator',
    role: 'coordinator',
    events: dispatcher.events,
  });
  while (dispatcher.workers().length === 0) await systemClock.sleep(10);
  try {
    return await loadGenerator('hanzo mesh (libp2p + noise)', inFlight, tasks, taskOf(dispatcher), () => cpuOf(child));
  } finally {
    child.kill();
  }
}
