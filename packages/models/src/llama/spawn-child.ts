import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { constants as osConstants, getPriority, setPriority } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextTail } from './text-tail.ts';

/** How a child ended. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines it wrote to stderr. */
  readonly stderr: string;
}

/** One child process that takes messages of one kind. */
export interface Child<Message> {
  readonly pid: number | undefined;
  /** Resolves when it is gone; never rejects. */
  readonly exited: Promise<ChildExit>;
  send(message: Message): void;
  /** SIGTERM, then SIGKILL after `graceMs`. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
  /** At once. */
  kill(): void;
}

/**
 * What the child may know of our environment. Never keys: a hostile model file could run code in there. HOME because
 * node-llama-cpp asks for it when it is imported, which fails for a user without an entry in the system's list, as in
 * containers; and because drivers keep compiled kernels there.
 */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'LANG', 'SystemRoot'] as const;

/** How long stderr may take to close after the exit, e.g. when a core dump is written. */
const STDERR_CLOSE_MS = 500;

function childEnvironment(names: readonly string[]): NodeJS.ProcessEnv {
  const known = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}

/** `<name>.ts` or `<name>.js`: whichever stands beside this file. */
export function childUrl(name: string): URL {
  return new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
}

export interface SpawnOptions<Message> {
  /** The module to run. */
  readonly url: URL;
  readonly onMessage: (message: Message) => void;
  /** Variables of its own, with their values. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Names of environment variables that it gets besides the usual ones. */
  readonly environment?: readonly string[];
  /** Flags for its node. */
  readonly flags?: readonly string[];
  /** Of the whole process. @default 'normal' */
  readonly priority?: 'low' | 'normal';
}

/** Starts a child process. Its messages are taken as they are: it is our own code at the other end. */
export function spawnChild<In extends Serializable, Out>({
  url,
  onMessage,
  environment = [],
  flags = [],
  priority = 'normal',
  variables = {},
}: SpawnOptions<Out>): Child<In> {
  const forked = fork(fileURLToPath(url), [], {
    env: { ...childEnvironment([...ENVIRONMENT, ...environment]), ...variables },
    // Not ours: a parent under a test runner or a debugger has flags that mean nothing to the child.
    execArgv: [...flags],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (priority === 'low') makeHumble(forked.pid);
  const tail = new TextTail();
  forked.stderr?.on('data', (chunk: Buffer) => tail.push(chunk));
  forked.on('message', (message) => onMessage(message as Out));
  // Killing or writing to a process that is already gone is no news: `exited` tells.
  forked.on('error', () => undefined);
  const exited = watchExit(forked, tail);
  return {
    pid: forked.pid,
    exited,
    send(message) {
      if (forked.connected) forked.send(message, () => undefined);
    },
    async stop(graceMs) {
      const timer = setTimeout(() => forked.kill('SIGKILL'), graceMs);
      forked.kill('SIGTERM');
      await exited;
      clearTimeout(timer);
    },
    kill() {
      forked.kill('SIGKILL');
    },
  };
}

/**
 * At once: on Linux the call is for one thread, and only those that the main thread starts later inherit it. A process
 * that is gone already needs no priority.
 */
function makeHumble(pid: number | undefined): void {
  try {
    const low = Math.max(getPriority(), osConstants.priority.PRIORITY_BELOW_NORMAL);
    if (pid !== undefined) setPriority(pid, low);
  } catch {
    // A system without priorities, a container that forbids them: it runs like everything else.
  }
}

async function watchExit(forked: ChildProcess, tail: TextTail): Promise<ChildExit> {
  const { promise, resolve } = Promise.withResolvers<Pick<ChildExit, 'code' | 'signal'>>();
  forked.once('exit', (code, signal) => resolve({ code, signal }));
  // A process that could not be started at all has no exit event.
  forked.once('error', () => forked.pid === undefined && resolve({ code: null, signal: null }));
  const ended = await promise;
  if (forked.stderr !== null && !forked.stderr.readableEnded) {
    await once(forked.stderr, 'close', { signal: AbortSignal.timeout(STDERR_CLOSE_MS) }).catch(() => undefined);
  }
  return { ...ended, stderr: tail.toString() };
}
