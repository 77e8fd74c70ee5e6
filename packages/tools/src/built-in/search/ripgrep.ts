import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HanzoError } from '@hanzo/contracts';
import { codeOf } from '../../writes/confined-root.ts';
import { ToolFault } from '../tool-fault.ts';

const run = promisify(execFile);

/** For one search, in milliseconds. */
export const SEARCH_MS = 20_000;
/** More is not looked at: whoever finds so much must ask more exactly. */
const MOST_OUTPUT_BYTES = 4 * 1024 * 1024;
/** What no environment or file of a project or a user may change. */
const ALWAYS = ['--no-config', '--color=never', '--no-messages', '--no-follow', '--hidden'];
/** Of ignore files those that count everywhere else in hanzo, and no others: `.hanzoignore` is seen to afterwards. */
const IGNORE = [
  '--no-require-git',
  '--no-ignore-dot',
  '--no-ignore-exclude',
  '--no-ignore-global',
  '--no-ignore-parent',
];
/** They are left out of what is told anyway: looking into them would take time only. */
const SKIPPED = ['.git', '.hg', '.svn', '.hanzo', 'node_modules', 'dist'].flatMap((name) => ['-g', `!**/${name}`]);

/** What ripgrep said. */
export interface Found {
  readonly output: string;
  /** It was ended: there is more. */
  readonly isCut: boolean;
}

export interface RipgrepOptions {
  /** The workspace: absolute, links resolved. */
  readonly root: string;
  readonly glob: string | undefined;
  /** From the workspace; empty: all of it. Only names are taken from here: a link may have been put there since it was looked at. */
  readonly path: string;
  readonly signal: AbortSignal;
}

/**
 * Runs ripgrep in a workspace. What it says of contents must be read again by whoever tells it: it goes by names of folders, and
 * those may become links while it runs.
 *
 * @param args options only
 * @throws ToolFault when it does not understand the pattern or the glob
 */
export async function ripgrep(args: readonly string[], options: RipgrepOptions): Promise<Found> {
  const { root, glob, path, signal } = options;
  const globs = glob === undefined ? SKIPPED : ['-g', glob, ...SKIPPED];
  const all = [...ALWAYS, ...IGNORE, ...args, ...globs, '--', path === '' ? './' : `./${path}`];
  try {
    const { stdout } = await run(await program(), all, {
      cwd: root,
      // Nothing of ours is for it.
      env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
      maxBuffer: MOST_OUTPUT_BYTES,
      timeout: SEARCH_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
      signal,
    });
    return { output: stdout, isCut: false };
  } catch (error) {
    signal.throwIfAborted();
    return endOf(error);
  }
}

/** Where its program lies. Loaded only when somebody searches: it throws where the package for this system is missing. */
async function program(): Promise<string> {
  try {
    const { rgPath } = await import('@vscode/ripgrep');
    return rgPath;
  } catch (cause) {
    throw new HanzoError('TOOL_FAILED', 'The program that searches (ripgrep) is not there.', {
      cause,
      mend: 'Install hanzo again without leaving out optional packages (not with --omit=optional).',
    });
  }
}

/** Found nothing (1), what it said until it was ended, or why it did not search. */
function endOf(error: unknown): Found {
  const {
    code,
    killed,
    stdout = '',
    stderr = '',
  } = error as {
    readonly code?: unknown;
    readonly killed?: boolean;
    readonly stdout?: string;
    readonly stderr?: string;
  };
  if (codeOf(error) === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return { output: stdout, isCut: true };
  if (killed === true && stdout === '')
    throw new ToolFault(`The search took more than ${SEARCH_MS / 1000} s. Search in a folder, or with a glob.`);
  if (killed === true) return { output: stdout, isCut: true };
  if (code === 1) return { output: '', isCut: false };
  // Some folder could not be read: what was found in the others counts.
  if (code === 2 && stderr.trim() === '') return { output: stdout, isCut: false };
  if (code === 2) throw new ToolFault(`It cannot be searched for: ${lastWords(stderr)}`);
  throw new HanzoError('TOOL_FAILED', 'The program that searches (ripgrep) could not be run.', {
    cause: error,
    mend: 'Install hanzo again.',
  });
}

function lastWords(stderr: string): string {
  return stderr.replace(/^rg: /gm, '').replace(/\s+/g, ' ').trim().slice(0, 400).toWellFormed();
}
