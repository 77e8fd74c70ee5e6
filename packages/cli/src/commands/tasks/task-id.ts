import { HanzoError, toHanzoError } from '@hanzo/contracts';
import type { RunRow, TaskBook, TaskDetail, TaskRow } from '@hanzo/coordinator';

const RUN_CHARACTERS = 8;
/** Runs among which the newest that can be taken up is looked for. */
const LOOK_BACK = 1_000;

/** Enough of a run's id to tell it from others. */
export function shortRunId(id: string): string {
  return id.slice(0, RUN_CHARACTERS);
}

/** `1a2b3c4d.17`: the run and the task's number in it. Ids of tasks begin with their run's, so a beginning says little. */
export function shortTaskId({ id, runId }: Pick<TaskRow, 'id' | 'runId'>): string {
  const number = id.startsWith(`${runId}-`) ? id.slice(runId.length + 1) : '';
  return /^\d+$/.test(number) ? `${shortRunId(runId)}.${number}` : id;
}

/**
 * The task that a person means by a short id, the whole one, or a beginning of it that is unique.
 *
 * @throws HanzoError TASK_UNKNOWN, or RUN_UNKNOWN when the run of a short id is not known
 */
export function findTask(book: TaskBook, text: string): TaskDetail {
  const [, run, number] = /^([^.]+)\.(\d+)$/.exec(text) ?? [];
  if (run === undefined || number === undefined) return findByBeginning(book, text);
  const { id: runId } = book.findRun(run);
  const found = exactly(book, `${runId}-${Number(number)}`);
  if (found === undefined) throw unknownTask(text, `There is no task ${number} in run ${shortRunId(runId)}.`, runId);
  return found;
}

function exactly(book: TaskBook, id: string): TaskDetail | undefined {
  try {
    const found = book.find(id);
    return found.id === id ? found : undefined;
  } catch (error) {
    if (toHanzoError(error).code === 'TASK_UNKNOWN') return undefined;
    throw error;
  }
}

/** A beginning that many tasks share is mostly that of their run: then there is something better to say. */
function findByBeginning(book: TaskBook, text: string): TaskDetail {
  try {
    return book.find(text);
  } catch (error) {
    if (toHanzoError(error).code !== 'TASK_UNKNOWN') throw error;
    const run = book.runs(LOOK_BACK).find(({ id }) => text.length >= 4 && id.startsWith(text));
    if (run === undefined) throw error;
    throw unknownTask(text, `"${text}" is a run, and not one task.`, run.id);
  }
}

function unknownTask(text: string, sentence: string, runId: string): HanzoError {
  const run = shortRunId(runId);
  return new HanzoError('TASK_UNKNOWN', sentence, {
    details: { taskId: text, runId },
    mend: `Its tasks are ${run}.1, ${run}.2 and so on: hanzo tasks list --run ${run}`,
  });
}

/** Nobody works on it, and not all of it is answered; single questions are for whoever asks them. */
export function canGoOn({ resumable, state, counts, askedBy }: RunRow): boolean {
  return resumable || (askedBy === undefined && state !== 'running' && counts.undone > 0);
}

/**
 * The run that a person means: its id, a beginning that is unique, or `last`, the newest that can be taken up again.
 *
 * @throws HanzoError RUN_UNKNOWN
 */
export function findRun(book: TaskBook, text: string): RunRow {
  if (text !== 'last') return book.findRun(text);
  const newest = book.runs(LOOK_BACK).find(canGoOn);
  if (newest !== undefined) return newest;
  throw new HanzoError('RUN_UNKNOWN', 'There is no run that can be taken up again.', {
    mend: 'See `hanzo tasks runs`; start a new one: hanzo dev "review this project"',
  });
}
