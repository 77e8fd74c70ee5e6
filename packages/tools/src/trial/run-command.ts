import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as waited } from 'node:timers/promises';

/** How a command ended. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  | { readonly kind: 'flooded'; readonly bytes: number }
  | { readonly kind: 'not-started'; readonly why: string };

export interface CommandRun {
  readonly end: CommandEnd;
  /** Standard output and error as they came, the first 1 MiB. */
  readonly output: string;
  /** The same, the last 8 KiB. */
  readonly tail: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** More output than this ends it. @default 16 MiB */
  readonly mostBytes?: number;
  /** So long its group may take to end by itself, asked by SIGTERM, once its time is up. Milliseconds. @default 0 */
  readonly graceMs?: number;
}

const HEAD_BYTES = 1024 * 1024;
const TAIL_BYTES = 8 * 1024;
const MOST_BYTES = 16 * 1024 * 1024;
/** Who holds the output open after the command ended is not waited for any longer. Milliseconds. */
const FLUSH_MS = 200;
/** Between two looks whether somebody of a group is left. Milliseconds. */
const LOOK_MS = 50;

/**
 * Runs a program without a shell, in a process group of its own that is killed whole when it ends, takes too long, says too much
 * or is aborted.
 *
 * Rejects with the signal's reason.
 */
export async function runCommand(argv: readonly string[], options: CommandOptions): Promise<CommandRun> {
  const { cwd, env, timeoutMs, signal, mostBytes = MOST_BYTES, graceMs = 0 } = options;
  signal.throwIfAborted();
  const [program = '', ...args] = argv;
  const output = new Output(mostBytes);
  const { promise, resolve } = Promise.withResolvers<CommandEnd>();
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    windowsHide: true,
  });
  child.once('error', (error) => resolve({ kind: 'not-started', why: error.message }));
  child.once('exit', (code, killer) =>
    resolve(code === null ? { kind: 'killed', signal: killer ?? 'unknown' } : { kind: 'exited', code }),
  );
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      if (output.add(bytes)) resolve({ kind: 'flooded', bytes: mostBytes });
    });
  const timer = setTimeout(() => resolve({ kind: 'timed-out', afterMs: timeoutMs }), timeoutMs);
  const onAbort = (): void => resolve({ kind: 'timed-out', afterMs: 0 });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const end = await promise;
    if (end.kind === 'timed-out' && graceMs > 0) await askedToEnd(child, graceMs, signal);
    killGroup(child);
    if (end.kind === 'exited') await flushed(child);
    signal.throwIfAborted();
    return { end, ...output.text() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    killGroup(child);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/** Its children too: a test runner that is killed alone leaves its workers behind. */
function killGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGKILL');
}

/** False when nobody of the group is left. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  const { pid } = child;
  if (pid === undefined) return false;
  if (process.platform === 'win32') return child.kill(signal);
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/** Waits for the whole group: a shell that is asked ends at once, and what it started still writes. */
async function askedToEnd(child: ChildProcess, graceMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  signalGroup(child, 'SIGTERM');
  for (let leftMs = graceMs; leftMs > 0 && !signal.aborted && signalGroup(child, 0); leftMs -= LOOK_MS)
    await waited(LOOK_MS);
}

async function flushed(child: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FLUSH_MS);
  child.once('close', resolve);
  if (child.stdout?.readableEnded === true && child.stderr?.readableEnded === true) resolve();
  await promise;
  clearTimeout(timer);
}

/** Keeps the beginning and the end of what is said, however much that is. */
class Output {
  readonly #most: number;
  #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer = Buffer.alloc(0);
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** True when it is too much by now. */
  add(bytes: Buffer): boolean {
    this.#bytes += bytes.length;
    if (this.#headBytes < HEAD_BYTES) {
      const part = bytes.subarray(0, HEAD_BYTES - this.#headBytes);
      this.#head.push(part);
      this.#headBytes += part.length;
    }
    const joined = Buffer.concat([this.#tail, bytes.subarray(-TAIL_BYTES)]);
    this.#tail = joined.subarray(-TAIL_BYTES);
    return this.#bytes > this.#most;
  }

  text(): Pick<CommandRun, 'output' | 'tail'> {
    return { output: Buffer.concat(this.#head).toString('utf8'), tail: this.#tail.toString('utf8') };
  }
}

/** True when it said more than was kept: the rest is not known. */
export function isCut({ output }: Pick<CommandRun, 'output'>): boolean {
  return Buffer.byteLength(output) >= HEAD_BYTES;
}

/** How it ended, for the end of a sentence: "exited with 1". */
export function endInWords(end: CommandEnd): string {
  switch (end.kind) {
    case 'exited':
      return `exited with ${end.code}`;
    case 'killed':
      return `was killed by ${end.signal}`;
    case 'timed-out':
      return `was not done after ${Math.round(end.afterMs / 1000)} s`;
    case 'flooded':
      return `said more than ${Math.round(end.bytes / 1024 / 1024)} MiB`;
    case 'not-started':
      return `could not be started: ${end.why}`;
  }
}

/** The last lines of what a command said, without escapes; at most `most` characters. */
export function lastLines(tail: string, lines: number, most: number): string {
  // oxlint-disable-next-line no-control-regex -- taking them out is the point
  const plain = tail.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  const text = plain.trimEnd().split('\n').slice(-lines).join('\n').trim();
  return text.length <= most ? text : `…${text.slice(-most).toWellFormed()}`;
}
