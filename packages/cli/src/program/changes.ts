import type { Command } from 'commander';
import type {
  ChangesListFlags,
  ChangesOneFlags,
  ChangesShowFlags,
  ChangesWriteFlags,
} from '../commands/changes/flags.ts';
import { homeOption, type Load, type Start } from './command-options.ts';
import { EXIT_HELP } from './exit-help.ts';

const ID = 'an id as `hanzo changes list` shows it, or a beginning that only one has';
const WORKSPACE = 'the project (default: the one that holds this folder)';

/** `hanzo changes …`: names, flags and help. What the commands do is in commands/changes/. */
export function addChanges(program: Command, start: Start): void {
  const changes = program
    .command('changes')
    .description('what runs changed or offer to change: list, show, apply, undo, redo')
    .addHelpText('after', EXIT_HELP.changes);
  withHome(
    changes
      .command('list', { isDefault: true })
      .description('list sets of changes, the newest first')
      .option('-w, --workspace <dir>', WORKSPACE)
      .option('--all', 'those of all projects'),
    EXIT_HELP.changesLook,
  ).action((flags: ChangesListFlags) => start(() => import('../commands/changes/list.ts'), flags));
  const show = addOne<ChangesShowFlags>(changes, start, {
    name: 'show',
    words: 'show the diff of a set (default: the last set)',
    help: EXIT_HELP.changesLook,
    load: () => import('../commands/changes/show.ts'),
  });
  show.option('-o, --output <file>', 'write the diff there, as git takes it');
  const apply = addOne<ChangesWriteFlags>(changes, start, {
    name: 'apply',
    words:
      'write a set into its project, whole or not at all (default: the last that waits, else the one that was undone last)',
    help: EXIT_HELP.changesWrite,
    load: () => import('../commands/changes/apply.ts'),
  });
  apply
    .option('-y, --yes', 'do not ask')
    .option(
      '--despite-checks',
      'with --yes: also what a command of the project refuses, or where none of its commands could be run',
    );
  addOne(changes, start, {
    name: 'undo',
    words: 'put back, byte for byte, what was there before (default: the set that was applied last)',
    help: EXIT_HELP.changesWrite,
    load: () => import('../commands/changes/undo.ts'),
  });
  addOne(changes, start, {
    name: 'redo',
    words: 'apply a set again that was undone (default: the set that was undone last)',
    help: EXIT_HELP.changesWrite,
    load: () => import('../commands/changes/redo.ts'),
  });
}

interface OneSet<Flags> {
  readonly name: string;
  readonly words: string;
  readonly help: string;
  readonly load: Load<Flags>;
}

function addOne<Flags extends ChangesOneFlags>(
  changes: Command,
  start: Start,
  { name, words, help, load }: OneSet<Flags>,
): Command {
  const command = changes
    .command(name)
    .description(words)
    .argument('[id]', ID)
    .option('-w, --workspace <dir>', WORKSPACE);
  return withHome(command, help).action((id: string | undefined, flags: Flags) =>
    start<Flags>(load, { ...flags, ...(id !== undefined && { id }) }),
  );
}

function withHome(command: Command, help: string): Command {
  return command.option('--json', 'print JSON').addOption(homeOption()).addHelpText('after', help);
}
