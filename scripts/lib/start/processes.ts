import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { HERE, ROOT } from './where.ts';

const HANZO = join(ROOT, 'packages', 'cli', 'bin', 'hanzo.js');
const READY_WITHIN_MS = 60_000;
/** After SIGTERM. */
const STOP_WITHIN_MS = 10_000;

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs the command in a process of its own, where the person stands: what it prints can be copied there. */
export function startHanzo(args: readonly string[], stdio: 'pipe' | 'inherit'): ChildProcess {
  return spawn(process.execPath, [HANZO, ...args], { cwd: HERE, stdio: ['ignore', stdio, stdio] });
}

/** Of these the run itself says more, and on a terminal they would tear its panel apart. A log has them all. */
const TOLD_BY_THE_RUN = / task (done|ended)\b/;

/** Three processes speak on one screen: each line says whose it is. */
export function prefixLines(stream: NodeJS.ReadableStream | null, name: string): void {
  if (stream === null) return;
  createInterface({ input: stream }).on('line', (line) => {
    if (!process.stderr.isTTY || !TOLD_BY_THE_RUN.test(line)) say(`${name} │ ${line}`);
  });
}

/** Resolves when the worker says that it is ready; rejects when it ends before that. */
export async function untilReady(worker: ChildProcess, name: string, terminated: AbortSignal): Promise<void> {
  if (worker.stdout === null) throw new Error('a worker without stdout');
  const lines = createInterface({ input: worker.stdout });
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line.includes('"event":"worker-ready"')) resolve();
    });
  });
  const ended = once(worker, 'exit', { signal: terminated }).then(([code, signal]) =>
    Promise.reject(new Error(`${name} ended ${endInWords(code as number | null, signal as string | null)}`)),
  );
  const late = sleep(READY_WITHIN_MS, undefined, { ref: false }).then(() =>
    Promise.reject(new Error(`${name} was not ready within ${READY_WITHIN_MS / 1000} s`)),
  );
  // Whichever loses the race has nobody else to hear it.
  for (const loser of [ended, late]) loser.catch(() => undefined);
  await Promise.race([ready, ended, late]);
}

function endInWords(code: number | null, signal: string | null): string {
  return code === null ? `by ${signal ?? 'a signal'}` : `with exit code ${code}`;
}

/** The exit code, or what a shell would give for the signal that ended it before it could say so itself. */
export async function exitOf(child: ChildProcess): Promise<number> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 1);
}

/**
 * One SIGTERM at most: workers take a second signal as "stop at once".
 *
 * @param drainMs so long a worker that was told to stop by somebody else may finish what it has
 */
export async function stopWorker(worker: ChildProcess, drainMs: number): Promise<void> {
  if (await endsWithin(worker, drainMs)) return;
  worker.kill('SIGTERM');
  if (!(await endsWithin(worker, STOP_WITHIN_MS))) worker.kill('SIGKILL');
}

/** True when the process has ended within that time. */
async function endsWithin(child: ChildProcess, ms: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return true;
  return await Promise.race([once(child, 'exit').then(() => true), sleep(ms, false, { ref: false })]);
}
