import type { Command } from 'commander';
import type { DelegateApplyFlags } from '../commands/delegate/apply/flags.ts';
import type { Start } from './command-options.ts';
import { withDelegations } from './delegate-options.ts';
import { EXIT_HELP } from './exit-help.ts';

/** `hanzo delegate apply`: names, flags and help. */
export function addDelegateApply(delegate: Command, start: Start): void {
  withDelegations(
    delegate
      .command('apply')
      .description(
        'make the exact edits of a fix, once you have seen them: tried in a worktree, and undone by one command',
      )
      .argument('<id>', 'as `hanzo delegate list` shows it, the beginning of it, or last')
      .option('--model <model>', 'whose fixes, where several models have answered')
      .option('--fix <numbers>', 'which, by comma, or all (default: the first one that has exact edits)')
      .option('-y, --yes', 'do not ask')
      .option(
        '--despite-checks',
        'with --yes: also what a command of the project refuses, or where none of its commands could be run',
      )
      .option('--foreign', 'with --yes: also of a delegation that was not made here, such as one of CI')
      .option('--dry-run', "print the diff and what the project's commands say of it; nothing is written")
      .addHelpText('after', EXIT_HELP.delegateApply),
  ).action((id: string, flags: Omit<DelegateApplyFlags, 'id'>) =>
    start<DelegateApplyFlags>(() => import('../commands/delegate/apply/apply.ts'), {
      ...delegate.opts(),
      ...flags,
      id,
    }),
  );
}
