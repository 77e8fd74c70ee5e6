import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const HANZO = fileURLToPath(new URL('../../packages/cli/bin/hanzo.js', import.meta.url));

export interface CliOptions {
  readonly home: string;
  /** Besides a minimal environment: the machine's keys must not leak into tests. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Written to stdin, which is then closed. Without it stdin is empty and no terminal. */
  readonly input?: string;
  /** Put before the command line, e.g. to run it in another network namespace. */
  readonly prefix?: readonly string[];
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running `hanzo` process, as people start it: the built command, in a process of its own. */
export interface RunningCli extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly result: Promise<CliResult>;
  /** Resolves with the first line of stdout or stderr that matches, of the past ones too. */
  line(pattern: RegExp): Promise<string>;
}

export function startCli(args: readonly string[], options: CliOptions): RunningCli {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
  const [command = process.execPath, ...rest] = [...(options.prefix ?? []), process.execPath, HANZO, ...args];
  const child = spawn(command, rest, {
    cwd: options.cwd ?? process.cwd(),
    env: { PATH, HOME, TMPDIR, HANZO_HOME: options.home, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const collect = (stream: NodeJS.ReadableStream): { text: string } => {
    const seen = { text: '' };
    createInterface({ input: stream }).on('line', (line) => {
      seen.text += `${line}\n`;
      lines.push(line);
      for (const watcher of watchers) watcher();
    });
    return seen;
  };
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const result = new Promise<CliResult>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code: code ?? (signal === null ? -1 : 128), stdout: out.text, stderr: err.text });
      for (const watcher of watchers) watcher();
    });
  });
  return {
    process: child,
    result,
    line(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find((line) => pattern.test(line));
          if (found === undefined && child.exitCode === null && child.signalCode === null) return;
          watchers.delete(look);
          if (found === undefined)
            reject(new Error(`hanzo ${args.join(' ')} ended without a line like ${pattern}:\n${lines.join('\n')}`));
          else resolve(found);
        };
        watchers.add(look);
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await result;
    },
  };
}

/** Runs a command to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  return startCli(args, options).result;
}

/** The JSON lines of stdout. */
export function jsonLines(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
