/** The same with BullMQ: jobs are added in batches, done by a worker process that does nothing, and their results kept. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { temporaryFolder } from '../lib/homes.ts';
import { addCpu, cpuOfPid, freePort, isInstalled, loadRival, startServer } from '../lib/rivals.ts';
import type { Row } from './bench.ts';

export interface BullMq {
  Queue: new (
    name: string,
    options: { connection: object },
  ) => {
    addBulk(jobs: readonly { name: string; data: unknown }[]): Promise<unknown>;
    getJobCounts(...kinds: string[]): Promise<Record<string, number>>;
    close(): Promise<void>;
  };
  Worker: new (
    name: string,
    work: (job: { data: { prompt: string } }) => Promise<unknown>,
    options: { connection: object; concurrency: number },
  ) => { on(event: 'completed', listener: () => void): void };
}

const BATCH = 256;
const payload = { prompt: 'x'.repeat(1_024) };

/** @param fsync Redis' `appendfsync`: `always` before each answer, `everysec` once a second */
export async function benchBullMq(
  folder: string,
  fsync: 'always' | 'everysec',
  count: number,
  concurrency: number,
): Promise<Row> {
  if (!isInstalled('redis-server')) throw new Error('redis-server is not in the PATH.');
  using data = temporaryFolder();
  const port = await freePort();
  const settings = [
    '--port',
    String(port),
    '--dir',
    data.path,
    '--appendonly',
    'yes',
    '--appendfsync',
    fsync,
    '--save',
    '',
  ];
  const redis = await startServer('redis-server', settings, port);
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
  const worker = fork(new URL('./bullmq-process.ts', import.meta.url), [folder, String(port), String(concurrency)], {
    execArgv: process.execArgv,
  });
  await once(worker, 'message');
  const { Queue } = loadRival<BullMq>(folder, 'bullmq');
  const queue = new Queue('bench', { connection });
  const run = async (many: number): Promise<void> => {
    const completed = once(worker, 'message');
    worker.send({ expect: many });
    for (let at = 0; at < many; at += BATCH) {
      const size = Math.min(BATCH, many - at);
      await queue.addBulk(Array.from({ length: size }, () => ({ name: 'job', data: payload })));
    }
    await completed;
  };
  const cpu = async (): Promise<NodeJS.CpuUsage> => {
    worker.send('cpu');
    const [usage] = (await once(worker, 'message')) as [NodeJS.CpuUsage];
    return addCpu(addCpu(process.cpuUsage(), usage), cpuOfPid(redis.pid ?? 0));
  };
  try {
    await run(500);
    const before = await cpu();
    const start = performance.now();
    await run(count);
    const seconds = (performance.now() - start) / 1_000;
    const after = await cpu();
    const used = after.user + after.system - before.user - before.system;
    const what = fsync === 'always' ? 'BullMQ, Redis with fsync per write' : 'BullMQ, Redis with fsync per second';
    return { what, concurrency, perSecond: count / seconds, cpuMsPerTask: used / 1_000 / count };
  } finally {
    await queue.close();
    worker.kill('SIGKILL');
    redis.kill('SIGKILL');
  }
}
