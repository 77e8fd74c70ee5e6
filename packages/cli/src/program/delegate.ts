import type { Command } from 'commander';
import type {
  DelegateFlags,
  DelegateFollowUpFlags,
  DelegateResumeFlags,
  DelegateShowFlags,
  DelegationFlags,
} from '../commands/delegate/flags.ts';
import type { Start } from './command-options.ts';
import { AGAIN_MODELS, FOLLOWING_MODELS, withDelegations, withEvidence, withModels } from './delegate-options.ts';
import { addDelegateApply } from './delegate-apply.ts';
import { addDelegateRules } from './delegate-rules.ts';
import { EXIT_HELP } from './exit-help.ts';

const ID = 'as `hanzo delegate list` shows it, the beginning of it, or last';

/** `hanzo delegate …`: names, flags and help. What the commands do is in commands/delegate/. */
export function addDelegate(program: Command, start: Start): void {
  const delegate = program
    .command('delegate')
    .description('hand a problem that you are stuck on to a strong model, with files, logs and what was tried')
    .argument(
      '[issue]',
      'what is wrong, or any text with DELEGATE TO <MODEL>: <issue> in it; "-" reads it from standard input',
    )
    .option('--issue <text>', 'what is wrong, as a flag')
    .option(
      '--task <id>',
      'a task that is not done, as `hanzo tasks list` shows it: its files, what was answered and why that was refused',
    );
  withDelegations(withModels(withEvidence(delegate)))
    .optionsGroup('What is done:')
    .option(
      '--dry-run',
      'show what would be sent, to whom, and what that may cost at most; asks nobody and needs no key',
    )
    .option('--render', 'print the document that would be sent, byte for byte')
    .addHelpText('after', EXIT_HELP.delegate)
    .action((text: string | undefined, flags: DelegateFlags) =>
      start<DelegateFlags>(() => import('../commands/delegate/handler.ts'), {
        ...flags,
        ...(text !== undefined && { text }),
      }),
    );
  addLooking(delegate, start);
  addGoingOn(delegate, start);
  addDelegateApply(delegate, start);
  addDelegateRules(delegate, start);
}

function addLooking(delegate: Command, start: Start): void {
  withDelegations(
    delegate
      .command('list')
      .description('list the delegations of a project, the newest first')
      .addHelpText('after', EXIT_HELP.delegateList),
  ).action((flags: DelegationFlags) =>
    start<DelegationFlags>(() => import('../commands/delegate/list.ts'), { ...delegate.opts(), ...flags }),
  );
  withDelegations(
    delegate
      .command('show')
      .description('show what was answered')
      .argument('<id>', ID)
      .option('--request', 'what was sent, instead')
      .addHelpText('after', EXIT_HELP.delegateShow),
  ).action((id: string, flags: Omit<DelegateShowFlags, 'id'>) =>
    start<DelegateShowFlags>(() => import('../commands/delegate/show.ts'), { ...delegate.opts(), ...flags, id }),
  );
}

function addGoingOn(delegate: Command, start: Start): void {
  withDelegations(
    withModels(
      delegate
        .command('resume')
        .description('go on with one whose process was lost: what was answered is taken, and not paid twice')
        .argument('<id>', ID),
      AGAIN_MODELS,
    )
      .option(
        '--again',
        'ask once more: where a call was under way of which nobody knows the cost, or where there is no analysis',
      )
      .addHelpText('after', EXIT_HELP.delegateResume),
  ).action((id: string, flags: Omit<DelegateResumeFlags, 'id'>) =>
    start<DelegateResumeFlags>(() => import('../commands/delegate/resume.ts'), { ...delegate.opts(), ...flags, id }),
  );
  withDelegations(
    withModels(
      withEvidence(
        delegate
          .command('follow-up')
          .description('ask on, with the files of before as they are now, and what was answered')
          .argument('<id>', ID)
          .argument('<question>', 'what you want to know now; "-" reads it from standard input'),
      ),
      FOLLOWING_MODELS,
    )
      .option('--dry-run', 'show what would be sent, to whom, and what that may cost at most')
      .option('--render', 'print the document that would be sent, byte for byte')
      .addHelpText('after', EXIT_HELP.delegateFollowUp),
  ).action((id: string, question: string, flags: Omit<DelegateFollowUpFlags, 'id' | 'question'>) =>
    start<DelegateFollowUpFlags>(() => import('../commands/delegate/follow-up.ts'), {
      ...delegate.opts(),
      ...flags,
      id,
      question,
    }),
  );
}
