import { Argument, type Command } from 'commander';
import { RULE_CLIENTS, type RuleClient } from '../commands/delegate/rules/rule-clients.ts';
import type { DelegateRulesFlags } from '../commands/delegate/rules/rules.ts';
import type { Start } from './command-options.ts';
import { EXIT_HELP } from './exit-help.ts';

/** `hanzo delegate rules`: names, flags and help. What it does is in commands/delegate/rules/. */
export function addDelegateRules(delegate: Command, start: Start): void {
  delegate
    .command('rules')
    .description('print the rule by which an assistant delegates when somebody says DELEGATE TO <MODEL>: <issue>')
    .addArgument(new Argument('<client>', 'which assistant').choices(RULE_CLIENTS))
    .option('--write', "put it into the assistant's file of the project; all else in the file stays")
    .option('-w, --workspace <dir>', 'the project (default: this folder)')
    .option('--json', 'print JSON')
    .addHelpText('after', EXIT_HELP.delegateRules)
    .action((client: RuleClient, flags: Omit<DelegateRulesFlags, 'client'>) => {
      // The flags that `hanzo delegate` itself knows may stand before the name of this command.
      const { workspace, json } = delegate.opts<Omit<DelegateRulesFlags, 'client'>>();
      return start<DelegateRulesFlags>(() => import('../commands/delegate/rules/rules.ts'), {
        ...(workspace !== undefined && { workspace }),
        ...(json !== undefined && { json }),
        ...flags,
        client,
      });
    });
}
