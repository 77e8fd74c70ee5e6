import { Command, Option } from 'commander';
import type { ExitCode } from '@hanzo/contracts';
import { checkAddressFlags, type AddressFlags } from './addresses.ts';
import type { DevFlags } from './commands/dev/flags.ts';
import type { DoctorFlags } from './commands/doctor/flags.ts';
import type { MetricsFlags } from './commands/metrics/flags.ts';
import type { ModelsListFlags, ModelsPullFlags } from './commands/models/flags.ts';
import type { NetStatusFlags, NetUpFlags } from './commands/net/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { discoveryWays, dollars, seconds, whole } from './option-values.ts';
import type { Terminal } from './terminal.ts';
import { packageVersion } from './version.ts';

/** A handler is loaded only when its command runs: `--help` must not pay for libp2p. */
type Load<Flags> = () => Promise<{ run(flags: Flags, terminal: Terminal): Promise<ExitCode> }>;

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

/** Addresses are checked before the command's own work, and only when there are some is libp2p loaded for it. */
function checked<Flags>(flags: AddressFlags, load: Load<Flags>): Load<Flags> {
  return async () => {
    await checkAddressFlags(flags);
    return await load();
  };
}

type Start = <Flags>(load: Load<Flags>, flags: Flags) => Promise<void>;

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

function addNet(program: Command, start: Start): void {
  const net = program.command('net').description('the private mesh: lend this machine, see who is there');
  net
    .command('up')
    .description(
      'be a worker: load a model and serve the mesh until stopped (Ctrl-C finishes what runs, twice stops at once)',
    )
    .option(
      '-m, --model <name>',
      'catalogue name or path of a .gguf file (default: the only one installed, or llama3.2)',
    )
    .option('--name <name>', "this worker's name (default: the host name, with a number when it is taken)")
    .option('--slots <n>', 'tasks that run at the same time', whole(1, 32), 2)
    .option('--context <tokens>', 'context per task: prompt and answer together', whole(256, 1_048_576), 4096)
    .option('--threads <n>', 'CPU threads for inference (default: all cores but one)', whole(1, 512))
    .option('--listen <multiaddr...>', 'addresses to listen on (default: /ip4/0.0.0.0/tcp/0)')
    .addOption(discoveryOption())
    .option(
      '--metrics-port <port>',
      'serve Prometheus text on http://127.0.0.1:<port>/metrics; 0 takes a free port',
      whole(0, 65_535),
    )
    .option('--json', 'print events as JSON lines on stdout')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.netUp)
    .action((flags: NetUpFlags) =>
      start(
        checked(flags, () => import('./commands/net/up.ts')),
        flags,
      ),
    );
  net
    .command('status')
    .description('look who is in the mesh: workers, models, load')
    .option('--wait <seconds>', 'how long to look', seconds, 2)
    .option('--bootstrap <address...>', 'multiaddrs of workers to reach besides those that are discovered')
    .addOption(discoveryOption())
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.netStatus)
    .action((flags: NetStatusFlags) =>
      start(
        checked(flags, () => import('./commands/net/status.ts')),
        flags,
      ),
    );
}

function addModels(program: Command, start: Start): void {
  const models = program
    .command('models')
    .description('the models hanzo knows: prices, windows, shutdown dates, what is installed')
    .addHelpText('after', EXIT_HELP.models);
  models
    .command('list', { isDefault: true })
    .description('list all models')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.models)
    .action((flags: ModelsListFlags) => start(() => import('./commands/models/list.ts'), flags));
  models
    .command('pull')
    .description('download a model for workers: resumes, checks size, header and sha256')
    .argument('<model>', 'catalogue name, hf:owner/repo/file.gguf, or https URL')
    .option('--sha256 <hex>', 'what the file must hash to, when the catalogue does not know')
    .option('--endpoint <url>', 'mirror to use instead of https://huggingface.co')
    .option('--json', 'print events as JSON lines on stdout')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.modelsPull)
    .action((model: string, flags: Omit<ModelsPullFlags, 'model'>) =>
      start(() => import('./commands/models/pull.ts'), { ...flags, model }),
    );
}

function homeOption(): Option {
  return new Option('--home <dir>', "hanzo's folder (default: HANZO_HOME or ~/.hanzo)");
}

function discoveryOption(): Option {
  return new Option('--discovery <ways>', 'how peers are found: mdns, local (same home), or both, by comma')
    .default(['mdns', 'local'], 'mdns,local')
    .argParser(discoveryWays);
}

/** Settings that commander keeps per command: the same manners everywhere. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inherit(child);
  }
}
