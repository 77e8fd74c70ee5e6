import { InvalidArgumentError, Option, type Command } from 'commander';
import type { TaskState } from '@hanzo/coordinator';
import { checked, homeOption, writtenFlags, type Start } from './command-options.ts';
import type {
  TasksCancelFlags,
  TasksForgetFlags,
  TasksListFlags,
  TasksRetryFlags,
  TasksRunsFlags,
  TasksShowFlags,
  TasksWhyFlags,
} from '../commands/tasks/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { duration, whole } from './option-values.ts';
import { withEngines } from './dev.ts';

const TASK = 'ids as `hanzo tasks list` shows them, whole ones, or a beginning that only one task has';

/** `hanzo tasks …`: names, flags and help. What the commands do is in commands/tasks/. */
export function addTasks(program: Command, start: Start): void {
  const tasks = program
    .command('tasks')
    .description('what became of each task: list, explain, cancel, do once more; nothing is lost')
    .addHelpText('after', EXIT_HELP.tasks);
  addList(tasks, start);
  addShow(tasks, start);
  addWhy(tasks, start);
  addRuns(tasks, start);
  addCancel(tasks, start);
  addRetry(tasks, start);
  addForget(tasks, start);
}

function addList(tasks: Command, start: Start): void {
  const command = tasks
    .command('list', { isDefault: true })
    .description('list tasks, the newest first')
    .addOption(new Option('--state <states>', `only these, by comma: ${STATES.join(', ')}`).argParser(taskStates))
    .option('--dead', 'only those that ended without an answer; they are kept')
    .option('--run <id>', 'only those of this run')
    .option('--limit <n>', 'how many', whole(1, 100_000), 50);
  withHome(command, EXIT_HELP.tasks).action((flags: TasksListFlags) =>
    start(() => import('../commands/tasks/list.ts'), flags),
  );
}

function addShow(tasks: Command, start: Start): void {
  const command = tasks
    .command('show')
    .description('show everything about one task: route, tries, answer, reason')
    .argument('<task>', TASK)
    .option('--prompt', 'also what the engines were given, which holds your code');
  withHome(command, EXIT_HELP.tasksOne).action((id: string, flags: Omit<TasksShowFlags, 'id'>) =>
    start<TasksShowFlags>(() => import('../commands/tasks/show.ts'), { ...flags, id }),
  );
}

function addWhy(tasks: Command, start: Start): void {
  const command = tasks
    .command('why')
    .description('say why: this worker, not local, escalated, moved, asked twice, waits, undone')
    .argument('<task>', TASK);
  withHome(command, EXIT_HELP.tasksOne).action((id: string, flags: Omit<TasksWhyFlags, 'id'>) =>
    start<TasksWhyFlags>(() => import('../commands/tasks/why.ts'), { ...flags, id }),
  );
}

function addRuns(tasks: Command, start: Start): void {
  const command = tasks
    .command('runs')
    .description('list runs: what became of their tasks, and which can be taken up again')
    .option('--limit <n>', 'how many', whole(1, 100_000), 20);
  withHome(command, EXIT_HELP.tasks).action((flags: TasksRunsFlags) =>
    start(() => import('../commands/tasks/runs.ts'), flags),
  );
}

function addCancel(tasks: Command, start: Start): void {
  const command = tasks
    .command('cancel')
    .description('cancel tasks: at once, or by whoever works on them, within 10 s')
    .argument('<task...>', TASK);
  withHome(command, EXIT_HELP.tasksCancel).action((ids: string[], flags: Omit<TasksCancelFlags, 'ids'>) =>
    start<TasksCancelFlags>(() => import('../commands/tasks/cancel.ts'), { ...flags, ids }),
  );
}

function addRetry(tasks: Command, start: Start): void {
  const command = tasks
    .command('retry')
    .description('do undone or cancelled tasks once more, now; answers go to stdout')
    .argument('[task...]', TASK)
    .option('--dead', 'all that ended without an answer')
    .option('--run <id>', 'with --dead: only those of this run');
  withEngines(command)
    .addHelpText('after', EXIT_HELP.tasksRetry)
    .action((ids: string[], flags: Omit<TasksRetryFlags, 'ids'>) => {
      const written = { ...writtenFlags(flags, command), ids };
      return start<TasksRetryFlags>(
        checked(written, () => import('../commands/tasks/retry.ts')),
        written,
      );
    });
}

function addForget(tasks: Command, start: Start): void {
  const command = tasks
    .command('forget')
    .description('delete runs with their tasks and answers from the journal, for ever; what they cost stays on record')
    .argument('[run...]', 'ids as `hanzo tasks runs` shows them, whole ones, or a beginning that only one run has')
    .option('--older-than <time>', 'all runs that ended so long ago, e.g. 30d', duration('1m'));
  withHome(command, EXIT_HELP.tasksForget).action((ids: string[], flags: Omit<TasksForgetFlags, 'ids'>) =>
    start<TasksForgetFlags>(() => import('../commands/tasks/forget.ts'), { ...flags, ids }),
  );
}

function withHome(command: Command, help: string): Command {
  return command.option('--json', 'print JSON').addOption(homeOption()).addHelpText('after', help);
}

const STATES = ['queued', 'running', 'done', 'undone', 'cancelled', 'interrupted'] as const satisfies TaskState[];

function taskStates(text: string): TaskState[] {
  return text.split(',').map((word) => {
    const state = STATES.find((one) => one === word.trim());
    if (state === undefined) throw new InvalidArgumentError(`"${word}" is not one of ${STATES.join(', ')}.`);
    return state;
  });
}
