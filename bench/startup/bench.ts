/**
 * Question: how long until something is there? Cold starts of the command next to bare Node, a worker until it is
 * ready, and the whole of `npm start`. Each command runs in turn with the others, so that a slow moment hits all alike.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeModel } from '../../scripts/make-model.ts';
import { median, printTable, type Cells } from '../table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const hanzo = join(root, 'packages/cli/bin/hanzo.js');
const ROUNDS = 15;

/** Wall milliseconds of a process from start to end. */
async function wallOf(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore', env });
  await once(child, 'exit');
  return performance.now() - start;
}

/** Wall milliseconds from start to the line that says "worker-ready". */
async function workerReady(home: string): Promise<number> {
  const start = performance.now();
  const args = [
    hanzo,
    'net',
    'up',
    '--listen',
    '/ip4/127.0.0.1/tcp/0',
    '--model',
    'random-tiny',
    '--threads',
    '1',
    '--json',
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, HANZO_HOME: home },
  });
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('worker-ready')) break;
  const ready = performance.now() - start;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return ready;
}

async function commands(): Promise<Cells[]> {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['node -e 0', ['-e', '0']],
    ['hanzo --version', [hanzo, '--version']],
    ['hanzo --help', [hanzo, '--help']],
    ['hanzo dev --help', [hanzo, 'dev', '--help']],
  ];
  const times = rows.map(() => [] as number[]);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, [, args]] of rows.entries()) {
      const wall = await wallOf(args);
      // The first round warms the disk and the compile cache.
      if (round > 0) times[index]?.push(wall);
    }
  }
  const bare = median(times[0] ?? []);
  return rows.map(([name], index) => {
    const middle = median(times[index] ?? []);
    return [name, middle.toFixed(0), `+${(middle - bare).toFixed(0)}`];
  });
}

async function ready(): Promise<Cells> {
  const home = mkdtempSync(join(tmpdir(), 'hanzo-bench-'));
  mkdirSync(join(home, 'models'));
  await makeModel({ out: join(home, 'models', 'random-tiny.gguf'), seed: 1, preset: 'tiny' });
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push(await workerReady(home));
  rmSync(home, { recursive: true, force: true });
  return ['worker process to ready (tiny model, warm-up included)', median(times).toFixed(0), ''];
}

async function start(): Promise<Cells> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) times.push(await wallOf([join(root, 'scripts/start.ts')]));
  return ['npm start (after the build)', median(times).toFixed(0), ''];
}

printTable(['what', 'median ms', 'over bare Node'], [...(await commands()), await ready(), await start()]);
