import { HanzoError } from '@hanzo/contracts';
import { openTaskBook, type TaskDetail } from '@hanzo/coordinator';
import { loadSetting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { withoutBefore } from '../../dev/conversation/before.ts';
import { whyStays } from '../../dev/delegation/delegate-flags.ts';
import { readRecord, type KeptFlags } from '../../dev/run/run-record.ts';
import { given } from '../../dev/run/setting-of.ts';
import { delegationCommand, refuseAsked } from '../../tasks/asked-run.ts';
import { findTask, shortTaskId } from '../../tasks/task-id.ts';
import type { DelegateInput } from '../delegate-input.ts';
import type { DelegateFlags } from '../flags.ts';
import { namesFiles } from '../issue/names-files.ts';
import { wishFor } from '../issue/wish-for.ts';
import { readIssue, type IssueParts } from '../issue/read-issue.ts';
import { cluesOfTask } from './clues-of-task.ts';

/** What a task of the journal is delegated with, and where. */
export interface TaskToDelegate {
  readonly input: DelegateInput;
  /** That of its run, unless a flag says otherwise. */
  readonly workspace: string;
}

/**
 * The issue of `--task`: a task that nobody has done. Words that are said besides are the issue then, and what is known of the task
 * goes with them.
 *
 * @param evidence what flags say goes with it
 * @throws HanzoError TASK_UNKNOWN, RUN_UNKNOWN; USAGE for one that is done, or is confidential and no model is named
 */
export async function taskToDelegate(
  flags: DelegateFlags & { readonly task: string },
  evidence: Omit<DelegateInput, 'issue'>,
  parts: IssueParts & { readonly terminal: Terminal },
): Promise<TaskToDelegate> {
  const { paths } = loadSetting(given({ home: flags.home }), parts.terminal, { makeHome: false });
  using book = openTaskBook(paths.journal);
  const task = findTask(book, flags.task);
  const run = book.findRun(task.runId);
  if (delegationCommand(run) !== undefined) refuseAsked(run, flags.home);
  const clues = cluesOfTask(task, withoutBefore(run.instructions));
  const isSaid = flags.text !== undefined || flags.issue !== undefined;
  const said = await readIssue(isSaid ? flags : { ...flags, text: clues.issue }, parts);
  const named = flags.model ?? flags.models ?? said.phraseModel;
  if (named === undefined) refuseUnnamed(task, readRecord(book.planOf(run.id)).flags);
  const known = isSaid ? [clues.issue, clues.context] : [clues.context];
  const input: DelegateInput = {
    ...evidence,
    issue: said.issue,
    phraseModel: said.phraseModel,
    ...given({ context: joined(said.context, ...known), logs: joined(said.logs, clues.logs) }),
    attemptedFixes: [...clues.attemptedFixes, ...(evidence.attemptedFixes ?? [])],
    ...(!namesFiles(evidence.files) && { wishes: clues.files.map(wishFor) }),
  };
  return { input, workspace: flags.workspace ?? run.workspace };
}

/** What had to stay on own machines for its run goes to an API only where this very command names one. */
function refuseUnnamed(task: TaskDetail, ofRun: KeptFlags): void {
  const why = whyStays(task.task) ?? whyStays(ofRun);
  if (why === undefined) return;
  throw new HanzoError('USAGE', `It is not said who may see the task ${shortTaskId(task)}: ${why}.`, {
    mend: 'Name the model: --model local:<name>, or --model gpt-4o if it may go there.',
  });
}

function joined(...texts: readonly (string | undefined)[]): string | undefined {
  const there = texts.filter((text) => text !== undefined && text.trim() !== '');
  return there.length === 0 ? undefined : there.join('\n\n');
}
