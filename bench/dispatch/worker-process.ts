/** A worker process of a home that is in a mesh, with an engine that does nothing. Says when it is there, then serves until killed. */
import { startNode } from '../lib/start-node.ts';
import { zeroWorker } from '../lib/zero-work.ts';

const home = process.argv[2] ?? '';
const slots = Number(process.argv[3] ?? 32);

await startNode({ home, name: 'bench-worker', role: 'worker', events: zeroWorker(slots).events });
process.on('message', () => process.send?.(process.cpuUsage()));
process.send?.('ready');
