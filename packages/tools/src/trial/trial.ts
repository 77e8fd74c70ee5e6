import { delimiter, join } from 'node:path';
import { COMMAND_SAID, HanzoError, toHanzoError } from '@hanzo/contracts';
import type { FileChange } from '../edits/edit.ts';
import { UnwritableEdits } from '../writes/write-inside.ts';
import { commandEnvironment } from './command-environment.ts';
import { editablePython, type EditablePython } from './editable-python.ts';
import { type Failures, failuresIn, isSilent, newFailures } from './failures.ts';
import { fewerTests } from './tests-ran.ts';
import { endInWords, isCut, lastLines, runCommand, type CommandRun } from './run-command.ts';
import { commandLine, takesFiles, type TrialCommandName, type TrialCommands } from './trial-command.ts';
import { TrialFolder, type WrittenFile } from './trial-folder.ts';

export type { WrittenFile } from './trial-folder.ts';

export interface TrialOptions {
  /** The workspace's root: absolute, links resolved. */
  readonly root: string;
  /** Those that a person trusts, and no others. */
  readonly commands: TrialCommands;
  /** Of the run: everything ends with it. */
  readonly signal: AbortSignal;
  /** For one command, in milliseconds. @default 5 minutes */
  readonly timeoutMs?: number;
  /** What commands may see some of. @default the process's own */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Commands that fail without changes judge by what they say has failed, and one that fails only with them is run once more: with
   * `--enable-guardrails`.
   *
   * @default false: what fails without changes judges nothing
   */
  readonly compares?: boolean;
  /** Asked before each run of a command, when the copy is the workspace's newest: why it may not be run any more, as a sentence. */
  readonly forbids?: ((name: TrialCommandName) => string | undefined) | undefined;
  /** Told, as a sentence, what commands changed in the workspace itself. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/** A command's run in the copy. */
export interface TrialRun extends CommandRun {
  /** It exited with 0. */
  readonly isFine: boolean;
  /** Where it ran, for paths in what it said. */
  readonly root: string;
  /** Files of the copy, with forward slashes. */
  readonly paths: ReadonlySet<string>;
  /** Files that it changed, made or took away, by path. */
  readonly written: ReadonlyMap<string, WrittenFile>;
}

/** What a command says of changes. `unjudged`: it says nothing of them. Reasons are sentences for people. */
export type TrialVerdict =
  | {
      readonly kind: 'passed';
      readonly run: TrialRun;
      /** Why it passes although not all is well, as the end of a sentence. */
      readonly although?: string;
    }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unjudged'; readonly reason: string };

const TIMEOUT_MS = 5 * 60_000;
const SHOWN_LINES = 12;
const SHOWN_CHARS = 1_200;

/** Runs a command with the changes. */
type Again = () => Promise<TrialRun>;

/** A copy of the workspace, and what was found out about it. */
interface Copy {
  readonly folder: TrialFolder;
  readonly python: EditablePython;
  readonly baselines: Map<string, TrialRun>;
}

/**
 * Tries changes with the project's own commands, in a copy of the workspace that is made at the first use, and anew when the
 * workspace has changed. One command runs at a time, and what it did to the copy is undone afterwards. Commands run with the
 * user's rights, and the copy has links to the packages in `node_modules`, `.venv`, `venv` and `vendor`: what a command writes into
 * one of these, or anywhere else, is written.
 */
export class Trial implements AsyncDisposable {
  readonly #options: TrialOptions;
  #copy: Copy | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: TrialOptions) {
    this.#options = options;
  }

  has(name: TrialCommandName): boolean {
    return (this.#options.commands[name]?.length ?? 0) > 0;
  }

  /** The command with its arguments; empty where there is none. */
  argv(name: TrialCommandName): readonly string[] {
    return this.#options.commands[name] ?? [];
  }

  /** The command in words: what a person wrote. */
  inWords(name: TrialCommandName): string {
    return (this.#options.commands[name] ?? []).join(' ');
  }

  /**
   * How the command ends on the workspace as it is: run once for each list of paths that it is given, until the workspace
   * changes.
   *
   * Rejects with HanzoError when there is no copy, or the signal's reason.
   */
  async baseline(name: TrialCommandName, paths: readonly string[]): Promise<TrialRun> {
    return await this.#inTurn(async () => await this.#baselineNow(name, paths));
  }

  /**
   * Runs the command on the workspace with changes. One that fails without them judges nothing.
   *
   * Rejects with the signal's reason.
   */
  async judge(name: TrialCommandName, changes: readonly FileChange[], signal: AbortSignal): Promise<TrialVerdict> {
    const both = AbortSignal.any([signal, this.#options.signal]);
    try {
      return await this.#inTurn(async () => await this.#judgeNow(name, changes, both));
    } catch (error) {
      both.throwIfAborted();
      const { message } = error instanceof UnwritableEdits ? error : toHanzoError(error);
      if (error instanceof UnwritableEdits) return { kind: 'failed', reason: `These edits cannot be made: ${message}` };
      return { kind: 'unjudged', reason: `"${this.inWords(name)}" could not be tried: ${message}` };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#copy?.folder[Symbol.asyncDispose]();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.catch(() => undefined).then(work);
    this.#last = run;
    return await run;
  }

  async #judgeNow(name: TrialCommandName, changes: readonly FileChange[], signal: AbortSignal): Promise<TrialVerdict> {
    signal.throwIfAborted();
    const words = `"${this.inWords(name)}"`;
    const unjudged = (reason: string): TrialVerdict => ({ kind: 'unjudged', reason: `${words} ${reason}` });
    const { python, folder } = await this.#current();
    const [unclear] = python.unclear;
    if (name === 'tests' && unclear !== undefined)
      return unjudged(
        `may use ${unclear} of the workspace itself, which is installed in place, and so judges nothing.`,
      );
    const there = changes.filter(({ before }) => before !== undefined).map(({ path }) => path);
    // Given no file there is nothing that could fail without the changes.
    const isIdle = there.length === 0 && takesFiles(this.#options.commands[name] ?? []);
    const before = isIdle ? undefined : await this.#baselineNow(name, there);
    const paths = changes.map(({ path }) => path);
    const run: Again = async () => await this.#runNow(name, changes, paths, signal);
    if (before?.isFine !== false) return await this.#judgeFresh(name, before, run);
    if (this.#options.compares === true) return await this.#compare(name, before, run);
    const missing = folder.leftOut.length === 0 ? '' : ` Not in the copy, as too large: ${folder.leftOut.join(', ')}.`;
    return unjudged(`${endInWords(before.end)} on the workspace as it is, and so judges nothing.${missing}`);
  }

  /** Nothing fails without the changes. */
  async #judgeFresh(name: TrialCommandName, before: TrialRun | undefined, again: Again): Promise<TrialVerdict> {
    const words = `"${this.inWords(name)}"`;
    const first = await again();
    if (first.isFine) return this.#counted(name, before, first);
    const reason = `${words} ${endInWords(first.end)}`;
    if (first.end.kind === 'not-started') return { kind: 'unjudged', reason: `${reason}, and so judges nothing.` };
    const run = this.#options.compares === true ? await again() : first;
    if (run.isFine) return this.#counted(name, before, run, `${endInWords(first.end)} once, and then not any more`);
    return { kind: 'failed', reason: `${words} ${endInWords(run.end)}, and not without these edits.${quoteOf(run)}` };
  }

  /** Tests that are left out fail no more: as many must have run as before, where that is said. */
  #counted(name: TrialCommandName, before: TrialRun | undefined, run: TrialRun, although?: string): TrialVerdict {
    const passed: TrialVerdict = { kind: 'passed', run, ...(although !== undefined && { although }) };
    if (name !== 'tests' || before === undefined || isCut(before)) return passed;
    const words = `"${this.inWords(name)}"`;
    if (isCut(run)) return { kind: 'unjudged', reason: `${words} said more than is kept: so it judges nothing.` };
    const fewer = fewerTests(before, run);
    return fewer === undefined ? passed : { kind: 'failed', reason: `${words} ${fewer}.${quoteOf(run)}` };
  }

  /** What failed before may fail still. What is new counts only when it fails twice. */
  async #compare(name: TrialCommandName, before: TrialRun, again: Again): Promise<TrialVerdict> {
    const words = `"${this.inWords(name)}"`;
    const known = failuresIn(before, before.root);
    if (before.end.kind !== 'exited' || isSilent(known) || isCut(before)) {
      const why = `${endInWords(before.end)} on the workspace as it is, and does not say what fails`;
      return { kind: 'unjudged', reason: `${words} ${why}: so it judges nothing.` };
    }
    let run = await again();
    let fresh = freshIn(known, run);
    if (fresh.length > 0) {
      run = await again();
      const still = new Set(freshIn(known, run));
      fresh = fresh.filter((one) => still.has(one));
    }
    if (run.isFine) return this.#counted(name, before, run);
    if (isCut(run)) return { kind: 'unjudged', reason: `${words} said more than is kept: so it judges nothing.` };
    const [first] = fresh;
    if (first === undefined) {
      if (known.named.size === 0)
        return {
          kind: 'unjudged',
          reason: `${words} fails with and without these edits, and does not say what fails.`,
        };
      return this.#counted(name, before, run, 'failed before as well, and has no new failure');
    }
    const more = fresh.length === 1 ? '' : ` and ${fresh.length - 1} more`;
    const said = `${COMMAND_SAID}${lastLines(first, SHOWN_LINES, SHOWN_CHARS)}${more}`;
    return { kind: 'failed', reason: `${words} fails without these edits, too, but not so: they add failures.${said}` };
  }

  async #baselineNow(name: TrialCommandName, paths: readonly string[]): Promise<TrialRun> {
    const given = takesFiles(this.#options.commands[name] ?? []) ? paths : [];
    const key = JSON.stringify([name, given]);
    const { baselines } = await this.#current();
    const known = baselines.get(key) ?? (await this.#runNow(name, [], given, this.#options.signal));
    baselines.set(key, known);
    return known;
  }

  /** The copy, as the workspace is now. */
  async #current(): Promise<Copy> {
    const { root, signal, env = process.env } = this.#options;
    signal.throwIfAborted();
    if (this.#copy !== undefined && !(await this.#copy.folder.isCurrent(signal))) await this.#giveUp();
    if (this.#copy !== undefined) return this.#copy;
    const folder = await TrialFolder.make(root, signal);
    const python = await editablePython(root, folder, env);
    this.#copy = { folder, python, baselines: new Map() };
    return this.#copy;
  }

  /** What cannot be put right, or is out of date, is thrown away: the next command gets a new copy. */
  async #giveUp(): Promise<void> {
    const copy = this.#copy;
    this.#copy = undefined;
    await copy?.folder[Symbol.asyncDispose]().catch(() => undefined);
  }

  async #runNow(
    name: TrialCommandName,
    changes: readonly FileChange[],
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<TrialRun> {
    const { commands, env = process.env, timeoutMs = TIMEOUT_MS } = this.#options;
    signal.throwIfAborted();
    const { folder, python } = this.#copy ?? (await this.#current());
    const why = this.#options.forbids?.(name);
    if (why !== undefined)
      throw new HanzoError('CONFIG_INVALID', why, { mend: 'See what would be run, and allow it: hanzo config trust' });
    try {
      folder.write(changes);
      const run = await runCommand(commandLine(commands[name] ?? [], paths), {
        cwd: folder.root,
        env: commandEnvironment(env, folder.root, pythonVariables(folder, python)),
        timeoutMs,
        signal,
      });
      const isFine = run.end.kind === 'exited' && run.end.code === 0;
      return { ...run, isFine, root: folder.root, paths: folder.paths, written: await folder.written(changes) };
    } finally {
      await this.#warnOfTouched(name, folder);
      await folder.putRight().catch(async () => await this.#giveUp());
    }
  }

  async #warnOfTouched(name: TrialCommandName, folder: TrialFolder): Promise<void> {
    const [first, ...more] = await folder.touched();
    if (first === undefined) return;
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    this.#options.onWarning?.(
      `while "${this.inWords(name)}" ran, ${first}${others} changed in the workspace itself: the copy has links to packages`,
    );
  }
}

/** Packages that are installed in place are taken from the copy, and nothing is written beside those that are linked. */
export function pythonVariables(
  folder: Pick<TrialFolder, 'paths' | 'root'>,
  { folders }: EditablePython,
): Record<string, string> {
  if (![...folder.paths].some((path) => path.endsWith('.py'))) return {};
  const path = folders.map((one) => join(folder.root, one)).join(delimiter);
  return { PYTHONDONTWRITEBYTECODE: '1', ...(path !== '' && { PYTHONPATH: path }) };
}

/** What fails now and did not before; a command that now says nothing of it has got worse. */
function freshIn(known: Failures, run: TrialRun): readonly string[] {
  if (run.isFine) return [];
  const now = failuresIn(run, run.root);
  if (run.end.kind !== 'exited') return [`it ${endInWords(run.end)}`];
  if (isSilent(now)) return [`it ${endInWords(run.end)} and does not say any more what fails`];
  const fresh = newFailures(known, now);
  if (fresh.length > 0 || isCut(run)) return fresh;
  const isEndless = known.total !== undefined && now.total === undefined;
  return isEndless ? [`it ${endInWords(run.end)} without the sum of failures that it gave before`] : [];
}

/** The end of what it said, for the end of a reason. */
function quoteOf({ tail, root }: TrialRun): string {
  const said = lastLines(tail.replaceAll(`${root}/`, ''), SHOWN_LINES, SHOWN_CHARS);
  return said === '' ? ' It said nothing.' : `${COMMAND_SAID}${said}`;
}
