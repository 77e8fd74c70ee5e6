/**
 * Question: what do more nodes cost? Time until a coordinator has a session with every worker and until all hold the
 * same statements; memory and CPU of an idle node without an engine. All start at the same moment, modules loaded.
 */
import { parseArgs } from 'node:util';
import { systemClock } from '@hanzo/contracts';
import type { Member } from '../lib/member.ts';
import type { Facts } from '../lib/member-process.ts';
import { median, printTable, type Cells } from '../table.ts';
import { withFullMesh, type FullMesh, type Way } from './full-mesh.ts';

const IDLE_MS = 10_000;
const WATCH_MS = 30_000;

const { values } = parseArgs({
  options: {
    'node-option': { type: 'string', multiple: true, default: [] },
    workers: { type: 'string', default: '2,10,30' },
    rounds: { type: 'string', default: '3' },
  },
});

interface Idle {
  readonly row: Cells;
  /** CPU of a worker from its start until it is idle, without loading its modules. */
  readonly cpuMs: number;
}

async function idleFacts(count: number, way: Way, workers: readonly Member[]): Promise<Idle> {
  const before = await Promise.all(workers.map((worker) => worker.facts()));
  await systemClock.sleep(WATCH_MS);
  const after = await Promise.all(workers.map((worker) => worker.facts()));
  const cpu = after.map(({ at, facts }, index) => {
    const first = before[index];
    return first === undefined ? 0 : ((facts.cpuMs - first.facts.cpuMs) / (at - first.at)) * 60_000;
  });
  const of = (kind: 'bare' | 'loaded', key: keyof Facts): string =>
    median(workers.map((worker) => worker.last(kind)?.facts[key] ?? Number.NaN)).toFixed(0);
  const idle = (key: keyof Facts): string => median(before.map(({ facts }) => facts[key])).toFixed(0);
  const highest = Math.max(...before.map(({ facts }) => facts.rss)).toFixed(0);
  const memory = [of('bare', 'rss'), of('loaded', 'rss'), idle('rss'), highest, idle('own'), idle('heapUsed')];
  const sinceLoaded = workers.map((worker, index) => {
    const loaded = worker.last('loaded')?.facts.cpuMs ?? Number.NaN;
    return (before[index]?.facts.cpuMs ?? Number.NaN) - loaded;
  });
  return { row: [String(count), way, ...memory, median(cpu).toFixed(0)], cpuMs: median(sinceLoaded) };
}

async function measure(count: number, way: Way): Promise<{ readonly time: Cells; readonly idle: Cells }> {
  const meshes: FullMesh[] = [];
  let idle: Idle | undefined;
  for (let round = 1; round <= Number(values.rounds); round++) {
    const init = { count, way, idleMs: IDLE_MS, nodeOptions: values['node-option'] };
    await withFullMesh(init, async (mesh, workers) => {
      meshes.push(mesh);
      idle ??= await idleFacts(count, way, workers);
    });
  }
  const agreed = meshes.map(({ agreedMs }) => agreedMs ?? Number.NaN);
  const agreedText = agreed.some(Number.isNaN) ? 'not agreed' : median(agreed).toFixed(0);
  const sessions = meshes.map(({ sessionsMs }) => sessionsMs);
  const statements = String(meshes[0]?.statements ?? 0);
  const time = [
    String(count),
    way,
    median(sessions).toFixed(0),
    Math.max(...sessions).toFixed(0),
    agreedText,
    statements,
    (idle?.cpuMs ?? Number.NaN).toFixed(0),
  ];
  return { time, idle: idle?.row ?? [] };
}

const times: Cells[] = [];
const idles: Cells[] = [];
for (const count of values.workers.split(',').map(Number)) {
  for (const way of ['mDNS', 'one address'] as const) {
    const { time, idle } = await measure(count, way);
    times.push(time);
    idles.push(idle);
  }
}
printTable(
  [
    'workers',
    'found by',
    'all sessions ms',
    'slowest round',
    'same statements ms',
    'statements',
    'CPU-ms of each worker',
  ],
  times,
);
console.log();
printTable(
  [
    'workers',
    'found by',
    'bare Node MiB',
    'modules loaded',
    'idle',
    'highest',
    'its own',
    'heap used',
    'CPU-ms/minute',
  ],
  idles,
);
