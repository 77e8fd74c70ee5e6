/**
 * `npm start`: a private mesh on this machine, seen at work. Two worker processes and a coordinator process, real
 * libp2p, real inference, on the sample project. Costs nothing and needs no key and no internet.
 *
 * Everything is kept in `.hanzo/start`; your own `~/.hanzo` is not touched. Arguments go to `hanzo dev`, e.g.
 * `npm start -- --orchestrator gpt-5` to plan and escalate with an API model (that costs money).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeModel } from './make-model.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const home = join(root, '.hanzo', 'start');
const hanzo = join(root, 'packages', 'cli', 'bin', 'hanzo.js');
const report = join(home, 'report.md');
const MODEL = 'random-tiny';
const WORKERS = ['worker-1', 'worker-2'];
const READY_WITHIN_MS = 30_000;
/** A worker that Ctrl-C has reached finishes what it has; a signal before that would cut it short. */
const DRAIN_WITHIN_MS = 5_000;
/** After SIGTERM. */
const STOP_WITHIN_MS = 10_000;

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

function startWorker(name: string): ChildProcess {
  const place = ['--name', name, '--listen', '/ip4/127.0.0.1/tcp/0'];
  const worker = startHanzo(['net', 'up', ...place, '--model', MODEL, '--threads', '1', '--json'], 'pipe');
  prefixLines(worker.stderr, name);
  return worker;
}

/** Resolves when the worker says that it is ready; rejects when it ends before that. */
async function untilReady(worker: ChildProcess, name: string): Promise<void> {
  if (worker.stdout === null) throw new Error('a worker without stdout');
  const lines = createInterface({ input: worker.stdout });
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line.includes('"event":"worker-ready"')) resolve();
    });
  });
  const ended = once(worker, 'exit', { signal: terminated.signal }).then(([code]) =>
    Promise.reject(new Error(`${name} ended with exit code ${String(code)}`)),
  );
  const late = sleep(READY_WITHIN_MS, undefined, { ref: false }).then(() =>
    Promise.reject(new Error(`${name} was not ready within ${READY_WITHIN_MS / 1000} s`)),
  );
  // Whichever loses the race has nobody else to hear it.
  for (const loser of [ended, late]) loser.catch(() => undefined);
  await Promise.race([ready, ended, late]);
}

/** True when the process has ended within that time. */
async function endsWithin(child: ChildProcess, ms: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return true;
  return await Promise.race([once(child, 'exit').then(() => true), sleep(ms, false, { ref: false })]);
}

/** One SIGTERM at most: workers take a second signal as "stop at once". */
async function stopWorker(worker: ChildProcess): Promise<void> {
  if (await endsWithin(worker, interrupted ? DRAIN_WITHIN_MS : 0)) return;
  worker.kill('SIGTERM');
  if (!(await endsWithin(worker, STOP_WITHIN_MS))) worker.kill('SIGKILL');
}

/** Runs `hanzo dev` in a process of its own, with its output as a person sees it. */
async function runDev(extra: readonly string[]): Promise<number> {
  const instructions = 'Review this project: find defects and explain them.';
  const free = choosesModel(extra) ? [] : ['--orchestrator', `local:${MODEL}`, '--local-only'];
  const sample = ['--workspace', join(root, 'examples', 'corner-shop'), '--use-hanzo-net', '--output', report];
  // A report of an earlier run would be taken for this one's.
  rmSync(report, { force: true });
  dev = startHanzo(['dev', instructions, ...sample, ...free, ...extra], 'inherit');
  const [code, signal] = (await once(dev, 'exit')) as [number | null, NodeJS.Signals | null];
  // Ended by a signal before it could say so itself, or by the system.
  return code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 1);
}

function choosesModel(extra: readonly string[]): boolean {
  return extra.some((argument) => argument.startsWith('--orchestrator'));
}

function explain(code: number, extra: readonly string[]): void {
  say('');
  if (existsSync(report)) say(`report: ${report}`);
  if (code === 0) say('hanzo dev exited 0: everything was done.');
  if (code !== 1) return;
  say('hanzo dev exited 1: the run is incomplete, and says so.');
  if (choosesModel(extra)) return;
  say('With random weights that is the right end: the answers came from real inference on the workers, and the gate');
  say('refused them because they are noise.');
  say('For real answers: `npx hanzo models pull llama3.2`, then `npx hanzo net up` here or on a stronger machine.');
}

async function main(extra: readonly string[]): Promise<number> {
  await ensureModel();
  say(`starting ${WORKERS.length} workers`);
  await Promise.all(
    WORKERS.map((name) => {
      const worker = startWorker(name);
      // Before it is ready: one that fails must not leave the others behind.
      workers.push(worker);
      return untilReady(worker, name);
    }),
  );
  if (interrupted || terminated.signal.aborted) return 130;
  const code = await runDev(extra);
  explain(code, extra);
  // Incomplete is what random weights deserve; anything else that is not 0 is a fault of the mesh or of a flag.
  return code === 1 && extra.length === 0 ? 0 : code;
}

function terminate(): void {
  terminated.abort();
  dev?.kill('SIGTERM');
}

const workers: ChildProcess[] = [];
let dev: ChildProcess | undefined;
let interrupted = false;
const terminated = new AbortController();
// Ctrl-C reaches every process of the terminal by itself: passed on, it would be a second one for them.
process.on('SIGINT', () => {
  interrupted = true;
});
process.on('SIGTERM', terminate);
// As with `| head -3`: without somebody to hear it this process would end, and leave its workers behind.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', () => {
    if (!terminated.signal.aborted) terminate();
  });
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = interrupted || terminated.signal.aborted ? 130 : 1;
} finally {
  await Promise.all(workers.map(stopWorker));
}
