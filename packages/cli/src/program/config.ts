import type { Command } from 'commander';
import { homeOption, type Start } from './command-options.ts';
import type { ConfigShowFlags, ConfigTrustFlags, ConfigUntrustFlags } from '../commands/config/flags.ts';

const HELP = {
  config: `
What a project's own .hanzo/config.json may say: "tiers", "kinds" (changes of
the policy), "commands" (programs that check answers: format, lint, types,
tests) and "delegate" (as yours; a budget may only be lower). It counts only
with the content that you trusted.

Examples: hanzo config show             the policy in force here, and where from
          hanzo config trust ../shop
          hanzo config trust --commands   detected commands, for guardrails

Exit codes: 0 done · 2 usage · 3 configuration`,
  trust: `
Exit codes: 0 trusted · 1 you said no · 2 usage, or nobody to ask ·
            3 configuration, no such file, or not a good one`,
} as const;

const DIR = 'root of the project (default: this folder)';

/** `hanzo config …`: names, flags and help. What the commands do is in commands/config/. */
export function addConfig(program: Command, start: Start): void {
  const config = program
    .command('config')
    .description("see the policy for tiers and kinds, and decide whether a project's own one counts")
    .addHelpText('after', HELP.config);
  withShared(config.command('show', { isDefault: true }).description('show each value and which file says so'))
    .addHelpText('after', HELP.config)
    .action((dir: string | undefined, flags: Omit<ConfigShowFlags, 'dir'>) =>
      start<ConfigShowFlags>(() => import('../commands/config/show.ts'), withDir(flags, dir)),
    );
  withShared(config.command('trust').description("let a project's .hanzo/config.json count, as it is now"))
    .option(
      '--commands',
      'instead of its file: let the format, lint, type and test commands be run that its manifests seem to have, as they are now',
    )
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', HELP.trust)
    .action((dir: string | undefined, flags: Omit<ConfigTrustFlags, 'dir'>) =>
      start<ConfigTrustFlags>(() => import('../commands/config/trust.ts'), withDir(flags, dir)),
    );
  withShared(config.command('untrust').description("let a project's .hanzo/config.json count no more"))
    .addHelpText('after', HELP.config)
    .action((dir: string | undefined, flags: Omit<ConfigUntrustFlags, 'dir'>) =>
      start<ConfigUntrustFlags>(() => import('../commands/config/untrust.ts'), withDir(flags, dir)),
    );
}

function withShared(command: Command): Command {
  return command.argument('[dir]', DIR).option('--json', 'print JSON').addOption(homeOption());
}

function withDir<Flags extends object>(flags: Flags, dir: string | undefined): Flags & { readonly dir?: string } {
  return { ...flags, ...(dir !== undefined && { dir }) };
}
