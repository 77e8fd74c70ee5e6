/** A worker process with an engine that does nothing: what remains is the mesh. Prints its peer id, then serves until killed. */
import { join } from 'node:path';
import { NO_USAGE, silentLogger, systemClock, type ModelProvider } from '@hanzo/contracts';
import { claimNode, meshKeyFromHex, startMeshNode } from '@hanzo/mesh';
import { Worker } from '@hanzo/worker';

const home = process.argv[2] ?? '';
const slots = Number(process.argv[3] ?? 32);
const text = 'x'.repeat(1024);

const provider: ModelProvider = {
  name: 'zero-work',
  generate: () =>
    Promise.resolve({
      text,
      finish: 'stop',
      servedModel: 'zero',
      usage: NO_USAGE,
      timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
    }),
};

const engine = { provider, modelName: 'zero', modelSha256: '', contextTokens: 8192, slots };
const worker = new Worker({ engine, clock: systemClock, log: silentLogger });
const claim = await claimNode({ nodesDir: join(home, 'nodes'), base: 'bench-worker' });
await startMeshNode(
  {
    privateKey: claim.privateKey,
    meshKey: meshKeyFromHex('ab'.repeat(32)),
    clock: systemClock,
    log: silentLogger,
    events: worker.events,
  },
  {
    role: 'worker',
    nodeName: claim.name,
    software: 'hanzo/bench',
    listen: ['/ip4/127.0.0.1/tcp/0'],
    discovery: ['local'],
    bootstrap: [],
    runDir: join(home, 'run'),
  },
);
process.on('message', () => process.send?.(process.cpuUsage()));
process.send?.('ready');
