import { resolve } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { isEditsKind, type RunListener, type RunResult } from '@hanzo/orchestrator';
import type { Terminal } from '../../../terminal/terminal.ts';
import { applyCommand } from './apply-command.ts';
import type { DevFlags } from '../flags.ts';
import { checkOutputPath, writeReport } from './write-report.ts';

/** Finds out before the work whether the patch can be written afterwards. */
export async function checkPatchPath({ patch, output }: DevFlags): Promise<void> {
  if (patch === undefined) return;
  if (output?.some((file) => resolve(file) === resolve(patch)) === true)
    throw new HanzoError('USAGE', '--patch and --output name the same file.', { mend: 'Give each a file of its own.' });
  await checkOutputPath(patch, '--patch');
}

/** Says before anything is paid which tasks will add nothing to the patch. */
export function warnOfKinds({ patch, autoFix }: DevFlags, terminal: Terminal, listener: RunListener): RunListener {
  if (patch === undefined || autoFix === true) return listener;
  return (event) => {
    listener(event);
    if (event.kind !== 'plan-ready') return;
    const kinds = new Set(event.tasks.map(({ kind }) => kind).filter((kind) => kind !== 'check'));
    const wordy = [...kinds].filter((kind) => !isEditsKind(kind));
    if (kinds.size > wordy.length && wordy.length === 0) return;
    const words = wordy.length === 0 ? 'there are only checks' : `tasks of kind ${wordy.join(', ')} change no files`;
    terminal.err(
      `${terminal.style.yellow('warning:')} --patch: ${words}; docs, comments, tests, refactor and format do`,
    );
  };
}

/** Writes the patch and says what is in it and what was left out. */
export async function writePatch({ patch }: RunResult, { patch: file }: DevFlags, terminal: Terminal): Promise<void> {
  if (file === undefined) return;
  if (patch === undefined) {
    terminal.err(`${terminal.style.yellow('warning:')} --patch: no task changed files, so ${file} is not written`);
    return;
  }
  for (const { title, leftOut } of patch.parts)
    if (leftOut !== undefined) terminal.err(`${terminal.style.yellow('left out of the patch:')} ${title}: ${leftOut}`);
  if (patch.files === 0) {
    terminal.err(`no patch: nothing was changed, so ${file} is not written`);
    return;
  }
  await writeReport(file, patch.text, '--patch');
  const files = `${patch.files} ${patch.files === 1 ? 'file' : 'files'}`;
  terminal.err(`Patch: ${file} (${files}); look at it, then: ${await applyCommand(patch.root, file)}`);
}
