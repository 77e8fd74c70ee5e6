import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { commandEnvironment } from '../trial/command-environment.ts';
import { editablePython } from '../trial/editable-python.ts';
import { endInWords, lastLines, runCommand, type CommandRun } from '../trial/run-command.ts';
import { pythonVariables } from '../trial/trial.ts';
import { TrialFolder } from '../trial/trial-folder.ts';
import { ownFolder, sweepFolders } from '../trial/trial-owner.ts';
import { measureGo } from './go-profile.ts';
import { fileOf, ownPath } from './own-path.ts';
import type { Measured, Profile } from './profile.ts';
import { profileOf } from './profile-of.ts';
import { profileJson } from './profile-json.ts';
import { profiled, type Profiled } from './profiler-of.ts';
import { measurePython, PYTHON_READER } from './python-profile.ts';
import { SourceMaps } from './source-maps.ts';
import { measureV8Folder } from './v8-folder.ts';

export interface ProfileOptions {
  /** The workspace's root: absolute, links resolved. */
  readonly root: string;
  /** Program and arguments: no shell runs them. Only what a person wrote or trusts. */
  readonly argv: readonly string[];
  /** As the person knows it. */
  readonly command: string;
  readonly signal: AbortSignal;
  /** For the command, in milliseconds. @default 5 minutes */
  readonly timeoutMs?: number;
  /** What the command may see some of. @default the process's own */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Told, as a sentence, what the command changed in the workspace itself. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

const BEGINNING = 'hanzo-profile-';
const TIMEOUT_MS = 5 * 60_000;
/** To ask what a Node can do, and to read a profile. Milliseconds. */
const SHORT_MS = 60_000;
/** To write a profile, once a command was asked to end. Milliseconds. */
const GRACE_MS = 5_000;
/**
 * Test runners end their workers with a signal, and a process that a signal ends writes no profile. Who waits for the signal
 * is left alone.
 */
const ENDS_WELL = `process.on('SIGTERM', () => {
  if (process.listenerCount('SIGTERM') === 1) process.exit(143);
});
`;
const SHOWN_LINES = 8;
const SHOWN_CHARS = 800;

/**
 * Runs a command under the profiler of its language, in a copy of the workspace, and says where its time went. Lines and names are
 * those of the workspace. A command that fails is told in `notes`: what it did until then counts.
 *
 * Rejects with HanzoError USAGE for a command that has no profiler, that could not be run, or in which no code of the workspace
 * was seen; with the signal's reason when it is aborted.
 */
export async function profileCommand(options: ProfileOptions): Promise<Profile> {
  const { root, signal } = options;
  await sweepFolders(tmpdir(), BEGINNING);
  const out = await realpath(await mkdtemp(join(tmpdir(), BEGINNING)));
  try {
    await ownFolder(out);
    const work = profiled(options.argv, out);
    await using folder = await TrialFolder.make(root, signal);
    return await new Profiling(options, work, folder, out).profile();
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

class Profiling {
  readonly #options: ProfileOptions;
  readonly #work: Profiled;
  readonly #folder: TrialFolder;
  /** Where the profiler writes. */
  readonly #out: string;

  constructor(options: ProfileOptions, work: Profiled, folder: TrialFolder, out: string) {
    this.#options = options;
    this.#work = work;
    this.#folder = folder;
    this.#out = out;
  }

  async profile(): Promise<Profile> {
    const { command, signal, timeoutMs = TIMEOUT_MS, onWarning } = this.#options;
    const env = await this.#environment();
    const { argv, more } =
      this.#work.profiler === 'node' ? await this.#nodeCommand(env) : { argv: this.#work.argv, more: {} };
    const limits = { timeoutMs, graceMs: GRACE_MS, signal };
    const run = await runCommand(argv, { cwd: this.#folder.root, env: { ...env, ...more }, ...limits });
    const [first, ...others] = await this.#folder.touched();
    if (first !== undefined)
      onWarning?.(
        `while "${command}" ran, ${first}${others.length === 0 ? '' : ` and ${others.length} more`} changed in the workspace itself: the copy has links to packages`,
      );
    if (run.end.kind === 'not-started')
      throw new HanzoError('USAGE', `"${command}" ${endInWords(run.end)}`, { mend: 'Check the command of --profile.' });
    const measured = await this.#measured(env, run);
    const made = await profileOf({ command, profiler: this.#work.profiler, measured, folder: this.#folder });
    if (made.functions.length === 0) throw nothingSeen(command, measured, run, this.#failure(run, ''));
    return { ...made, notes: [...this.#failure(run, '; what it did until then counts'), ...made.notes] };
  }

  /** Empty when the command went well. */
  #failure(run: CommandRun, more: string): readonly string[] {
    if (run.end.kind === 'exited' && run.end.code === 0) return [];
    const said = lastLines(run.tail.replaceAll(`${this.#folder.root}/`, ''), SHOWN_LINES, SHOWN_CHARS);
    const words = `"${this.#options.command}" ${endInWords(run.end)}${more}.`;
    return [said === '' ? words : `${words} It said last: ${said}`];
  }

  async #environment(): Promise<Record<string, string>> {
    const { root, env = process.env } = this.#options;
    const python = await editablePython(root, this.#folder, env);
    return commandEnvironment(env, this.#folder.root, pythonVariables(this.#folder, python));
  }

  /** By the environment, so that processes which it starts are measured too; older ones of Node take it as arguments only. */
  async #nodeCommand(
    env: Record<string, string>,
  ): Promise<{ readonly argv: readonly string[]; readonly more: Record<string, string> }> {
    const { argv } = this.#work;
    const { signal } = this.#options;
    const [program = '', ...args] = argv;
    const options = ['--cpu-prof', `--cpu-prof-dir=${this.#out}`];
    const preload = join(this.#out, 'ends-well.cjs');
    await writeFile(preload, ENDS_WELL);
    const more = { NODE_OPTIONS: [...options, `--require=${preload}`].map(quoted).join(' ') };
    const isNode = /(^|[\\/])node(\.exe)?$/.test(program);
    const probe = { NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=.' };
    const where = { cwd: this.#out, env: { ...env, ...probe }, timeoutMs: SHORT_MS, signal };
    const { end } = await runCommand([isNode ? program : 'node', '--version'], where);
    if (end.kind === 'exited' && end.code === 0) return { argv, more };
    if (isNode) return { argv: [program, ...options, ...args], more: {} };
    throw new HanzoError('USAGE', `The Node that "${this.#options.command}" runs with cannot measure what it starts.`, {
      mend: 'Use Node 24, or name what is measured itself: --profile="node test/cart.js"',
    });
  }

  async #measured(env: Record<string, string>, run: CommandRun): Promise<Measured> {
    const pathOf = (file: string): string | undefined => ownPath(file, this.#folder.root, this.#folder.paths);
    switch (this.#work.profiler) {
      case 'node':
        return await this.#measuredV8(pathOf);
      case 'python': {
        const program = this.#work.python ?? 'python';
        const written = join(this.#out, 'profile.json');
        await this.#read([program, '-I', '-c', PYTHON_READER, join(this.#out, 'profile.out'), written], env);
        return measurePython(await profileJson(written), pathOf);
      }
      case 'go': {
        const list = ['-top', '-filefunctions', '-unit=ms', '-nodecount=500', join(this.#out, 'profile.out')];
        const said = run.end.kind === 'exited' ? await this.#read(['go', 'tool', 'pprof', ...list], env) : undefined;
        return measureGo(said ?? '', pathOf);
      }
    }
  }

  async #measuredV8(pathOf: (file: string) => string | undefined): Promise<Measured> {
    const maps = new SourceMaps();
    return await measureV8Folder(this.#out, ({ url, line, column }) => {
      const file = fileOf(url);
      const path = file === undefined ? undefined : pathOf(file);
      if (path !== undefined) return { path, line: line + 1 };
      if (file === undefined || !file.startsWith(this.#folder.root) || file.includes('/node_modules/'))
        return undefined;
      const original = maps.originalOf(file, line, column);
      const source = original && pathOf(original.file);
      return source === undefined || original === undefined ? undefined : { path: source, line: original.line };
    });
  }

  /** What a program of ours printed about the profile; undefined when it could not. */
  async #read(argv: readonly string[], env: Record<string, string>): Promise<string | undefined> {
    const { signal } = this.#options;
    const run = await runCommand(argv, { cwd: this.#folder.root, env, timeoutMs: SHORT_MS, signal });
    return run.end.kind === 'exited' && run.end.code === 0 ? run.output : undefined;
  }
}

function quoted(word: string): string {
  return /[\s"\\]/.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word;
}

function nothingSeen(
  command: string,
  { samples, totalMs }: Measured,
  { end }: CommandRun,
  failure: readonly string[],
): HanzoError {
  const seen =
    totalMs > 0 ? `${Math.round(totalMs)} ms of libraries and tools, and none of the workspace's own code` : 'nothing';
  const words = [`The profile of "${command}" shows ${seen}.`, ...failure];
  return new HanzoError('USAGE', words.join(' '), {
    details: { command, samples },
    mend:
      end.kind === 'timed-out'
        ? 'Name a command that is done in time: one that computes without a pause may write no profile when it is ended.'
        : 'Name a command that runs the code which is slow, for a second or more: --profile="node work.js"',
  });
}
