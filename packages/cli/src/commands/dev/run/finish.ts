import { toHanzoError, type ExitCode, type HanzoError } from '@hanzo/contracts';
import { renderMarkdown, type RunResult } from '@hanzo/orchestrator';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { goOnWith } from './go-on.ts';
import { writePatch } from '../report/patch-file.ts';
import { printFindings, printReceipt } from '../report/receipt-table.ts';
import { exitCodeOf } from './run-exit.ts';
import { writeReport } from '../report/write-report.ts';

export interface Ending {
  readonly flags: DevFlags;
  readonly setting: Setting;
  readonly interrupted: boolean;
}

/** Prints the report and the receipt, and says how to go on when something is left. */
export async function finish(result: RunResult, ending: Ending, terminal: Terminal): Promise<ExitCode> {
  const { flags, setting, interrupted } = ending;
  const report = renderMarkdown(result);
  const exitCode = exitCodeOf(result, interrupted);
  const commands = goOnWith(result, setting, flags);
  const unwritten = flags.output === undefined ? undefined : await tryToWrite(flags.output, report);
  const unpatched = await writePatch(result, flags, terminal).then(() => undefined, toHanzoError);
  if (flags.json === true) {
    const { runId, complete, counts, receipt, findings, patch, unjudged, remembered } = result;
    const edits = patch && { file: flags.patch, files: patch.files, parts: patch.parts };
    const fields = {
      runId,
      complete,
      counts,
      findings,
      receipt,
      remembered,
      output: flags.output,
      patch: edits,
      unjudged,
      exitCode,
      ...commands,
    };
    terminal.out(JSON.stringify({ v: 1, event: 'result', ...fields }));
  } else if (flags.output === undefined || unwritten !== undefined) terminal.out(report.trimEnd());
  if (flags.output !== undefined) printFindings(result, terminal);
  printReceipt(result, terminal);
  if (commands.goOnWith !== undefined) terminal.err(`go on with: ${commands.goOnWith}`);
  if (commands.retryWith !== undefined) terminal.err(`try what is undone once more: ${commands.retryWith}`);
  if (unwritten !== undefined) throw unwritten;
  if (unpatched !== undefined) throw unpatched;
  if (flags.output !== undefined) terminal.err(`Report: ${flags.output}`);
  return exitCode;
}

/** A report that cannot be written is printed instead: what was paid for is not lost with the disk. */
async function tryToWrite(file: string, report: string): Promise<HanzoError | undefined> {
  try {
    await writeReport(file, report);
    return undefined;
  } catch (error) {
    return toHanzoError(error);
  }
}
