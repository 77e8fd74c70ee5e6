import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isInside } from '../../workspace/confine.ts';
import { gitEnvironment, QUIET } from '../../worktree/git.ts';
import { ToolFault } from '../tool-fault.ts';
import { withoutFilters } from './filters.ts';
import { gitRefusal } from './git-refusal.ts';
import { refuseForeign } from './own-repository.ts';

const run = promisify(execFile);

/** For one call of git, in milliseconds. */
const GIT_MS = 20_000;
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;
/** What a repository's settings could have started or read, besides {@link QUIET}: nothing of them is for a tool that only looks. */
const LOOK_ONLY = [
  '--no-pager',
  '--literal-pathspecs',
  ...[
    'core.attributesFile=/dev/null',
    'core.quotePath=false',
    'blame.coloring=none',
    'blame.showEmail=false',
    'blame.blankBoundary=false',
    'log.showSignature=false',
    'log.mailmap=false',
    'mailmap.file=',
    'mailmap.blob=',
    'diff.external=',
    'diff.submodule=short',
    'status.submoduleSummary=false',
    'color.ui=never',
  ].flatMap((setting) => ['-c', setting]),
];

/** The repository that a workspace is in, to be looked at only: no program of it is started, and nothing of it is changed. */
export interface Repository {
  /** From the top of the repository to the workspace; empty, or ending with a slash. */
  readonly prefix: string;
  /**
   * @param input for its standard input
   * @throws ToolFault with words of ours: what git says may hold lines of any file
   */
  git(args: readonly string[], input?: string): Promise<Buffer>;
}

/**
 * @param root of the workspace: absolute, links resolved
 * @throws ToolFault when the workspace is in no repository of its own
 */
export async function openRepository(root: string, signal: AbortSignal): Promise<Repository> {
  const plain = async (...args: string[]): Promise<Buffer> =>
    await runGit(root, args, { signal, env: {}, input: undefined });
  const places = ['--show-toplevel', '--absolute-git-dir', '--git-common-dir', '--show-prefix'];
  const [top = '', gitDir = '', commonDir = '', prefix = ''] = (
    await plain('rev-parse', '--path-format=absolute', ...places)
  )
    .toString('utf8')
    .split('\n');
  if (!isInside(top, root)) throw new ToolFault('The repository says that its files are elsewhere: it is left alone.');
  await refuseForeign(top, gitDir, commonDir);
  const env = withoutFilters(await filterKeys(plain));
  return { prefix, git: async (args, input) => await runGit(root, args, { signal, env, input }) };
}

interface GitOptions {
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string>>;
  readonly input: string | undefined;
}

async function runGit(root: string, args: readonly string[], options: GitOptions): Promise<Buffer> {
  const { signal, env, input } = options;
  try {
    const running = run('git', [...QUIET, ...LOOK_ONLY, '-C', root, ...args], {
      encoding: 'buffer',
      env: { ...gitEnvironment(process.env), ...env },
      maxBuffer: MOST_OUTPUT_BYTES,
      timeout: GIT_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
      signal,
    });
    running.child.stdin?.on('error', () => {
      // Git ended before it had read all: it says why.
    });
    running.child.stdin?.end(input ?? '');
    return (await running).stdout;
  } catch (error) {
    signal.throwIfAborted();
    throw gitRefusal(error, GIT_MS);
  }
}

/** Asking starts none of these programs. */
async function filterKeys(plain: (...args: string[]) => Promise<Buffer>): Promise<Buffer> {
  try {
    return await plain('config', '--null', '--name-only', '--get-regexp', '^filter\\.');
  } catch (error) {
    // It ends with 1 where there are none. Whatever else happens, it is not known which there are.
    if (error instanceof ToolFault && exitCode(error.cause) === 1) return Buffer.alloc(0);
    throw error;
  }
}

function exitCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
