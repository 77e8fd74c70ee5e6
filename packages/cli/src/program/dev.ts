import { Option, type Command } from 'commander';
import { DATA_CLASSES, EFFORTS, PRIORITIES, SERVICE_TIERS, TIERS } from '@hanzo/contracts';
import { checked, discoveryOption, homeOption, writtenFlags, type Start } from './command-options.ts';
import type { DevFlags } from '../commands/dev/flags.ts';
import { withReview, withWatching } from './dev-review.ts';
import { withTools } from './dev-tools.ts';
import { EXIT_HELP } from './exit-help.ts';
import { criticList, dollars, listed, modelNames, seconds, whole } from './option-values.ts';

/** `hanzo dev`: names, flags and help. What it does is in commands/dev/. */
export function addDev(program: Command, start: Start): void {
  const command = program
    .command('dev')
    .description('plan and do developer work on a workspace: reviews, docs, tests, audits')
    .argument('[instructions]', 'what to do; "-" reads it from standard input; without it a terminal gets a prompt')
    .optionsGroup('What is to be done:')
    .option('-i, --instructions-file <file>', 'read what to do from a file')
    .option('-w, --workspace <dir>', 'the project to work on (default: this folder)')
    .option(
      '-o, --output <file>',
      'write the report there, as .md, .json, .sarif or .html; "-" prints Markdown; repeat it for several (default: -)',
      listed,
    )
    .option(
      '--patch <file>',
      'have docs, doc comments, tests, refactorings and formatting done as edits, and write them there as one diff',
    )
    .option('--files <glob...>', 'only these files of the workspace')
    .option('--max-tasks <n>', 'most tasks that are planned besides checks (default: 200)', whole(1, 100_000))
    .addOption(
      new Option(
        '--data-class <class>',
        'how far the workspace may travel: only workers whose owners allow this class get it; confidential goes to no API either, unless --orchestrator names an API model (default: internal)',
      ).choices(DATA_CLASSES),
    )
    .addOption(
      new Option('--priority <level>', 'share of the workers next to other runs (default: normal)').choices(PRIORITIES),
    )
    .option(
      '--copies <n>',
      'ask so many workers the same: an answer counts only when most of them agree; with --use-hanzo-net',
      whole(1, 5),
    )
    .option('--deadline <seconds>', 'give a task up that is not done so long after it was accepted', seconds)
    .option(
      '--resume <run>',
      'go on with an interrupted, cancelled or incomplete run: its id, the beginning of it, or last',
    )
    .option(
      '--take-over',
      'with --resume: also when its process is still there but hangs; what that one still writes is void',
    );
  withReview(command);
  withWatching(command);
  withTools(command);
  withEngines(command)
    .addHelpText('after', EXIT_HELP.dev)
    .action((instructions: string | undefined, flags: DevFlags) => {
      const written = writtenFlags(flags, command);
      return start(checked(written, loadDev), { ...written, ...(instructions !== undefined && { instructions }) });
    });
}

/** A run mostly waits for models. Measured with 1,000 files: 265 MiB at most, in place of 314. */
async function loadDev(): Promise<typeof import('../commands/dev/handler.ts')> {
  const { keepHeapSmall } = await import('../process/lean-heap.ts');
  keepHeapSmall();
  return await import('../commands/dev/handler.ts');
}
/** Who may do the tasks, and what that may cost. */
export function withEngines(command: Command): Command {
  return withCalls(command)
    .optionsGroup('Who may do it, and what that may cost:')
    .option(
      '--orchestrator <model>',
      'model that plans the work, e.g. gpt-5 or local:llama3.2 (default: gpt-5 with a key, else local)',
    )
    .option('--use-hanzo-net', 'give simple tasks to the workers of your mesh')
    .option(
      '--prefer-local',
      'let free engines try every tier first, whatever was learned of them: the mesh, or without one a model of this machine',
    )
    .option('--local-only', 'never call an API, whatever fails')
    .addOption(
      new Option(
        '--tier <tier>',
        'treat every task as one of this tier (default: each by its kind, or as the planning model says)',
      ).choices(TIERS),
    )
    .addOption(
      new Option(
        '--max-tier <tier>',
        'ask no model of a higher tier: harder tasks are lowered to it, and escalation ends there (default: critical)',
      ).choices(TIERS),
    )
    .option('--no-cache', 'ask everything anew: look up nothing that was answered before, and keep nothing')
    .option(
      '--budget <usd>',
      'most that this run may spend; with a local orchestrator nothing is paid unless this allows it',
      dollars,
    )
    .option(
      '--critic <models>',
      'a second model that must accept the answers of models: an API model is paid, local:<model> is free; it gets no task itself. With --critic-instances, or several by comma: they judge each finding instead, and whole answers only where those are edits or prose',
      criticList,
    )
    .option('--timeout <seconds>', 'end the run after this long', seconds)
    .option('--base-url <url>', 'OpenAI-compatible endpoint')
    .addOption(new Option('--api <kind>', 'which interface the endpoint speaks').choices(['responses', 'chat']))
    .option('--bootstrap <address...>', 'multiaddrs of workers to reach besides those that are discovered')
    .addOption(discoveryOption())
    .option('--json', 'print events as JSON lines on stdout')
    .option('--verbose', 'show decisions: routes, placements, gates')
    .addOption(homeOption());
}

/** How API models are called. */
function withCalls(command: Command): Command {
  return command
    .optionsGroup('How API models are called:')
    .option('--retry-on-rate-limit', 'wait as long as a provider asks for when it is asked too often, then ask again')
    .option(
      '--max-retries <n>',
      'how often a failed call is made again; each try costs on its own (default: 2)',
      whole(0, 20),
    )
    .addOption(
      new Option(
        '--service-tier <tier>',
        'flex: cheaper and slower (tries may take thrice as long); priority: dearer and faster; where sold (default: standard)',
      ).choices(SERVICE_TIERS.filter((tier) => tier !== 'batch')),
    )
    .addOption(
      new Option(
        '--effort <level>',
        "how hard models think, where they can be told (default: by the task's tier)",
      ).choices(EFFORTS),
    )
    .option('--fallback <models>', 'asked in this order where a model is not available, by comma', modelNames)
    .option('--no-fallback', 'end instead, where a model is not available')
    .option(
      '--batch-api',
      'give tasks to the API as a batch: half the price, answered within 24 hours; a task that is cancelled alone stays paid',
    );
}
