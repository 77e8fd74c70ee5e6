import { EXIT, type ExitCode } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { TasksWhyFlags } from './flags.ts';
import { findTask, shortTaskId } from './task-id.ts';
import { reasonsOf } from './reasons.ts';

/** Says in sentences why a task went where it went and ended as it did. */
export async function run(flags: TasksWhyFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using book = openTaskBook(paths.journal);
  const task = findTask(book, flags.id);
  const reasons = reasonsOf(task);
  if (flags.json === true) {
    const { id, runId, title, state } = task;
    terminal.out(JSON.stringify({ v: 1, id, shortId: shortTaskId(task), runId, title, state, reasons }));
    return EXIT.done;
  }
  terminal.out(`${shortTaskId(task)}  ${task.title}`);
  for (const { sentence } of reasons) terminal.out(`- ${sentence}`);
  return EXIT.done;
}
