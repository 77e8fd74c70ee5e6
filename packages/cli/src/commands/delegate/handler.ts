import { resolve } from 'node:path';
import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { given } from '../dev/run/setting-of.ts';
import type { DelegateInput } from './delegate-input.ts';
import type { DelegateFlags } from './flags.ts';
import { readIssue } from './issue/read-issue.ts';
import { dryRun } from './show/dry-run.ts';
import { taskToDelegate } from './task/delegate-task.ts';
import { renderDocument } from './show/render-document.ts';

const STOPPING = 'stopping: the request is kept; once more stops at once';

/** Hands an issue to a strong model, or shows what would be handed over. */
export async function run(flags: DelegateFlags, terminal: Terminal): Promise<ExitCode> {
  refuseTogether(flags);
  const { catalogue } = loadSetting(given({ home: flags.home }), terminal, { makeHome: false });
  const { task } = flags;
  if (task !== undefined) {
    const parts = { stdin: process.stdin, terminal, catalogue };
    const { input, workspace } = await taskToDelegate({ ...flags, task }, evidenceIn(flags), parts);
    return await delegateSaid(input, { ...flags, workspace }, terminal);
  }
  const said = await readIssue(flags, { stdin: process.stdin, terminal, catalogue });
  return await delegateSaid({ ...evidenceIn(flags), ...said }, flags, terminal);
}

/** What is common to issues and to questions about what was answered. */
export async function delegateSaid(input: DelegateInput, flags: DelegateFlags, terminal: Terminal): Promise<ExitCode> {
  using interrupts = listenForInterrupts(() => terminal.err(STOPPING));
  const signal = interrupts.drain;
  if (flags.render === true) return await renderDocument(input, { flags, terminal, signal });
  if (flags.dryRun === true) return await dryRun(input, { flags, terminal, signal });
  const workspace = resolve(flags.workspace ?? '.');
  // What only shows something asks nobody: it need not wait for the engines.
  const { delegateText } = await import('./delegate-text.ts');
  const { exitCode } = await delegateText(input, { workspace, flags, terminal, signal });
  return signal.aborted ? EXIT.interrupted : exitCode;
}

export function evidenceIn(flags: DelegateFlags): Omit<DelegateInput, 'issue'> {
  const { files, attemptedFixes, diff, gather, earlier, contextTokens, logsFile } = flags;
  const evidence = { files, attemptedFixes, diff, gather, earlier, contextTokens, logsFile };
  return given(evidence) as Omit<DelegateInput, 'issue'>;
}

/** @throws HanzoError USAGE for flags that contradict each other */
export function refuseTogether({ model, models, dryRun: dry, render }: DelegateFlags): void {
  if (model !== undefined && models !== undefined)
    throw new HanzoError('USAGE', '--model and --models contradict each other.', {
      mend: 'Name one with --model, or all of them with --models.',
    });
  if (dry === true && render === true)
    throw new HanzoError('USAGE', '--dry-run and --render do not go together.', {
      mend: 'Use --dry-run for the table of what would be sent, --render for the document itself.',
    });
}
