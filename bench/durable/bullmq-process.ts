/** BullMQ's worker: answers each job with 1 KiB at once. Arguments: folder of the library, port of Redis, concurrency. */
import { loadRival } from '../lib/rivals.ts';
import type { BullMq } from './bullmq.ts';

const [folder = '.', port = '0', concurrency = '1'] = process.argv.slice(2);
const { Worker } = loadRival<BullMq>(folder, 'bullmq');
let left = 0;
const worker = new Worker('bench', (job) => Promise.resolve({ text: job.data.prompt }), {
  connection: { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null },
  concurrency: Number(concurrency),
});
worker.on('completed', () => {
  left -= 1;
  if (left === 0) process.send?.('completed');
});
process.on('message', (message: 'cpu' | { readonly expect: number }) => {
  if (message === 'cpu') process.send?.(process.cpuUsage());
  else left = message.expect;
});
process.send?.('ready');
