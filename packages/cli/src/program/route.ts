import { Option, type Command } from 'commander';
import { TASK_KINDS, TIERS } from '@hanzo/contracts';
import { homeOption, type Start } from './command-options.ts';
import type {
  RouteExplainFlags,
  RouteProfilesFlags,
  RouteResetFlags,
  RouteStatsFlags,
  RouteTrainFlags,
} from '../commands/route/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { dollars } from './option-values.ts';

/** `hanzo route …`: names, flags and help. What the commands do is in commands/route/. */
export function addRoute(program: Command, start: Start): void {
  const route = program
    .command('route')
    .description('why a task would go where: policy, models, prices, and what was learned from judged answers')
    .addHelpText('after', EXIT_HELP.route);
  addExplain(route, start);
  withHome(
    route
      .command('stats', { isDefault: true })
      .description('list how often answers of each model passed the gates, by kind of task'),
  )
    .addHelpText('after', EXIT_HELP.routeStats)
    .action((flags: RouteStatsFlags) => start(() => import('../commands/route/stats.ts'), flags));
  addReset(route, start);
  addTrain(route, start);
  withHome(route.command('profiles').description('list the trained routing profiles of this home'))
    .addHelpText('after', EXIT_HELP.routeStats)
    .action((flags: RouteProfilesFlags) => start(() => import('../commands/route/profiles.ts'), flags));
}

function addExplain(route: Command, start: Start): void {
  const command = route
    .command('explain')
    .description('say where a task would go and why; calls no model, joins no mesh, costs nothing')
    .argument('<task>', 'what `hanzo dev` would be told')
    .addOption(new Option('--kind <kind>', 'instead of guessing it from the words').choices(TASK_KINDS))
    .addOption(new Option('--tier <tier>', 'instead of the tier that the policy names for the kind').choices(TIERS))
    .addOption(new Option('--max-tier <tier>', 'no model of a higher tier may be asked').choices(TIERS))
    .option('-w, --workspace <dir>', 'the project: its files are read, and the tasks that rules make of them explained')
    .option('--files <glob...>', 'only these files of the workspace')
    .option('--image <file...>', 'pictures that would belong to it, for models with vision')
    .option('--orchestrator <model>', 'model that would plan the work (default: as `hanzo dev`)')
    .option('--critic <model>', 'as if this model judged all answers: it answers no task itself')
    .option('--use-hanzo-net', 'as if the workers of your mesh were used')
    .option('--prefer-local', 'as if free engines tried every tier first')
    .option('--local-only', 'as if no API might be called')
    .option('--budget <usd>', 'as if the run might spend so much', dollars);
  withHome(command)
    .addHelpText('after', EXIT_HELP.routeExplain)
    .action((task: string, flags: Omit<RouteExplainFlags, 'task'>) =>
      start<RouteExplainFlags>(() => import('../commands/route/explain.ts'), { ...flags, task }),
    );
}

function addReset(route: Command, start: Start): void {
  const command = route
    .command('reset')
    .description('forget what was learned from judged answers; profiles stay')
    .option('--model <name>', 'only what was learned of this model')
    .option('-y, --yes', 'do not ask');
  withHome(command)
    .addHelpText('after', EXIT_HELP.routeReset)
    .action((flags: RouteResetFlags) => start(() => import('../commands/route/reset.ts'), flags));
}

function addTrain(route: Command, start: Start): void {
  const command = route
    .command('train')
    .description('train a profile that tells before anything runs which tasks a stronger model does better')
    .argument('<data>', 'JSON lines {"prompt": …, "score": {"<model>": 0..1, …}}, packed with gzip or not')
    .requiredOption('--weak <model>', 'the cheaper model, as the data names it')
    .requiredOption('--strong <model>', 'the dearer model, as the data names it')
    .option('--out <file>', "where the profile is written (default: the home's routing folder)")
    .option('--name <name>', "what the data is called (default: its file's name)")
    .option('--licence <licence>', 'of the data, e.g. Apache-2.0 (default: unknown)')
    .option('--force', 'overwrite a file');
  withHome(command)
    .addHelpText('after', EXIT_HELP.routeTrain)
    .action((data: string, flags: Omit<RouteTrainFlags, 'data'>) =>
      start<RouteTrainFlags>(() => import('../commands/route/train.ts'), { ...flags, data }),
    );
}

function withHome(command: Command): Command {
  return command.option('--json', 'print JSON').addOption(homeOption());
}
