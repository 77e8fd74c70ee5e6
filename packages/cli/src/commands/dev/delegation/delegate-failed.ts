import { formatDollars, toHanzoError, type HanzoError } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import type { DelegatedTask, RunEvent, RunResult } from '@hanzo/orchestrator';
import { quietTerminal } from '../../../sdk/quiet-terminal.ts';
import type { Setting } from '../../../setting.ts';
import { eventEmitter } from '../../../terminal/events.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { delegateText } from '../../delegate/delegate-text.ts';
import { wishFor } from '../../delegate/issue/wish-for.ts';
import { commandAt } from '../../delegate/show/say-left.ts';
import { cluesOfTask } from '../../delegate/task/clues-of-task.ts';
import type { DevFlags } from '../flags.ts';
import { budgetMicros } from '../money/money.ts';
import { spentOn } from '../money/spent-on.ts';
import type { RunHooks } from '../run/run-hooks.ts';
import { delegateFlagsOf, whyStays } from './delegate-flags.ts';
import { DelegatedNotes, type TaskNote } from './delegated-notes.ts';
import { doDelegation, type DelegationDone } from './do-delegation.ts';
import { failedTasks, type FailedTask } from './failed-tasks.ts';
import { delegateCommand } from './hints.ts';

/** Of one run: whoever has more has one problem, and not many. */
const MOST_DELEGATED = 3;
/** What a whole delegation ends with, and all others of the run would, too. */
const FOR_ALL: ReadonlySet<HanzoError['code']> = new Set<HanzoError['code']>([
  'CREDENTIALS_MISSING',
  'CREDENTIALS_REJECTED',
  'MODEL_UNKNOWN',
  'MODEL_UNAVAILABLE',
  'BUDGET_EXCEEDED',
  'BUDGET_BUSY',
  'QUOTA_EXHAUSTED',
  'ENDPOINT_UNREACHABLE',
  'PROVIDER_DOWN',
  'CANCELLED',
  'TIMED_OUT',
]);

export interface AfterRun {
  readonly flags: DevFlags;
  readonly setting: Setting;
  /** Absolute. */
  readonly workspace: string;
  /** No API model plans: nothing is paid unless a budget was stated. */
  readonly isLocal: boolean;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
  readonly hooks: Pick<RunHooks, 'onEvent' | 'delegates'>;
  /** @default the real one */
  readonly delegate?: typeof delegateText | undefined;
}

/**
 * The same result, with what came of its tasks that failed so often that they are delegated, now and before it was taken up again.
 * Never rejects: the run is done. The tasks stay undone.
 */
export async function withDelegated(result: RunResult, after: AfterRun): Promise<RunResult> {
  const { flags, setting, signal, hooks, terminal } = after;
  const wanted = hooks.delegates === false ? undefined : (flags.delegateAfter ?? setting.config.delegate.afterFailures);
  if (wanted === undefined) return result;
  try {
    const notes = new DelegatedNotes(setting, result.runId, delegateFlagsOf(flags));
    const failed = result.complete || signal.aborted ? [] : failedNow(result, setting);
    const often = failed.filter(({ failures }) => failures >= wanted);
    const delegated = await new Delegating(result, after, notes).all(often);
    return delegated.length === 0 ? result : { ...result, delegated };
  } catch (thrown) {
    const { message } = toHanzoError(thrown);
    terminal.err(`${terminal.style.yellow('warning:')} what failed could not be delegated: ${message}`);
    return result;
  }
}

function failedNow({ runId }: RunResult, { paths }: Setting): readonly FailedTask[] {
  using book = openTaskBook(paths.journal);
  return failedTasks(book, runId);
}

class Delegating {
  readonly #after: AfterRun;
  readonly #result: RunResult;
  readonly #notes: DelegatedNotes;
  /** Micro-dollars for all of them. */
  #left: number;

  constructor(result: RunResult, after: AfterRun, notes: DelegatedNotes) {
    this.#after = after;
    this.#notes = notes;
    this.#result = result;
    const { setting, flags } = after;
    const cap = budgetMicros(flags.budget);
    const ofRun = cap === undefined ? Infinity : cap - spentOn(setting, { runId: result.runId });
    this.#left = Math.min(ofRun, setting.config.delegate.budgetMicros) - notes.spentMicros;
  }

  async all(tasks: readonly FailedTask[]): Promise<readonly DelegatedTask[]> {
    let why = whyNone(this.#after);
    const ends: DelegatedTask[] = [...this.#notes.standing()];
    const known = new Set(ends.map(({ taskId }) => taskId));
    for (const task of tasks.filter(({ id }) => !known.has(id))) {
      const end = await this.#next(task, why ?? this.#whyNotNow(ends));
      ends.push(end.delegated);
      if (end.failure !== undefined && FOR_ALL.has(end.failure.code)) why ??= end.failure.message;
    }
    return ends;
  }

  #whyNotNow(ends: readonly DelegatedTask[]): string | undefined {
    if (this.#after.signal.aborted) return 'the run was stopped';
    if (ends.length >= MOST_DELEGATED) return `a run delegates ${MOST_DELEGATED} of its tasks at most`;
    return this.#left > 0 ? undefined : 'nothing is left of what the run may spend on it';
  }

  async #next(
    task: FailedTask,
    why: string | undefined,
  ): Promise<{ readonly delegated: DelegatedTask; readonly failure?: HanzoError | undefined }> {
    const { terminal, flags } = this.#after;
    const about = { taskId: task.id, title: task.title, failures: task.failures };
    if (why !== undefined) {
      const delegated: DelegatedTask = { ...about, state: 'left-out', why, files: [], costMicros: 0 };
      const later = whyStays(flags) === undefined ? ` Later: ${delegateCommand(task, flags)}` : '';
      terminal.err(`not delegated: ${oneLine(task.title)}: ${why}.${later}`);
      this.#tell({ kind: 'task-delegated', delegated });
      return { delegated };
    }
    terminal.err(`delegating what failed ${task.failures} times: ${oneLine(task.title)}`);
    this.#tell({ kind: 'task-delegating', ...about });
    const note = this.#notes.begin(task);
    const done = await this.#delegate(task, note);
    this.#left -= done.costMicros;
    const delegated: DelegatedTask = { ...about, ...endOf(done), files: this.#paths(done) };
    if (!mayStillEnd(done)) note.ended(delegated);
    this.#say(delegated);
    this.#tell({ kind: 'task-delegated', delegated });
    return { delegated, failure: done.failure };
  }

  async #delegate(task: FailedTask, note: TaskNote): Promise<DelegationDone> {
    const { flags, setting, workspace, signal, terminal, delegate } = this.#after;
    using book = openTaskBook(setting.paths.journal);
    const { files, ...clues } = cluesOfTask(book.find(task.id), this.#result.instructions);
    const budget = formatDollars(this.#left).slice(1);
    // Data of the run goes to stdout; its limit of time is in the signal.
    const { json: _, timeout: __, ...own } = delegateFlagsOf(flags);
    return await doDelegation(
      { ...clues, wishes: files.map(wishFor) },
      {
        workspace,
        flags: { ...own, budget },
        terminal: quietTerminal((line) => terminal.err(terminal.style.dim(`  ${line}`))),
        signal,
        spent: (filter) => spentOn(setting, filter),
        onSaved: (id) => note.saved(id),
        onRun: (runId) => note.asked(runId),
        delegate,
      },
    );
  }

  #paths({ files }: DelegationDone): readonly string[] {
    const { folder } = this.#after.setting.config.delegate;
    return files.map((name) => `${folder}/${name}`);
  }

  #say({ state, rootCause = '', confidence, why = '', delegation, costMicros }: DelegatedTask): void {
    const { terminal, flags } = this.#after;
    const words = state === 'answered' ? `${confidence ?? 'unknown'} confidence: ${rootCause}` : `${state}: ${why}`;
    const where =
      delegation === undefined
        ? ''
        : ` All of it: ${commandAt(`hanzo delegate show ${delegation}`, delegateFlagsOf(flags))}`;
    terminal.err(
      `delegated for ${formatDollars(costMicros)}, ${oneLine(words.replaceAll(/\s+/g, ' ')).slice(0, 300)}${where}`,
    );
  }

  #tell(event: RunEvent): void {
    const { terminal, flags, hooks } = this.#after;
    const { kind, ...fields } = event;
    eventEmitter(terminal, flags.json)(kind, fields);
    hooks.onEvent?.(event);
  }
}

/** It was stopped, or its model is still to answer: whoever resumes the delegation may still get its answer. */
function mayStillEnd({ failure, result, delegation, isOpen }: DelegationDone): boolean {
  return (isOpen === true || failure?.code === 'CANCELLED') && result === undefined && delegation !== undefined;
}

/** Undefined: nothing speaks against it. */
function whyNone({ flags, setting, isLocal }: AfterRun): string | undefined {
  if (setting.config.delegate.model?.startsWith('local:') === true) return undefined;
  const stays = whyStays(flags);
  if (stays !== undefined) return stays;
  return isLocal && flags.budget === undefined
    ? 'no API model plans this run, so that nothing is paid unless --budget says how much'
    : undefined;
}

function endOf({
  delegation,
  result,
  costMicros,
  failure,
}: DelegationDone): Omit<DelegatedTask, 'taskId' | 'title' | 'failures' | 'files'> {
  const { analysis, model, error, state } = result ?? {};
  const known = { delegation, model, costMicros };
  if (analysis !== undefined)
    return {
      ...known,
      state: 'answered',
      rootCause: analysis.rootCause,
      confidence: analysis.confidence,
      fixes: analysis.fixes.map(({ title }) => title),
    };
  return { ...known, state: state ?? 'failed', why: failure?.message ?? error?.message ?? 'there is no answer' };
}
