import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import { openTaskBook, type RunRow } from '@hanzo/coordinator';
import { glyphsFor } from '../../terminal/glyphs.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan } from '../../terminal/units.ts';
import { fittedLines } from './fitted-lines.ts';
import type { TasksRunsFlags } from './flags.ts';
import { canGoOn, shortRunId } from './task-id.ts';

const GIVES_WAY = {
  texts: ['run', 'orchestrator', 'instructions'],
  leftOut: ['cancelled', 'open', 'undone', 'orchestrator'],
};

/** The runs with how many of their tasks ended how, the newest first. */
export async function run(flags: TasksRunsFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using book = openTaskBook(paths.journal);
  const runs = book.runs(flags.limit);
  if (flags.json === true) {
    terminal.out(JSON.stringify({ v: 1, runs: runs.map(fieldsOf) }));
    return EXIT.done;
  }
  if (runs.length === 0) {
    terminal.out('No run is in the journal. Start one: hanzo dev "review this project"');
    return EXIT.done;
  }
  const head = [
    'run',
    'state',
    'done',
    'undone',
    'open',
    'cancelled',
    'resumes',
    'age',
    'orchestrator',
    'instructions',
  ];
  const now = systemClock.now();
  const rows = runs.map((row) => cells(row, now));
  const { watched, columns } = terminal;
  const room = { watched, columns, glyphs: glyphsFor(process.env) };
  for (const line of fittedLines(head, rows, GIVES_WAY, room)) terminal.out(line);
  const newest = runs.find(canGoOn);
  if (newest !== undefined) terminal.err(`Take the newest one up again: hanzo dev --resume ${shortRunId(newest.id)}`);
  return EXIT.done;
}

function fieldsOf(row: RunRow): Readonly<Record<string, unknown>> {
  return { shortId: shortRunId(row.id), ...row, resumable: canGoOn(row) };
}

function cells(row: RunRow, now: number): string[] {
  const { id, state, counts, startedAt, orchestrator, instructions } = row;
  const open = counts.queued + counts.running + counts.interrupted;
  const numbers = [counts.done, counts.undone, open, counts.cancelled].map(String);
  const age = formatSpan(now - startedAt);
  return [shortRunId(id), state, ...numbers, canGoOn(row) ? 'yes' : 'no', age, orchestrator, instructions];
}
