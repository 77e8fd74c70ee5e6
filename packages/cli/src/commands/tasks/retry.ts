import { EXIT, HanzoError, type ExitCode, type TaskRun } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import { eventEmitter } from '../../events.ts';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal.ts';
import { exitOf } from '../dev/run-exit.ts';
import { openSession, settingOf, type Session } from '../dev/session.ts';
import { refuseTierConflict } from '../dev/tier-flags.ts';
import type { TasksRetryFlags } from './flags.ts';
import { retryInRun, type RetryOfRun } from './retry-in-run.ts';
import { findRun, findTask, shortTaskId } from './task-id.ts';

/** Does tasks once more, now: run by run, each with what it was started with. Exit code 0 only when all are done. */
export async function run(flags: TasksRetryFlags, terminal: Terminal): Promise<ExitCode> {
  refuseUnclear(flags);
  refuseTierConflict(flags);
  const setting = settingOf(flags, terminal);
  const wanted = wantedTasks(flags, setting);
  await using session = openSession(setting, flags, terminal);
  const ended: TaskRun[] = [];
  for (const one of wanted) {
    if (session.signal.aborted) break;
    ended.push(...(await retryInRun(one, flags, session, terminal)));
  }
  const total = wanted.reduce((sum, { ids }) => sum + ids.length, 0);
  const exitCode = exitCodeOf(ended, total, session);
  if (flags.json === true) eventEmitter(terminal, true)('result', { tasks: ended.map(fieldsOf), exitCode });
  else printAnswers(ended, terminal);
  const done = ended.filter(({ outcome }) => outcome.state === 'done').length;
  terminal.err(total === 0 ? 'nothing is undone' : `${done} of ${total} tasks are done`);
  return exitCode;
}

function refuseUnclear({ ids, dead, run }: TasksRetryFlags): void {
  if (ids.length === 0 && dead !== true)
    throw new HanzoError('USAGE', 'There is no task to be done.', {
      mend: 'Name tasks as `hanzo tasks list --dead` shows them, or take all of these with --dead.',
    });
  if (ids.length > 0 && dead === true)
    throw new HanzoError('USAGE', 'Names of tasks and --dead do not go together.', { mend: 'Leave one of them out.' });
  if (run !== undefined && dead !== true)
    throw new HanzoError('USAGE', '--run chooses among what is undone.', { mend: 'Add --dead.' });
}

/** By run, the oldest run first. Everything is looked up before anything is done. */
function wantedTasks({ ids, dead, run }: TasksRetryFlags, { paths }: Setting): readonly RetryOfRun[] {
  using book = openTaskBook(paths.journal);
  const runId = run === undefined ? undefined : findRun(book, run).id;
  const filter = { states: ['undone'] as const, limit: Number.MAX_SAFE_INTEGER, ...(runId !== undefined && { runId }) };
  const tasks = dead === true ? book.list(filter).toReversed() : ids.map((id) => findTask(book, id));
  const byRun = Map.groupBy(tasks, (task) => task.runId);
  return [...byRun].map(([id, some]) => ({ run: book.findRun(id), ids: [...new Set(some.map((task) => task.id))] }));
}

function exitCodeOf(ended: readonly TaskRun[], total: number, { interrupted }: Session): ExitCode {
  const outcomes = ended.map(({ outcome }) => outcome);
  if (outcomes.length === total && outcomes.every(({ state }) => state === 'done')) return EXIT.done;
  if (interrupted.aborted) return EXIT.interrupted;
  return outcomes.length < total ? EXIT.incomplete : exitOf(outcomes);
}

function fieldsOf({ task, outcome }: TaskRun): Readonly<Record<string, unknown>> {
  const { id, runId, title } = task;
  const facts = { id, shortId: shortTaskId(task), runId, title, state: outcome.state };
  if (outcome.state === 'done') return { ...facts, answer: outcome.answer };
  return outcome.state === 'undone' ? { ...facts, reason: outcome.reason } : facts;
}

/** One answer as it is; several with a heading each. */
function printAnswers(ended: readonly TaskRun[], terminal: Terminal): void {
  for (const { task, outcome } of ended) {
    if (outcome.state !== 'done') continue;
    if (ended.length > 1) terminal.out(`# ${shortTaskId(task)} ${task.title}\n`);
    terminal.out(outcome.answer.text.trimEnd());
    if (ended.length > 1) terminal.out('');
  }
}
