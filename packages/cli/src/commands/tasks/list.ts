import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { openTaskBook, type TaskRow, type TaskState } from '@hanzo/coordinator';
import { glyphsFor } from '../../terminal/glyphs.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan } from '../../terminal/units.ts';
import type { TasksListFlags } from './flags.ts';
import { fittedLines } from './fitted-lines.ts';
import { findRun, shortTaskId } from './task-id.ts';

/** Tasks that ended without an answer: dead letters. They are kept, with the reason, until somebody retries them. */
const DEAD: readonly TaskState[] = ['undone'];

const GIVES_WAY = { texts: ['task', 'title', 'reason'], leftOut: ['tier', 'tries'] };

/** What became of each task, the newest first. */
export async function run(flags: TasksListFlags, terminal: Terminal): Promise<ExitCode> {
  const states = statesOf(flags);
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using book = openTaskBook(paths.journal);
  const runId = flags.run === undefined ? undefined : findRun(book, flags.run).id;
  const isPlanned = flags.dead === true ? { isPlanned: true as const } : {};
  const filter = { ...isPlanned, ...(states !== undefined && { states }), ...(runId !== undefined && { runId }) };
  // One more than is shown tells whether there are more.
  const found = book.list({ ...filter, limit: flags.limit + 1 });
  const tasks = found.slice(0, flags.limit);
  const hasMore = found.length > tasks.length;
  if (flags.json === true) {
    terminal.out(
      JSON.stringify({ v: 1, tasks: tasks.map((task) => ({ shortId: shortTaskId(task), ...task })), hasMore }),
    );
    return EXIT.done;
  }
  print(tasks, flags, terminal);
  if (hasMore) terminal.err(`Only the newest ${flags.limit} are shown: --limit shows more.`);
  return EXIT.done;
}

function statesOf({ state, dead }: TasksListFlags): readonly TaskState[] | undefined {
  if (dead !== true) return state;
  if (state === undefined) return DEAD;
  throw new HanzoError('USAGE', '--dead and --state do not go together.', {
    mend: 'Leave one of them out: --dead means --state undone.',
  });
}

function print(tasks: readonly TaskRow[], flags: TasksListFlags, terminal: Terminal): void {
  if (tasks.length === 0) {
    terminal.out(flags.dead === true ? 'No task is undone.' : 'No such task is in the journal.');
    return;
  }
  const now = systemClock.now();
  const head = ['task', 'state', 'kind', 'tier', 'title', 'tries', 'age', 'reason'];
  const rows = tasks.map((task) => cells(task, now));
  const { watched, columns } = terminal;
  const room = { watched, columns, glyphs: glyphsFor(process.env) };
  for (const line of fittedLines(head, rows, GIVES_WAY, room)) terminal.out(line);
  const dead = tasks.filter(({ state, askedBy }) => state === 'undone' && askedBy === undefined).length;
  if (dead > 0) {
    terminal.err('');
    terminal.err(
      'Why: hanzo tasks why <task>. Once more: hanzo tasks retry <task>, or --dead for all that are undone.',
    );
  }
}

function cells(task: TaskRow, now: number): string[] {
  const { state, kind, tier, title, attempts, queuedAt } = task;
  return [shortTaskId(task), state, kind, tier, title, String(attempts), formatSpan(now - queuedAt), reasonOf(task)];
}

function reasonOf({ state, reason, waiting, cancelRequested }: TaskRow): string {
  if (reason !== '') return reason;
  if (cancelRequested && state !== 'cancelled' && state !== 'done') return 'it is being cancelled';
  return waiting === '' ? '' : `waits: ${waiting}`;
}
