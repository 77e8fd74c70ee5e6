import { countOf, ERROR_KINDS, EXIT, toHanzoError, type Clock, type ExitCode, type HanzoError } from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';
import type { Workspace, WorkspaceFile } from '@hanzo/tools';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { BudgetLeft } from '../money/budget-left.ts';
import { exitCodeOf } from '../run/run-exit.ts';
import type { RunHooks } from '../run/run-hooks.ts';
import { given } from '../run/setting-of.ts';
import type { ChangeBatch } from './change-batch.ts';
import { WatchState, type RoundNews } from './watch-state.ts';

export interface WatchingParts {
  /** Of the first round; those of the others follow from it. With the words as instructions. */
  readonly flags: DevFlags;
  readonly workspace: Pick<Workspace, 'files'>;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly changes: Pick<ChangeBatch, 'next'>;
  /** Ends the watch after the round that is under way. */
  readonly end: AbortSignal;
  /** Ends the round, too. */
  readonly stop: AbortSignal;
  /** Does a run. */
  readonly run: (flags: DevFlags, terminal: Terminal, hooks: RunHooks) => Promise<ExitCode>;
  /** Micro-dollars that a run spent, or may still be charged. */
  readonly spent: (runId: string) => number;
  /** Shows what a round came to. */
  readonly show: (round: ShownRound) => Promise<void>;
}

export interface ShownRound extends RoundNews {
  /** Counted from 1. */
  readonly number: number;
  /** So many were looked at. */
  readonly files: number;
  /** Of this round, in micro-dollars. */
  readonly costMicros: number;
  readonly exitCode: ExitCode;
}

/** Looks at a workspace, then at what changes in it, round after round. */
export class Watching {
  readonly #parts: WatchingParts;
  readonly #state = new WatchState();
  readonly #budget: BudgetLeft;
  readonly #startedAt: number;
  /** What the state holds for, and as of when each file was; undefined before the first round. */
  #known: ReadonlyMap<string, string> | undefined;
  #rounds = 0;
  #exitCode: ExitCode = EXIT.incomplete;

  constructor(parts: WatchingParts) {
    this.#parts = parts;
    this.#budget = new BudgetLeft(parts.flags.budget);
    this.#startedAt = parts.clock.elapsed();
  }

  /**
   * Goes on until the signal. Resolves with the exit code of what is known then; rejects when the first round fails for a
   * reason that would fail all others, and when the budget is used up.
   */
  async run(): Promise<ExitCode> {
    const { changes, end, terminal } = this.#parts;
    let changed: ReadonlySet<string> | undefined = new Set();
    let said: string | undefined;
    while (changed !== undefined) {
      if (await this.#round(changed)) said = undefined;
      if (end.aborted || this.#secondsLeft() === 0) break;
      const words = `watching ${countOf(this.#known?.size ?? 0, 'file')}; Ctrl-C ends`;
      if (words !== said) terminal.err(words);
      said = words;
      changed = await this.#next(changes);
    }
    return this.#exitCode;
  }

  async #next(changes: WatchingParts['changes']): Promise<ReadonlySet<string> | undefined> {
    const { end, clock } = this.#parts;
    const seconds = this.#secondsLeft();
    if (seconds === undefined) return await changes.next(end);
    const over = new AbortController();
    const either = AbortSignal.any([end, over.signal]);
    const timer = clock.sleep(seconds * 1000, either).then(
      () => over.abort(),
      () => undefined,
    );
    try {
      return await changes.next(either);
    } finally {
      over.abort();
      await timer;
    }
  }

  /** @returns false when there was nothing to do */
  async #round(changed: ReadonlySet<string>): Promise<boolean> {
    const { workspace, flags } = this.#parts;
    const { files: listed } = await workspace.files(given({ include: flags.files }));
    // Not every change is told, such as those in a folder that was ignored.
    const files = new Map(listed.map((file) => [file.path, stampOf(file)]));
    const before = this.#known;
    if (before === undefined && files.size === 0) return false;
    const gone = new Set([...(before?.keys() ?? [])].filter((path) => !files.has(path)));
    const isDue = (path: string): boolean =>
      changed.has(path) || this.#state.owed.has(path) || before?.get(path) !== files.get(path);
    const due = new Set([...files.keys()].filter(isDue));
    this.#known = files;
    const dropped = gone.size > 0 ? this.#state.drop(gone) : undefined;
    if (due.size > 0) await this.#look(due, before === undefined, dropped);
    else if (dropped !== undefined) await this.#show(dropped, 0, 0);
    return due.size > 0 || dropped !== undefined;
  }

  async #look(due: ReadonlySet<string>, isFirst: boolean, dropped: RoundNews | undefined): Promise<void> {
    const { run, flags, terminal, spent, stop, end } = this.#parts;
    const { runId, ...hooks } = this.#hooks();
    let news: RoundNews | undefined;
    let failure: HanzoError | undefined;
    const finish = async (result: RunResult): Promise<ExitCode> => {
      news = joined(dropped, this.#state.take(result, due));
      return await Promise.resolve(exitCodeOf(news.whole, false, flags.failOn));
    };
    const left = given({ budget: this.#budget.flag(), timeout: this.#secondsLeft() });
    // Who agreed to the first plan has agreed to watch.
    const later = isFirst ? {} : { files: [...due], yes: true };
    try {
      await run({ ...flags, ...left, ...later }, terminal, { ...hooks, signal: stop, finish, again: !isFirst });
    } catch (thrown) {
      failure = toHanzoError(thrown);
    }
    const costMicros = runId() === undefined ? 0 : spent(runId() ?? '');
    this.#budget.add(costMicros);
    if (failure !== undefined) {
      this.#state.owe(due);
      if (!end.aborted && this.#endsAll(failure, isFirst)) throw failure;
      this.#exitCode = end.aborted ? EXIT.incomplete : ERROR_KINDS[failure.code].exit;
      this.#sayFailed(failure);
      if (dropped !== undefined) await this.#show(dropped, 0, costMicros);
    } else if (news !== undefined) await this.#show(news, due.size, costMicros);
  }

  #hooks(): Pick<RunHooks, 'onStart'> & { runId(): string | undefined } {
    let id: string | undefined;
    return {
      onStart: (started) => {
        id = started;
      },
      runId: () => id,
    };
  }

  /** Nothing would be different in the next round. */
  #endsAll({ code }: HanzoError, isFirst: boolean): boolean {
    if (code === 'BUDGET_EXCEEDED') return this.#parts.flags.budget !== undefined;
    const { exit } = ERROR_KINDS[code];
    return isFirst && (exit === EXIT.usage || exit === EXIT.configuration || code === 'CANCELLED');
  }

  #sayFailed({ message, mend }: HanzoError): void {
    const { terminal } = this.#parts;
    terminal.err(`${terminal.style.yellow('this round failed:')} ${message}`);
    if (mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${mend}`);
    terminal.err('Its files are looked at when something changes next.');
  }

  async #show(news: RoundNews, files: number, costMicros: number): Promise<void> {
    this.#rounds += 1;
    this.#exitCode = exitCodeOf(news.whole, false, this.#parts.flags.failOn);
    await this.#parts.show({ ...news, number: this.#rounds, files, costMicros, exitCode: this.#exitCode });
  }

  /** Of `--timeout`; undefined without one. */
  #secondsLeft(): number | undefined {
    const { flags, clock } = this.#parts;
    if (flags.timeout === undefined) return undefined;
    return Math.max(0, flags.timeout - (clock.elapsed() - this.#startedAt) / 1000);
  }
}

/** Another one: it was changed. */
function stampOf({ sizeBytes, changedAtMs }: WorkspaceFile): string {
  return `${sizeBytes} ${changedAtMs ?? ''}`;
}

/** One round may drop files and look at others. */
function joined(dropped: RoundNews | undefined, news: RoundNews): RoundNews {
  return dropped === undefined ? news : { ...news, gone: [...dropped.gone, ...news.gone] };
}
