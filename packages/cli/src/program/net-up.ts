import { Option, type Command } from 'commander';
import { bootstrapOption, checked, discoveryOption, homeOption, type Start } from './command-options.ts';
import type { NetUpFlags } from '../commands/net/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { whole } from './option-values.ts';
import { addPolicyOptions } from './net-owner.ts';

/** `hanzo net up`: names, flags and help. What it does is in commands/net/up/. */
export function addUp(net: Command, start: Start): void {
  const command = net
    .command('up')
    .description(
      'be a worker: load a model and serve the mesh until stopped (Ctrl-C finishes what runs, twice stops at once)',
    )
    .option('--name <name>', "this worker's name (default: the host name, with a number when it is taken)");
  addEngineOptions(command);
  addPolicyOptions(command);
  addNodeOptions(command)
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
        checked(flags, () => (flags.engine === false ? loadWithoutEngine() : loadWorker())),
        flags,
      ),
    );
}

function addEngineOptions(command: Command): void {
  command
    .option(
      '-m, --model <name...>',
      'catalogue names or paths of .gguf files, loaded when asked for, the first at once; or "all" that are installed ' +
        '(default: the only one installed, or llama3.2); hanzo-embedded needs no download and writes doc comments only',
    )
    .option(
      '--slots <n>',
      'tasks that run at the same time (default: 2; for a server what it runs at once)',
      whole(1, 32),
    )
    .option(
      '--context <tokens>',
      'context per task: prompt and answer together (default: 4096; for a server what it has)',
      whole(256, 1_048_576),
    )
    .option('--threads <n>', 'CPU threads for inference (default: all cores but one)', whole(1, 512))
    .addOption(
      new Option(
        '--gpu <backend>',
        'what computes: the best that is there, one backend, or only the CPU (default: auto)',
      ).choices(['auto', 'cuda', 'vulkan', 'metal', 'off']),
    )
    .addOption(
      new Option('--priority <level>', 'low: every other program of this machine goes first (default: low)').choices([
        'low',
        'normal',
      ]),
    )
    .option(
      '--engine <url>',
      'lend what a server on this machine serves: Ollama, vLLM, llama-server, SGLang, LM Studio, e.g. ' +
        'http://127.0.0.1:11434/v1; --model names its models (key: HANZO_ENGINE_KEY)',
    )
    .option('--no-engine', 'run no tasks: only let invited ones in, pass on who belongs, and relay');
}

function addNodeOptions(command: Command): Command {
  return command
    .option('--listen <multiaddr...>', 'addresses to listen on (default: the port of last time on all interfaces)')
    .option('--announce <multiaddr...>', 'addresses of this machine that it cannot know, e.g. of a forwarded port')
    .option('--relay', 'forward for members that cannot reach each other')
    .addOption(bootstrapOption())
    .addOption(discoveryOption());
}

/** The model is in a process of its own: what is left shall not be felt. */
async function loadWorker(): Promise<typeof import('../commands/net/up/handler.ts')> {
  const { keepHeapSmall } = await import('../process/lean-heap.ts');
  keepHeapSmall();
  return await import('../commands/net/up/handler.ts');
}

/** Neither engine nor metrics are loaded: such a node shall fit a small machine. */
async function loadWithoutEngine(): Promise<typeof import('../commands/net/up/without-engine.ts')> {
  const { keepCodeSmall, keepHeapSmall } = await import('../process/lean-heap.ts');
  keepHeapSmall();
  keepCodeSmall();
  return await import('../commands/net/up/without-engine.ts');
}
