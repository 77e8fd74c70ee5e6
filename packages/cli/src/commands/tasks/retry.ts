import { EXIT, formatDollars, HanzoError, type ExitCode, type TaskRun } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import { eventEmitter } from '../../terminal/events.ts';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { printUndone } from '../dev/report/receipt-table.ts';
import { listDeadCommand } from '../dev/run/go-on.ts';
import { exitOf } from '../dev/run/run-exit.ts';
import { openSession, settingOf, type Session } from '../dev/run/session.ts';
import { refuseTierConflict } from '../dev/tier-flags.ts';
import { answerInWords } from './answer-in-words.ts';
import type { TasksRetryFlags } from './flags.ts';
import { retryInRun, type RetryOfRun } from './retry-in-run.ts';
import { refuseAsked } from './asked-run.ts';
import { findRun, findTask, shortTaskId } from './task-id.ts';

/** Does tasks once more, now: run by run, each with what it was started with. Exit code 0 only when all are done. */
export async function run(flags: TasksRetryFlags, terminal: Terminal): Promise<ExitCode> {
  refuseUnclear(flags);
  refuseTierConflict(flags);
  const setting = settingOf(flags, terminal);
  const wanted = wantedTasks(flags, setting);
  await using session = openSession(setting, flags, terminal);
  const ended: Ended[] = [];
  for (const one of wanted) {
    if (session.signal.aborted) break;
    const { workspace } = one.run;
    const runs = await retryInRun(one, flags, session, terminal);
    ended.push(...runs.map((each) => ({ ...each, workspace })));
  }
  const total = wanted.reduce((sum, { ids }) => sum + ids.length, 0);
  const exitCode = exitCodeOf(ended, total, session);
  if (flags.json === true) eventEmitter(terminal, true)('result', { tasks: ended.map(fieldsOf), exitCode });
  else await printAnswers(ended, terminal);
  const done = ended.filter(({ outcome }) => outcome.state === 'done').length;
  printUndone(ended, terminal, listDeadCommand(undefined, flags));
  terminal.err(`${doneInWords(done, total)}${paidInWords(ended)}`);
  return exitCode;
}

function doneInWords(done: number, total: number): string {
  if (total === 0) return 'nothing is undone';
  if (total === 1) return done === 1 ? 'the task is done' : 'the task is not done';
  return `${done} of ${total} tasks ${done === 1 ? 'is' : 'are'} done`;
}

/** What these tries cost; empty when nothing was paid. */
function paidInWords(ended: readonly TaskRun[]): string {
  const tries = ended.flatMap(({ outcome }) => outcome.attempts);
  const micros = tries.reduce(
    (sum, { end }) => sum + (end.kind === 'error' ? end.costMicros : end.answer.costMicros),
    0,
  );
  return micros === 0 ? '' : `; paid: ${formatDollars(micros)}`;
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
function wantedTasks({ ids, dead, run, home }: TasksRetryFlags, { paths }: Setting): readonly RetryOfRun[] {
  using book = openTaskBook(paths.journal);
  const runId = run === undefined ? undefined : findRun(book, run).id;
  const which = { states: ['undone'] as const, isPlanned: true as const, limit: Number.MAX_SAFE_INTEGER };
  const filter = { ...which, ...(runId !== undefined && { runId }) };
  const tasks = dead === true ? book.list(filter).toReversed() : ids.map((id) => findTask(book, id));
  const byRun = Map.groupBy(tasks, (task) => task.runId);
  return [...byRun].map(([id, some]) => {
    const found = book.findRun(id);
    refuseAsked(found, home);
    return { run: found, ids: [...new Set(some.map((task) => task.id))] };
  });
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

interface Ended extends TaskRun {
  /** As its run was started with. */
  readonly workspace: string;
}

/** One answer as it is, edits as a diff; several with a heading each. */
async function printAnswers(ended: readonly Ended[], terminal: Terminal): Promise<void> {
  for (const one of ended) {
    const { task, outcome } = one;
    if (outcome.state !== 'done') continue;
    if (ended.length > 1) terminal.out(`# ${shortTaskId(task)} ${task.title}\n`);
    terminal.out((await answerInWords(task, outcome.answer, one.workspace)).trimEnd());
    if (ended.length > 1) terminal.out('');
  }
}
