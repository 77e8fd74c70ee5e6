import { Option, type Command } from 'commander';
import { homeOption, type Start } from './command-options.ts';
import type { MetricsFlags } from '../commands/metrics/flags.ts';
import { EXIT_HELP } from './exit-help.ts';

const GROUPS = ['model', 'node', 'task', 'member', 'orchestrator', 'day'] as const satisfies MetricsFlags['by'][];

/** `hanzo metrics`: names, flags and help. What it does is in commands/metrics/. */
export function addMetrics(program: Command, start: Start): void {
  program
    .command('metrics')
    .description('show what was done, by whom, how fast and for how much, from the journal and the ledger of this home')
    .option('--orchestrator <model>', 'only runs of this orchestrator, and their money')
    .option('--since <time>', 'only what ended after this, or is under way: 30m, 24h, 7d or an ISO date')
    .option('--until <time>', 'only what ended before this')
    .addOption(
      new Option('--by <what>', 'add up by this (default: by rung, node and model); task is the kind of task').choices(
        GROUPS,
      ),
    )
    .option('--json', 'print JSON')
    .option('--csv', 'print a line for each group, money not rounded')
    .option('--prometheus', 'print Prometheus text')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.metrics)
    .action((flags: MetricsFlags) => start(() => import('../commands/metrics/handler.ts'), flags));
}
