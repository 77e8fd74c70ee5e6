/** Question: what does a task cost that needs no work, from the dispatcher to a worker process and back? */
import { benchStreamPerTask, benchTcp } from './baselines.ts';
import { printTable } from '../table.ts';
import { RIVALS_HINT, rivalsFolder } from '../lib/rivals.ts';
import { benchMesh } from './mesh.ts';
import { benchGrpc, benchNats } from './rivals.ts';

const IN_FLIGHT = [1, 8, 32, 128];
const TASKS = 3_000;

const rivals = rivalsFolder();
if (rivals === undefined) console.log(`${RIVALS_HINT}\n`);
const rows = [
  ...(await benchTcp(IN_FLIGHT, TASKS)),
  ...(await benchMesh(IN_FLIGHT, TASKS)),
  ...(await benchStreamPerTask(IN_FLIGHT, TASKS)),
  ...(rivals === undefined ? [] : await benchNats(rivals, IN_FLIGHT, TASKS)),
  ...(rivals === undefined ? [] : await benchGrpc(rivals, IN_FLIGHT, TASKS)),
];
printTable(
  ['path', 'in flight', 'tasks/s', 'p50 ms', 'p99 ms', 'CPU-ms per task, both ends'],
  rows.map((row) => [
    row.what,
    String(row.inFlight),
    row.perSecond.toFixed(0),
    row.p50Ms.toFixed(2),
    row.p99Ms.toFixed(2),
    row.cpuMsPerTask.toFixed(2),
  ]),
);
process.exit(0);
