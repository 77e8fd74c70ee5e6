import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TextTail } from './text-tail.ts';
import type { FromChild, ToChild } from './child-protocol.ts';

/** How a child ended. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines it wrote to stderr. */
  readonly stderr: string;
}

/** One child process. */
export interface Child {
  readonly pid: number | undefined;
  /** Resolves when it is gone; never rejects. */
  readonly exited: Promise<ChildExit>;
  send(message: ToChild): void;
  /** SIGTERM, then SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
  /** At once. */
  kill(): void;
}

/** What the child may know of our environment. Never keys: a hostile model file could run code in there. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'LANG', 'SystemRoot'] as const;

/** How long stderr may take to close after the exit, e.g. when a core dump is written. */
const STDERR_CLOSE_MS = 500;

function childEnvironment(): NodeJS.ProcessEnv {
  const known = ENVIRONMENT.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}

/** `child.ts` or `child.js`: whichever stands beside this file. */
export function childUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './child.ts' : './child.js', import.meta.url);
}

/** Starts a child process and passes its messages on. */
export function spawnChild(url: URL, onMessage: (message: FromChild) => void): Child {
  const process_ = fork(fileURLToPath(url), [], {
    env: childEnvironment(),
    // Not ours: a parent under a test runner or a debugger has flags that mean nothing to the child.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const tail = new TextTail();
  process_.stderr?.on('data', (chunk: Buffer) => tail.push(chunk));
  process_.on('message', (message) => onMessage(message as FromChild));
  // Killing or writing to a process that is already gone is no news: `exited` tells.
  process_.on('error', () => undefined);
  const exited = watchExit(process_, tail);
  return {
    pid: process_.pid,
    exited,
    send(message) {
      if (process_.connected) process_.send(message, () => undefined);
    },
    async stop(graceMs) {
      const timer = setTimeout(() => process_.kill('SIGKILL'), graceMs);
      process_.kill('SIGTERM');
      await exited;
      clearTimeout(timer);
    },
    kill() {
      process_.kill('SIGKILL');
    },
  };
}

async function watchExit(process_: ChildProcess, tail: TextTail): Promise<ChildExit> {
  const { promise, resolve } = Promise.withResolvers<Pick<ChildExit, 'code' | 'signal'>>();
  process_.once('exit', (code, signal) => resolve({ code, signal }));
  // A process that could not be started at all has no exit event.
  process_.once('error', () => process_.pid === undefined && resolve({ code: null, signal: null }));
  const ended = await promise;
  if (process_.stderr !== null && !process_.stderr.readableEnded) {
    await once(process_.stderr, 'close', { signal: AbortSignal.timeout(STDERR_CLOSE_MS) }).catch(() => undefined);
  }
  return { ...ended, stderr: tail.toString() };
}
