import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import { openTaskBook, type TaskBook, type TaskRow } from '@hanzo/coordinator';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { TasksCancelFlags } from './flags.ts';
import { findTask, shortTaskId } from './task-id.ts';

/** Whoever works on a task looks twice a second whether somebody wants it cancelled. */
const ENDS_WITHIN_MS = 10_000;
const POLL_MS = 100;

/** What became of one task that was to be cancelled. `too-late`: it had ended. `asked`: it has not ended yet. */
type Fate = 'cancelled' | 'too-late' | 'asked';

interface Cancelled {
  readonly task: TaskRow;
  readonly fate: Fate;
}

/** Cancels tasks: those that nobody works on at once, others by asking whoever does. */
export async function run(flags: TasksCancelFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using interrupts = listenForInterrupts(() => undefined);
  using book = openTaskBook(paths.journal);
  // All are looked up before one is cancelled: a mistyped id cancels nothing.
  const ids = new Set(flags.ids.map((text) => findTask(book, text).id));
  const asked = new Map([...ids].map((id) => [id, book.requestCancel(id, systemClock.now())]));
  const wait = [...asked].filter(([, answer]) => answer === 'asked').map(([id]) => id);
  await untilEnded(book, wait, interrupts.drain);
  const fates = [...asked].map(([id, answer]): Cancelled => {
    const task = book.find(id);
    return { task, fate: answer === 'ended' ? 'too-late' : fateOf(task) };
  });
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, tasks: fates.map(fieldsOf) }));
  else for (const fate of fates) terminal.out(sentence(fate));
  if (interrupts.drain.aborted) return EXIT.interrupted;
  return fates.every(({ fate }) => fate === 'cancelled') ? EXIT.done : EXIT.incomplete;
}

async function untilEnded(book: TaskBook, ids: readonly string[], signal: AbortSignal): Promise<void> {
  const start = systemClock.elapsed();
  const isOpen = (id: string): boolean => book.find(id).endedAt === undefined;
  while (ids.some(isOpen) && systemClock.elapsed() - start < ENDS_WITHIN_MS && !signal.aborted)
    await systemClock.sleep(POLL_MS, signal).catch(() => undefined);
}

function fateOf({ state, endedAt }: TaskRow): Fate {
  if (state === 'cancelled') return 'cancelled';
  return endedAt === undefined ? 'asked' : 'too-late';
}

function fieldsOf({ task, fate }: Cancelled): Readonly<Record<string, unknown>> {
  const { id, runId, title, state } = task;
  return { id, shortId: shortTaskId(task), runId, title, state, fate };
}

function sentence({ task, fate }: Cancelled): string {
  const name = `${shortTaskId(task)} ${task.title}`;
  switch (fate) {
    case 'cancelled':
      return `${name}: cancelled`;
    case 'too-late':
      return `${name}: too late, it is ${task.state} already`;
    case 'asked':
      return `${name}: asked to stop, and not ended within ${ENDS_WITHIN_MS / 1000} s; look again with hanzo tasks show`;
  }
}
