// A thread that opens, and dies of the first message.
import { parentPort } from 'node:worker_threads';
import type { FromThread } from '../../src/ledger-thread.ts';

const opened: FromThread = {
  kind: 'opened',
  recovered: { released: 0, uncertain: 0, lostCommits: 0, lostMicros: 0 },
};
parentPort?.postMessage(opened);
parentPort?.once('message', () => process.exit(1));
