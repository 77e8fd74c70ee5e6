import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Nothing that a repository brings along is started: no hook, no monitor of its files, no fetch. */
export const QUIET: readonly string[] = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.untrackedCache=false',
];
const MOST_OUTPUT = 256 * 1024 ** 2;
const TIMEOUT_MS = 60_000;

/**
 * Runs git in a folder, with nothing of a repository that the process itself stands in, such as that of a hook.
 *
 * Rejects when git is not there, or says no.
 */
export async function git(folder: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const { stdout } = await run('git', [...QUIET, '-C', folder, ...args], {
    env: gitEnvironment(process.env),
    maxBuffer: MOST_OUTPUT,
    timeout: TIMEOUT_MS,
    windowsHide: true,
    ...(signal && { signal }),
  });
  return stdout;
}

/** The top of the repository that a folder belongs to; undefined: to none that has a commit, or git is not there. */
export async function gitTop(folder: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    await git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], signal);
    return (await git(folder, ['rev-parse', '--show-toplevel'], signal)).replace(/\n$/, '');
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** Git's own words why it refused, in one line. */
export function gitFault(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const words = said.trim() === '' ? (error instanceof Error ? error.message : String(error)) : said;
  return words.replace(/\s+/g, ' ').trim().slice(0, 200);
}

/** An environment in which git does nothing but what it is told, and reaches nobody: also where it would miss objects. */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const plain = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));
  return {
    ...plain,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Older versions do not know the line above: there is no protocol by which they could fetch.
    GIT_ALLOW_PROTOCOL: 'none',
    LC_ALL: 'C',
  };
}

/** `2.47.1`; undefined: git is not there. */
export async function gitVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', ['--version'], { env: gitEnvironment(process.env), timeout: TIMEOUT_MS });
    return /\d+(\.\d+)+/.exec(stdout)?.[0] ?? stdout.trim();
  } catch {
    return undefined;
  }
}
