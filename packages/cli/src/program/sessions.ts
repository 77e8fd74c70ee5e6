import type { Command } from 'commander';
import type { SessionsFlags, SessionsListFlags, SessionsRmFlags } from '../commands/sessions/flags.ts';
import { homeOption, type Start } from './command-options.ts';
import { EXIT_HELP } from './exit-help.ts';
import { duration } from './option-values.ts';

/** `hanzo sessions …`: names, flags and help. What the commands do is in commands/sessions/. */
export function addSessions(program: Command, start: Start): void {
  const sessions = program
    .command('sessions')
    .description('conversations with `hanzo dev`: list, show, rm')
    .addHelpText('after', EXIT_HELP.sessions);
  sessions
    .command('list', { isDefault: true })
    .description('list the conversations of this home, the last used first')
    .option('-w, --workspace <dir>', 'only those about this project')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.sessions)
    .action((flags: SessionsListFlags) => start(() => import('../commands/sessions/list.ts'), flags));
  sessions
    .command('show')
    .description('show what was said in one, and what came of it')
    .argument('<id>', 'its id, the beginning of it, or last')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.sessionsShow)
    .action((id: string, flags: SessionsFlags) =>
      start(() => import('../commands/sessions/show.ts'), { ...flags, id }),
    );
  sessions
    .command('rm')
    .description('forget one, or old ones; what their runs did stays in the journal')
    .argument('[id]', 'its id, the beginning of it, or last')
    .option('--older-than <time>', 'those that were last used so long ago, e.g. 30d', duration('1m'))
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.sessionsRm)
    .action((id: string | undefined, flags: SessionsRmFlags) =>
      start(() => import('../commands/sessions/rm.ts'), { ...flags, ...(id !== undefined && { id }) }),
    );
}
