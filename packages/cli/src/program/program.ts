import { Command } from 'commander';
import { redact, type ExitCode } from '@hanzo/contracts';
import { withoutLookAlikes } from '@hanzo/keys';
import { homeOption, type Load } from './command-options.ts';
import type { DoctorFlags } from '../commands/doctor/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { addConfig } from './config.ts';
import { addCache } from './cache.ts';
import { addChanges } from './changes.ts';
import { addDelegate } from './delegate.ts';
import { addDev } from './dev.ts';
import { addKeys } from './keys.ts';
import { addLedger } from './ledger.ts';
import { addMcp } from './mcp.ts';
import { addMetrics } from './metrics.ts';
import { addModels } from './models.ts';
import { addNet } from './net.ts';
import { addRoute } from './route.ts';
import { addSessions } from './sessions.ts';
import { addTasks } from './tasks.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { packageVersion } from '../version.ts';

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
    .configureOutput({
      writeOut: (text) => process.stdout.write(redact(text)),
      writeErr: (text) => process.stderr.write(withoutLookAlikes(redact(text))),
    })
    .showHelpAfterError('(add --help for usage)')
    .addHelpText('after', EXIT_HELP.all);
  addDev(program, start);
  addDelegate(program, start);
  addChanges(program, start);
  addTasks(program, start);
  addSessions(program, start);
  addNet(program, start);
  addRoute(program, start);
  addModels(program, start);
  addKeys(program, start);
  addLedger(program, start);
  addCache(program, start);
  addMetrics(program, start);
  addMcp(program, start);
  addConfig(program, start);
  program
    .command('doctor')
    .description('check everything hanzo needs, with a line on how to mend each fault')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.doctor)
    .action((flags: DoctorFlags) => start(() => import('../commands/doctor/handler.ts'), flags));
  inherit(program);
  return program;
}

/** Settings that commander keeps per command: the same manners everywhere. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    // Flags behind the name of a subcommand are its own, where the command itself has such flags, too.
    child.enablePositionalOptions(child.commands.length > 0);
    inherit(child);
  }
}
