import { toHanzoError } from '@hanzo/contracts';
import type { FileChange } from '../edits/edit.ts';
import { commandEnvironment } from './command-environment.ts';
import { endInWords, lastLines, runCommand, type CommandRun } from './run-command.ts';
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
}

/** A command's run in the copy. */
export interface TrialRun extends CommandRun {
  /** It exited with 0. */
  readonly isFine: boolean;
  /** Where it ran, for paths in what it said. */
  readonly root: string;
  /** Files that it changed, made or took away, by path. */
  readonly written: ReadonlyMap<string, WrittenFile>;
}

/** What a command says of changes. `unjudged`: it says nothing of them. Reasons are sentences for people. */
export type TrialVerdict =
  | { readonly kind: 'passed'; readonly run: TrialRun }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unjudged'; readonly reason: string };

const TIMEOUT_MS = 5 * 60_000;
const SHOWN_LINES = 12;
const SHOWN_CHARS = 1_200;

/**
 * Tries changes with the project's own commands, in a copy of the workspace that is made at the first use. One command runs at a
 * time, and what it did to the copy is undone afterwards. The workspace itself is never changed.
 */
export class Trial implements AsyncDisposable {
  readonly #options: TrialOptions;
  #folder: Promise<TrialFolder> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #baselines = new Map<string, Promise<TrialRun>>();

  constructor(options: TrialOptions) {
    this.#options = options;
  }

  has(name: TrialCommandName): boolean {
    return (this.#options.commands[name]?.length ?? 0) > 0;
  }

  /** The command in words: what a person wrote. */
  inWords(name: TrialCommandName): string {
    return (this.#options.commands[name] ?? []).join(' ');
  }

  /**
   * How the command ends on the workspace as it is: run once for each list of paths that it is given.
   *
   * Rejects with HanzoError when there is no copy, or the signal's reason.
   */
  async baseline(name: TrialCommandName, paths: readonly string[]): Promise<TrialRun> {
    const given = takesFiles(this.#options.commands[name] ?? []) ? paths : [];
    const key = JSON.stringify([name, given]);
    const known = this.#baselines.get(key) ?? this.#run(name, [], given, this.#options.signal);
    this.#baselines.set(key, known);
    return await known;
  }

  /**
   * Runs the command on the workspace with changes. One that fails without them judges nothing.
   *
   * Rejects with the signal's reason.
   */
  async judge(name: TrialCommandName, changes: readonly FileChange[], signal: AbortSignal): Promise<TrialVerdict> {
    const words = `"${this.inWords(name)}"`;
    const both = AbortSignal.any([signal, this.#options.signal]);
    try {
      const there = changes.filter(({ before }) => before !== undefined).map(({ path }) => path);
      const before = await this.#baselineFor(name, there);
      if (before !== undefined && !before.isFine)
        return {
          kind: 'unjudged',
          reason: `${words} ${endInWords(before.end)} on the workspace as it is, and so judges nothing.`,
        };
      const paths = changes.map(({ path }) => path);
      const run = await this.#run(name, changes, paths, both);
      if (run.isFine) return { kind: 'passed', run };
      return { kind: 'failed', reason: `${words} ${endInWords(run.end)}, and not without these edits.${quoteOf(run)}` };
    } catch (error) {
      both.throwIfAborted();
      return { kind: 'unjudged', reason: `${words} could not be tried: ${toHanzoError(error).message}` };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last.catch(() => undefined);
    const folder = await this.#folder?.catch(() => undefined);
    await folder?.[Symbol.asyncDispose]();
  }

  /** What cannot be put right is given up: the next command gets a new copy. */
  async #replace(folder: TrialFolder): Promise<void> {
    this.#folder = undefined;
    await folder[Symbol.asyncDispose]().catch(() => undefined);
  }

  /** Undefined where it would be given no file: there is nothing that could fail without the changes. */
  async #baselineFor(name: TrialCommandName, paths: readonly string[]): Promise<TrialRun | undefined> {
    if (paths.length === 0 && takesFiles(this.#options.commands[name] ?? [])) return undefined;
    return await this.baseline(name, paths);
  }

  async #run(
    name: TrialCommandName,
    changes: readonly FileChange[],
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<TrialRun> {
    const run = this.#last.catch(() => undefined).then(() => this.#runNow(name, changes, paths, signal));
    this.#last = run;
    return await run;
  }

  async #runNow(
    name: TrialCommandName,
    changes: readonly FileChange[],
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<TrialRun> {
    const { commands, env = process.env, timeoutMs = TIMEOUT_MS, root } = this.#options;
    signal.throwIfAborted();
    this.#folder ??= TrialFolder.make(root, this.#options.signal);
    const folder = await this.#folder;
    try {
      await folder.write(changes);
      const run = await runCommand(commandLine(commands[name] ?? [], paths), {
        cwd: folder.root,
        env: commandEnvironment(env, folder.root),
        timeoutMs,
        signal,
      });
      const isFine = run.end.kind === 'exited' && run.end.code === 0;
      return { ...run, isFine, root: folder.root, written: await folder.written(changes) };
    } finally {
      await folder.putRight().catch(() => this.#replace(folder));
    }
  }
}

/** The end of what it said, for the end of a reason. */
function quoteOf({ tail, root }: TrialRun): string {
  const said = lastLines(tail.replaceAll(`${root}/`, ''), SHOWN_LINES, SHOWN_CHARS);
  return said === '' ? ' It said nothing.' : ` It said: ${said}`;
}
