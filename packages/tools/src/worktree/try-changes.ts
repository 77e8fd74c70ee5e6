import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHanzoError } from '@hanzo/contracts';
import type { FileChange } from '../edits/edit.ts';
import { commandEnvironment } from '../trial/command-environment.ts';
import { editablePython } from '../trial/editable-python.ts';
import { failuresIn, isSilent, newFailures } from '../trial/failures.ts';
import { endInWords, lastLines, runCommand, type CommandRun } from '../trial/run-command.ts';
import { commandLine, takesFiles, type TrialCommandName, type TrialCommands } from '../trial/trial-command.ts';
import { pythonVariables } from '../trial/trial.ts';
import { UnwritableEdits, writeInside } from '../writes/write-inside.ts';
import { openWorktree, type Worktree } from './worktree.ts';

/** What one command says of changes as a whole. */
export interface WholeCheck {
  readonly name: TrialCommandName;
  readonly verdict: 'passed' | 'failed' | 'unjudged';
  /** A sentence for people; empty where it passed. */
  readonly why: string;
  /** The command was not run at all, and that is not its own fault. */
  readonly isUntried?: true;
}

/** Where changes were tried, and what came of it. */
export interface WholeTrial {
  readonly kind: Worktree['kind'];
  /** Why it was no worktree, where there is a repository. */
  readonly because?: string | undefined;
  readonly checks: readonly WholeCheck[];
}

export interface TryChangesOptions {
  /** The workspace: absolute, links resolved. */
  readonly root: string;
  readonly changes: readonly FileChange[];
  /** Those that a person trusts, and no others. */
  readonly commands: TrialCommands;
  readonly signal: AbortSignal;
  /** For one command, in milliseconds. @default 5 minutes */
  readonly timeoutMs?: number;
  /** @default the process's own */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const TIMEOUT_MS = 5 * 60_000;
const SHOWN_LINES = 8;
const SHOWN_CHARS = 800;
/** What rewrites files comes last. */
const ORDER: readonly TrialCommandName[] = ['lint', 'types', 'tests', 'format'];

/**
 * Runs the project's commands once more on all changes together, in a worktree of its own that is gone afterwards. A command
 * that fails without the changes as well says nothing of them.
 *
 * Rejects with HanzoError when there can be no worktree, or the signal's reason.
 */
export async function tryChanges(options: TryChangesOptions): Promise<WholeTrial> {
  const { root, changes, commands, signal } = options;
  const needed = changes.filter(({ before }) => before !== undefined).map(({ path }) => path);
  await using worktree = await openWorktree(root, signal, { needed });
  const { kind, because } = worktree;
  const place = new Place(worktree, changes);
  const env = options.env ?? process.env;
  const python = await editablePython(root, worktree, env);
  const environment = commandEnvironment(env, worktree.root, pythonVariables(worktree, python));
  const run: Run = async (name) => {
    const command = commands[name] ?? [];
    // Given no file there is nothing that it could say.
    if (takesFiles(command) && place.given.length === 0) return undefined;
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    return await runCommand(commandLine(command, place.given), {
      cwd: worktree.root,
      env: environment,
      timeoutMs,
      signal,
    });
  };
  const checks: WholeCheck[] = [];
  for (const name of ORDER.filter((one) => (commands[one]?.length ?? 0) > 0)) {
    const [unclear] = name === 'tests' ? python.unclear : [];
    if (unclear === undefined) checks.push(await judge(name, place, run));
    else checks.push(untried(name, `it may use ${unclear} of the workspace itself, which is installed in place`));
  }
  return { kind, because, checks };
}

/** Undefined where there is nothing that it could be run on. */
type Run = (name: TrialCommandName) => Promise<CommandRun | undefined>;

async function judge(name: TrialCommandName, place: Place, run: Run): Promise<WholeCheck> {
  try {
    place.write('after');
  } catch (error) {
    if (!(error instanceof UnwritableEdits)) throw error;
    return { name, verdict: 'failed', why: `these edits cannot be made: ${error.message}` };
  }
  const after = await run(name);
  if (after === undefined) return { name, verdict: 'passed', why: '' };
  if (after.end.kind === 'not-started') return unjudged(name, `it ${endInWords(after.end)}`);
  const unlike = name === 'format' ? await place.unlike('after') : [];
  if (isFine(after) && unlike.length === 0) return { name, verdict: 'passed', why: '' };
  place.write('before');
  const before = await run(name);
  if (before !== undefined && !isFine(before)) {
    const [fresh] = isFine(after) ? [] : newFailures(failuresIn(before, place.root), failuresIn(after, place.root));
    if (fresh !== undefined && !isSilent(failuresIn(before, place.root)))
      return { name, verdict: 'failed', why: `it fails without the changes, too, but not so: ${fresh}` };
    return unjudged(name, `it ${endInWords(before.end)} without the changes, too`);
  }
  if (!isFine(after))
    return { name, verdict: 'failed', why: `it ${endInWords(after.end)}${quoteOf(after, place.root)}` };
  const unlikeBefore = new Set(await place.unlike('before'));
  const [first] = unlike.filter((path) => !unlikeBefore.has(path));
  if (first === undefined) return unjudged(name, 'the changed files were not formatted before either');
  return { name, verdict: 'failed', why: `${first} is not as the project's formatter writes it` };
}

function unjudged(name: TrialCommandName, why: string): WholeCheck {
  return { name, verdict: 'unjudged', why };
}

/** Through no fault of the command. */
function untried(name: TrialCommandName, why: string): WholeCheck {
  return { ...unjudged(name, why), isUntried: true };
}

function isFine({ end }: CommandRun): boolean {
  return end.kind === 'exited' && end.code === 0;
}

function quoteOf({ tail }: CommandRun, root: string): string {
  const said = lastLines(tail.replaceAll(`${root}/`, ''), SHOWN_LINES, SHOWN_CHARS);
  return said === '' ? '' : `. It said: ${said}`;
}

/** The changed files in the worktree, which nobody else knows: it is private to this user. */
class Place {
  readonly root: string;
  readonly #changes: readonly FileChange[];
  #isAfter = false;

  constructor({ root }: Worktree, changes: readonly FileChange[]) {
    this.root = root;
    this.#changes = changes;
  }

  /** Changed files that are there now. */
  get given(): readonly string[] {
    return this.#changes.filter(({ before }) => this.#isAfter || before !== undefined).map(({ path }) => path);
  }

  /** @throws UnwritableEdits */
  write(side: 'before' | 'after'): void {
    this.#isAfter = side === 'after';
    for (const change of this.#changes) writeInside(this.root, change.path, change[side]);
  }

  /** Files that are not as they were written. */
  async unlike(side: 'before' | 'after'): Promise<readonly string[]> {
    const found: string[] = [];
    for (const change of this.#changes) {
      const text = await readFile(join(this.root, change.path), 'utf8').catch(() => undefined);
      if (text !== change[side] && change[side] !== undefined) found.push(change.path);
    }
    return found;
  }
}

/** Why changes could not be tried at all, as what is said of each command. */
export function allUnjudged(commands: TrialCommands, error: unknown): readonly WholeCheck[] {
  const { message } = toHanzoError(error);
  return ORDER.filter((name) => (commands[name]?.length ?? 0) > 0).map((name) => untried(name, message));
}
