import { openTaskBook } from '@hanzo/coordinator';
import type { DelegatedTask } from '@hanzo/orchestrator';
import type { Setting } from '../../../setting.ts';
import type { DelegationFlags } from '../../delegate/flags.ts';
import { resumeCommand } from '../../delegate/show/say-left.ts';
import { spentOn } from '../money/spent-on.ts';
import type { FailedTask } from './failed-tasks.ts';

/** What the journal keeps of a task that a run delegates, from before its model is asked. */
export interface DelegatedNote extends Pick<DelegatedTask, 'taskId' | 'title' | 'failures' | 'delegation'> {
  /** Runs in which models were asked: what they cost is the run's own, too. */
  readonly runIds: readonly string[];
  /** Undefined: it goes on, or its process is gone. */
  readonly end?: DelegatedTask;
}

/** What a run has delegated so far, kept in the journal: whoever takes it up again pays nothing of it twice. */
export class DelegatedNotes {
  readonly #setting: Pick<Setting, 'paths'>;
  readonly #runId: string;
  readonly #flags: DelegationFlags;
  /** By task. */
  readonly #notes: Map<string, DelegatedNote>;

  /** @param flags by which commands find its delegations */
  constructor(setting: Pick<Setting, 'paths'>, runId: string, flags: DelegationFlags) {
    this.#setting = setting;
    this.#runId = runId;
    this.#flags = flags;
    using book = openTaskBook(setting.paths.journal);
    const notes = book.delegated(runId) as readonly DelegatedNote[];
    this.#notes = new Map(notes.map((note) => [note.taskId, note]));
  }

  /** What delegations of the run have cost, in integer micro-dollars, open holds included. */
  get spentMicros(): number {
    const runs = new Set([...this.#notes.values()].flatMap(({ runIds }) => runIds));
    return [...runs].reduce((sum, runId) => sum + spentOn(this.#setting, { runId }), 0);
  }

  /** Those that are not delegated once more: they have an analysis, were paid for, or may still have an answer. */
  standing(): readonly DelegatedTask[] {
    return [...this.#notes.values()].filter((note) => !cameToNothing(note)).map((note) => this.#earlier(note));
  }

  /** From now on it is known that this task is delegated. */
  begin({ id: taskId, title, failures }: FailedTask): TaskNote {
    let note: DelegatedNote = { taskId, title, failures, runIds: this.#notes.get(taskId)?.runIds ?? [] };
    const keep = (change: Partial<DelegatedNote>): void => {
      note = { ...note, ...change };
      this.#notes.set(taskId, note);
      using book = openTaskBook(this.#setting.paths.journal);
      book.noteDelegated(this.#runId, taskId, note);
    };
    return {
      saved: (delegation) => keep({ delegation }),
      asked: (runId) => keep({ runIds: [...note.runIds, runId] }),
      ended: (end) => keep({ end }),
    };
  }

  #earlier({ end, runIds, ...about }: DelegatedNote): DelegatedTask {
    if (end !== undefined) return { ...end, isEarlier: true };
    const costMicros = runIds.reduce((sum, runId) => sum + spentOn(this.#setting, { runId }), 0);
    const why = `it was stopped in the middle of it; go on with: ${resumeCommand(about.delegation ?? 'last', this.#flags)}`;
    return { ...about, state: 'failed', why, files: [], costMicros, isEarlier: true };
  }
}

/** One task while it is delegated. */
export interface TaskNote {
  saved(delegation: string): void;
  asked(runId: string): void;
  ended(end: DelegatedTask): void;
}

/** Nobody was asked, or whoever was has cost nothing and given nothing. */
function cameToNothing({ end, runIds }: DelegatedNote): boolean {
  if (end === undefined) return runIds.length === 0;
  return end.state === 'failed' && end.costMicros === 0;
}
