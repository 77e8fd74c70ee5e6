import { Option, type Command } from 'commander';
import { HanzoError } from '@hanzo/contracts';
import { homeOption, type Start } from './command-options.ts';
import type { KeysListFlags, KeysRmFlags, KeysSetFlags, KeysTestFlags } from '../commands/keys/flags.ts';

const EXIT_CODES = {
  set: `
Examples: hanzo keys set openai            asks for the key, shows nothing of it
          hanzo keys set groq < key.txt    others: "providers" in config.json

Exit codes: 0 kept · 2 usage, no such provider, or that is no key ·
            3 configuration, or it cannot be kept · 130 interrupted`,
  list: `
Order: the environment, the keychain of this system, keys.json of the home
folder, config.json. The first one counts.

Exit codes: 0 done · 2 usage · 3 configuration`,
  rm: `
Exit codes: 0 removed · 2 usage · 3 configuration, or there is none`,
  test: `
Asks for the list of models, which costs nothing; once more with a wrong key, to
see whether keys are looked at.

Exit codes: 0 valid, or not checked there · 2 usage, or no such provider ·
            3 configuration, no key, or rejected ·
            5 unreachable, or an answer that says nothing of the key`,
} as const;

/** `hanzo keys`: names, flags and help. What the commands do is in commands/keys/. */
export function addKeys(program: Command, start: Start): void {
  const keys = program
    .command('keys')
    .description('API keys: where they are, whether they work, what they may spend')
    .addHelpText('after', EXIT_CODES.list);
  keys
    .command('set')
    .description('keep the key of a provider, in the keychain of this system or in a file that only you can read')
    .argument('<provider>', 'openai, anthropic, or a name under "providers" in config.json')
    .addOption(
      new Option('--store <place>', 'where to keep it (default: the keychain where there is one)').choices([
        'keychain',
        'file',
      ]),
    )
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_CODES.set)
    // Named only to be refused: commander would repeat it.
    .argument('[key...]', 'not here, where other users see it: it is typed at a prompt, or piped')
    .action((provider: string, key: readonly string[], flags: Omit<KeysSetFlags, 'provider'>) => {
      refuseArguments(key);
      return start(() => import('../commands/keys/set.ts'), { ...flags, provider });
    });
  keys
    .command('list', { isDefault: true })
    .description('list the keys by their last four characters, where they come from, and their limits')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_CODES.list)
    .action((flags: KeysListFlags) => start(() => import('../commands/keys/list.ts'), flags));
  keys
    .command('rm')
    .description('forget a key that is kept in the keychain or in keys.json')
    .argument('<provider>', 'as `hanzo keys list` shows it')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_CODES.rm)
    .action((provider: string, flags: Omit<KeysRmFlags, 'provider'>) =>
      start(() => import('../commands/keys/rm.ts'), { ...flags, provider }),
    );
  keys
    .command('test')
    .description('try keys at their endpoints, for nothing')
    .argument('[provider]', 'only this one (default: all that have a key)')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_CODES.test)
    .action((provider: string | undefined, flags: KeysTestFlags) =>
      start(() => import('../commands/keys/test.ts'), { ...flags, ...(provider !== undefined && { provider }) }),
    );
}

function refuseArguments(more: readonly string[]): void {
  if (more.length === 0) return;
  throw new HanzoError(
    'USAGE',
    'A key is not taken from the command line: other users see it, and shells remember it.',
    {
      mend: 'Run `hanzo keys set <provider>` and paste it, or pipe it. Take it out of the history, or make a new one.',
    },
  );
}
