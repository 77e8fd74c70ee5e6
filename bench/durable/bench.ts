/**
 * Question: how many tasks a second are taken, done elsewhere and recorded, when nothing of it may be lost? Ours: each task
 * and its end are fsynced in the journal. BullMQ: Redis with an fsync per write (as safe), and with one per second.
 */
import { printTable } from '../table.ts';
import { RIVALS_HINT, rivalsFolder } from '../lib/rivals.ts';
import { benchBullMq } from './bullmq.ts';
import { benchJournal } from './journal.ts';

export interface Row {
  readonly what: string;
  readonly concurrency: number;
  readonly perSecond: number;
  /** CPU of all processes, per task. */
  readonly cpuMsPerTask: number;
}

const TASKS = 5_000;
const CONCURRENCY = [8, 32, 128];

const rivals = rivalsFolder();
if (rivals === undefined) console.log(`${RIVALS_HINT}\n`);
const rows: Row[] = [];
for (const concurrency of CONCURRENCY) {
  rows.push(await benchJournal(TASKS, concurrency));
  if (rivals === undefined) continue;
  rows.push(await benchBullMq(rivals, 'always', TASKS, concurrency));
  rows.push(await benchBullMq(rivals, 'everysec', TASKS, concurrency));
}
printTable(
  ['path', 'tasks under way', 'tasks/s', 'CPU-ms per task, all processes'],
  rows.map(({ what, concurrency, perSecond, cpuMsPerTask }) => [
    what,
    String(concurrency),
    perSecond.toFixed(0),
    cpuMsPerTask.toFixed(2),
  ]),
);
process.exit(0);
