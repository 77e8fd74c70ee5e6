/**
 * `npm start`: a private mesh on this machine, seen at work. Two worker processes and a coordinator process, real
 * libp2p, real inference, on the sample project. Costs nothing and needs no key and no internet.
 *
 * Everything is kept in `.hanzo/start`; your own `~/.hanzo` is not touched. Arguments go to `hanzo dev`, e.g.
 * `npm start -- --orchestrator gpt-5` to plan and escalate with an API model (that costs money).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeModel } from './make-model.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const home = join(root, '.hanzo', 'start');
const hanzo = join(root, 'packages', 'cli', 'bin', 'hanzo.js');
const report = join(home, 'report.md');
const MODEL = 'random-tiny';
const WORKERS = ['worker-1', 'worker-2'];
const READY_WITHIN_MS = 30_000;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function startHanzo(args: readonly string[], stdio: 'pipe' | 'inherit'): ChildProcess {
  return spawn(process.execPath, [hanzo, ...args], {
    cwd: root,
    env: { ...process.env, HANZO_HOME: home },
    stdio: ['ignore', stdio, stdio],
  });
}

/** Three processes speak on one screen: each line says whose it is. */
function prefixLines(stream: NodeJS.ReadableStream | null, name: string): void {
  if (stream !== null) createInterface({ input: stream }).on('line', (line) => say(`${name} │ ${line}`));
}

async function ensureModel(): Promise<void> {
  const file = join(home, 'models', `${MODEL}.gguf`);
  if (existsSync(file)) return;
  say(`making ${MODEL}: a tiny llama with random weights, for tests and first steps; its answers are noise`);
  await makeModel({ out: file, seed: 1, preset: 'tiny' });
}

/** Resolves when the worker says that it is ready; rejects when it ends before that. */
async function startWorker(name: string): Promise<ChildProcess> {
  const args = [
    'net',
    'up',
    '--name',
    name,
    '--model',
    MODEL,
    '--listen',
    '/ip4/127.0.0.1/tcp/0',
    '--threads',
    '1',
    '--json',
  ];
  const worker = startHanzo(args, 'pipe');
  if (worker.stdout === null) throw new Error('a worker without stdout');
  prefixLines(worker.stderr, name);
  const lines = createInterface({ input: worker.stdout });
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if ((JSON.parse(line) as { event: string }).event === 'worker-ready') resolve();
    });
  });
  const ended = once(worker, 'exit').then(([code]) =>
    Promise.reject(new Error(`${name} ended with exit code ${String(code)}`)),
  );
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`${name} was not ready within ${READY_WITHIN_MS / 1000} s`)),
      READY_WITHIN_MS,
    ).unref();
  });
  ended.catch(() => undefined);
  await Promise.race([ready, ended, late]);
  return worker;
}

async function stopWorker(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGTERM');
  await ended;
}

/** Runs `hanzo dev` in a process of its own, with its output as a person sees it. */
async function runDev(extra: readonly string[]): Promise<number> {
  const instructions = 'Review this project: find defects and explain them.';
  const choosesModel = extra.some((argument) => argument.startsWith('--orchestrator'));
  const free = choosesModel ? [] : ['--orchestrator', `local:${MODEL}`, '--local-only'];
  const args = [
    'dev',
    instructions,
    '--workspace',
    join(root, 'examples', 'corner-shop'),
    '--use-hanzo-net',
    '--output',
    report,
    ...free,
    ...extra,
  ];
  const dev = startHanzo(args, 'inherit');
  const forward = (signal: NodeJS.Signals): void => void dev.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  const [code, signal] = (await once(dev, 'exit')) as [number | null, NodeJS.Signals | null];
  process.off('SIGINT', forward);
  process.off('SIGTERM', forward);
  return code ?? (signal === 'SIGINT' ? 130 : 1);
}

function explain(code: number): void {
  say('');
  say(`report: ${report}`);
  if (code === 0) say('hanzo dev exited 0: everything was done.');
  else if (code === 1) {
    say(
      'hanzo dev exited 1: the run is incomplete, and says so. With random weights that is the right end: the answers',
    );
    say('came from real inference on the workers, and the gate refused them because they are noise.');
    say('For real answers: `npx hanzo models pull llama3.2`, then `npx hanzo net up` here or on a stronger machine.');
  }
}

const workers: ChildProcess[] = [];
try {
  await ensureModel();
  say(`starting ${WORKERS.length} workers`);
  workers.push(...(await Promise.all(WORKERS.map(startWorker))));
  const code = await runDev(process.argv.slice(2));
  explain(code);
  // Incomplete is what random weights deserve; anything else that is not 0 is a fault of the mesh or of a flag.
  process.exitCode = code === 1 && process.argv.length === 2 ? 0 : code;
} finally {
  await Promise.all(workers.map(stopWorker));
}
