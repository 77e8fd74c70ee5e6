import type { Command } from 'commander';
import { homeOption, type Start } from './command-options.ts';
import type { CacheClearFlags, CacheFlags } from '../commands/cache/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { duration } from './option-values.ts';

/** `hanzo cache …`: names, flags and help. What the commands do is in commands/cache/. */
export function addCache(program: Command, start: Start): void {
  const cache = program
    .command('cache')
    .description('what was answered before, by exact content, and is not asked again: stats, clear')
    .addHelpText('after', EXIT_HELP.cache);
  cache
    .command('stats', { isDefault: true })
    .description('show what is kept, for which workspaces, and how often it spared a call')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.cache)
    .action((flags: CacheFlags) => start(() => import('../commands/cache/stats.ts'), flags));
  cache
    .command('clear')
    .description('forget what is kept, and give its room on the disk back')
    .option('-w, --workspace <dir>', 'only what was kept for this project')
    .option('--worker <name|peer>', 'only what this worker of the mesh gave: its name, or its peer id or the end of it')
    .option('--older-than <time>', 'only what was kept so long ago, e.g. 30d', duration('1m'))
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.cacheClear)
    .action((flags: CacheClearFlags) => start(() => import('../commands/cache/clear.ts'), flags));
}
