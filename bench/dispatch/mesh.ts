/** Zero-work tasks from a coordinator process to a worker process: latency and CPU of both ends. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock, type Task } from '@hanzo/contracts';
import { Dispatcher, MeshRung } from '@hanzo/coordinator';
import { claimNode, meshKeyFromHex, startMeshNode } from '@hanzo/mesh';
import { loadGenerator, type Row } from './load.ts';

function ask(child: ChildProcess): Promise<NodeJS.CpuUsage> {
  return new Promise((resolve) => {
    child.once('message', (usage) => resolve(usage as NodeJS.CpuUsage));
    child.send('cpu');
  });
}

const task: Task = {
  id: 'bench',
  runId: 'bench',
  kind: 'review',
  tier: 'simple',
  title: 'bench',
  system: '',
  prompt: 'x'.repeat(1024),
  output: { kind: 'text' },
  sources: [],
  maxOutputTokens: 1024,
  sampling: {},
  timeoutMs: 10_000,
};

/** One row per number of tasks in flight. */
export async function benchMesh(inFlight: readonly number[], tasks: number): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'hanzo-bench-'));
  const child = fork(new URL('./worker-process.ts', import.meta.url), [home, '128'], { execArgv: process.execArgv });
  await new Promise((resolve) => child.once('message', resolve));
  const dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger });
  const claim = await claimNode({ nodesDir: join(home, 'nodes'), base: 'bench-coordinator' });
  const node = await startMeshNode(
    {
      privateKey: claim.privateKey,
      meshKey: meshKeyFromHex('ab'.repeat(32)),
      clock: systemClock,
      log: silentLogger,
      events: dispatcher.events,
    },
    {
      role: 'coordinator',
      nodeName: claim.name,
      software: 'hanzo/bench',
      listen: [],
      discovery: ['local'],
      bootstrap: [],
      runDir: join(home, 'run'),
    },
  );
  while (dispatcher.workers().length === 0) await systemClock.sleep(10);
  const rung = new MeshRung(dispatcher, systemClock, { countTokens: (text) => text.length / 4 });
  const context = {
    signal: new AbortController().signal,
    onStart: () => undefined,
    onText: () => undefined,
    onLost: () => undefined,
  };
  try {
    return await loadGenerator(
      'hanzo mesh (libp2p + noise)',
      inFlight,
      tasks,
      () => rung.attempt(task, context),
      () => ask(child),
    );
  } finally {
    child.kill();
    dispatcher[Symbol.dispose]();
    await node[Symbol.asyncDispose]();
    claim[Symbol.dispose]();
    rmSync(home, { recursive: true, force: true });
  }
}
