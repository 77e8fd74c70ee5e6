import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { forgetAnswers, forgetBatches, openTaskBook, type RunRow, type TaskBook } from '@hanzo/coordinator';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { TasksForgetFlags } from './flags.ts';
import { shortRunId } from './task-id.ts';

/** Deletes runs with their tasks and answers from the journal. What they cost stays in the ledger. */
export async function run(flags: TasksForgetFlags, terminal: Terminal): Promise<ExitCode> {
  refuseUnclear(flags);
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using book = openTaskBook(paths.journal);
  const now = systemClock.now();
  const forgotten = wantedRuns(flags, book, now).map(({ id }) => ({ id, tasks: book.forget(id, now) }));
  for (const { id } of forgotten) {
    forgetBatches(paths.batches, id);
    forgetAnswers(paths.background, id);
  }
  if (forgotten.length > 0) book.shrink();
  if (flags.json === true) {
    const runs = forgotten.map(({ id, tasks }) => ({ id, shortId: shortRunId(id), tasks }));
    terminal.out(JSON.stringify({ v: 1, runs }));
    return EXIT.done;
  }
  for (const { id, tasks } of forgotten)
    terminal.out(`run ${shortRunId(id)} with ${tasks === 1 ? '1 task' : `${tasks} tasks`}: forgotten`);
  if (forgotten.length === 0) terminal.out('No run is that old.');
  return EXIT.done;
}

function refuseUnclear({ ids, olderThan }: TasksForgetFlags): void {
  if (ids.length === 0 && olderThan === undefined)
    throw new HanzoError('USAGE', 'There is no run to be forgotten.', {
      mend: 'Name runs as `hanzo tasks runs` shows them, or say --older-than 30d.',
    });
  if (ids.includes('last'))
    throw new HanzoError('USAGE', 'Which run is forgotten has to be said: "last" changes.', {
      mend: 'Name it as `hanzo tasks runs` shows it.',
    });
  if (ids.length > 0 && olderThan !== undefined)
    throw new HanzoError('USAGE', 'Names of runs and --older-than do not go together.', {
      mend: 'Leave one of them out.',
    });
}

/** All are looked up before one is deleted: a mistyped id, or a run under way, deletes nothing. */
function wantedRuns({ ids, olderThan }: TasksForgetFlags, book: TaskBook, now: number): readonly RunRow[] {
  if (olderThan !== undefined) return book.runsBefore(now - olderThan);
  const runs = new Map(ids.map((text) => book.findRun(text)).map((row) => [row.id, row]));
  for (const { id, state } of runs.values()) {
    if (state !== 'running') continue;
    throw new HanzoError('RUN_BUSY', `Run ${shortRunId(id)} is under way.`, {
      details: { runId: id },
      mend: 'Wait until it ends, or stop the process that works on it.',
    });
  }
  return [...runs.values()];
}
