import { Command, Option } from 'commander';
import { DATA_CLASSES, type ExitCode } from '@hanzo/contracts';
import { checked, discoveryOption, homeOption, type Load, type Start } from './command-options.ts';
import type { DevFlags } from './commands/dev/flags.ts';
import type { DoctorFlags } from './commands/doctor/flags.ts';
import type { MetricsFlags } from './commands/metrics/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { dollars, seconds } from './option-values.ts';
import { addModels } from './program-models.ts';
import { addNet } from './program-net.ts';
import type { Terminal } from './terminal.ts';
import { packageVersion } from './version.ts';

/** The command tree: names, flags and help. What commands do is in their folders under commands/. */
export function createProgram(terminal: Terminal, onExit: (code: ExitCode) => void): Command {
  const start = async <Flags>(load: Load<Flags>, flags: Flags): Promise<void> => {
    const handler = await load();
    onExit(await handler.run(flags, terminal));
  };
  const program = new Command('hanzo')
    .description(
      'A private team mesh for LLM work: simple tasks run for free on your own machines, harder ones on API models.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .showHelpAfterError('(add --help for usage)')
    .addHelpText('after', EXIT_HELP.all);
  addDev(program, start);
  addNet(program, start);
  addModels(program, start);
  program
    .command('metrics')
    .description('show what was done, by whom, how fast and for how much, from the journal of this home')
    .option('--orchestrator <model>', 'only runs of this orchestrator')
    .option('--since <time>', 'only what started after this: 30m, 24h, 7d or an ISO date')
    .option('--prometheus', 'print Prometheus text instead of tables')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.metrics)
    .action((flags: MetricsFlags) => start(() => import('./commands/metrics/handler.ts'), flags));
  program
    .command('doctor')
    .description('check everything hanzo needs, with a line on how to mend each fault')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.doctor)
    .action((flags: DoctorFlags) => start(() => import('./commands/doctor/handler.ts'), flags));
  inherit(program);
  return program;
}

function addDev(program: Command, start: Start): void {
  program
    .command('dev')
    .description('plan and do developer work on a workspace: reviews, docs, tests, audits')
    .argument('[instructions]', 'what to do; "-" reads it from standard input')
    .option('-w, --workspace <dir>', 'the project to work on', '.')
    .option(
      '--orchestrator <model>',
      'model that plans the work, e.g. gpt-5 or local:llama3.2 (default: gpt-5 with a key, else local)',
    )
    .option('--use-hanzo-net', 'give simple tasks to the workers of your mesh')
    .option('-o, --output <file>', 'write the Markdown report there (default: print it)')
    .option('--files <glob...>', 'only these files of the workspace')
    .option('--prefer-local', 'let free engines try every tier first')
    .option('--local-only', 'never call an API, whatever fails')
    .option(
      '--budget <usd>',
      'most that this run may spend; with a local orchestrator nothing is paid unless this allows it',
      dollars,
    )
    .option('--timeout <seconds>', 'end the run after this long', seconds)
    .option('--base-url <url>', 'OpenAI-compatible endpoint')
    .addOption(new Option('--api <kind>', 'which interface the endpoint speaks').choices(['responses', 'chat']))
    .option('--bootstrap <address...>', 'multiaddrs of workers to reach besides those that are discovered')
    .addOption(discoveryOption())
    .addOption(
      new Option(
        '--data-class <class>',
        'how far the workspace may travel: only workers whose owners allow this class get it (default: internal)',
      ).choices(DATA_CLASSES),
    )
    .option('--json', 'print events as JSON lines on stdout')
    .option('--verbose', 'show decisions: routes, placements, gates')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.dev)
    .action((instructions: string | undefined, flags: DevFlags) =>
      start(
        checked(flags, () => import('./commands/dev/handler.ts')),
        {
          ...flags,
          ...(instructions !== undefined && { instructions }),
        },
      ),
    );
}

/** Settings that commander keeps per command: the same manners everywhere. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inherit(child);
  }
}
