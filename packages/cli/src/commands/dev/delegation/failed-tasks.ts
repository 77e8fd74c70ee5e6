import type { TaskKind } from '@hanzo/contracts';
import type { TaskBook, TaskDetail, TaskRow } from '@hanzo/coordinator';
import { failedTries } from '../../delegate/task/failed-tries.ts';
import { shortTaskId } from '../../tasks/task-id.ts';

/** So often a task has failed, in one run or by one run after the other, before anybody is told to ask somebody else. */
export const HINT_AFTER = 3;

/** They judge what others do: what has failed is the task that they judge. */
const NOT_DELEGATED: ReadonlySet<TaskKind> = new Set<TaskKind>(['critic', 'check']);
/** Of one run. */
const MOST_TASKS = 200;
/** Undone tasks of other runs among which the same one is looked for, the newest ones. */
const MOST_LOOKED_AT = 200;
const MOST_RUNS = 200;

/** A task that nobody has done, although it was tried. */
export interface FailedTask {
  /** Whole. */
  readonly id: string;
  readonly shortId: string;
  readonly title: string;
  /** Tries at it that failed. At least 1. */
  readonly failures: number;
  /** Runs in which the same task, by kind and files, has failed; this one included. At least 1. */
  readonly runs: number;
}

/** Tasks of a run that failed, those that failed most first. */
export function failedTasks(book: TaskBook, runId: string): readonly FailedTask[] {
  // In the order of the run: the list has the newest first.
  const undone = failedOf(book.list({ runId, states: ['undone'], limit: MOST_TASKS }).toReversed(), book);
  const earlier = undone.length === 0 ? NOBODY : failedBefore(book, runId, undone);
  return undone
    .map(({ detail, failures }) => ({
      id: detail.id,
      shortId: shortTaskId(detail),
      title: detail.title,
      failures,
      runs: 1 + (earlier.get(keyOf(detail))?.size ?? 0),
    }))
    .toSorted((a, b) => b.failures - a.failures || b.runs - a.runs);
}

/** Those that somebody should know of. */
export function worthDelegating(tasks: readonly FailedTask[]): readonly FailedTask[] {
  return tasks.filter(({ failures, runs }) => failures >= HINT_AFTER || runs >= HINT_AFTER);
}

const NOBODY: ReadonlyMap<string, ReadonlySet<string>> = new Map();

interface Failed {
  readonly detail: TaskDetail;
  readonly failures: number;
}

function failedOf(rows: readonly TaskRow[], book: TaskBook): readonly Failed[] {
  return rows
    .filter(({ kind }) => !NOT_DELEGATED.has(kind))
    .map(({ id }) => {
      const detail = book.find(id);
      return { detail, failures: failedTries(detail.tries).length };
    })
    .filter(({ failures }) => failures > 0);
}

/** In which other runs of the same workspace the same tasks have failed. */
function failedBefore(book: TaskBook, runId: string, now: readonly Failed[]): ReadonlyMap<string, ReadonlySet<string>> {
  const runs = book.runs(MOST_RUNS);
  const workspace = runs.find(({ id }) => id === runId)?.workspace;
  const same = new Set(
    runs
      .filter((run) => run.workspace === workspace && run.id !== runId && run.askedBy === undefined)
      .map(({ id }) => id),
  );
  const kinds = new Set(now.map(({ detail }) => detail.kind));
  const rows = book
    .list({ states: ['undone'], limit: MOST_LOOKED_AT * 5 })
    .filter((row) => same.has(row.runId) && kinds.has(row.kind))
    .slice(0, MOST_LOOKED_AT);
  const found = new Map<string, Set<string>>();
  for (const { detail } of failedOf(rows, book)) {
    const key = keyOf(detail);
    found.set(key, (found.get(key) ?? new Set()).add(detail.runId));
  }
  return found;
}

/** The same files and the same kind: what is asked of them is mostly the same, too. */
function keyOf({ kind, task }: TaskDetail): string {
  return JSON.stringify([kind, [...new Set(task.sources.map(({ path }) => path))].toSorted()]);
}
