import { toHanzoError, type ExitCode, type HanzoError } from '@hanzo/contracts';
import { renderMarkdown, type RunResult } from '@hanzo/orchestrator';
import { changesField, endWithChanges, exitWithChanges } from '../../../changes/end-with-changes.ts';
import type { OfferedChanges } from '../../../changes/offer-changes.ts';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { delegateCommand, hintLines, tasksToHint } from '../delegation/hints.ts';
import { type GoOn, goOnWith } from './go-on.ts';
import { outputFiles, printsForPerson, printsReport, writeReports } from '../report/outputs.ts';
import { writePatch } from '../report/patch-file.ts';
import { printDiagram } from '../report/print-diagram.ts';
import { printSummary } from '../report/print-summary.ts';
import { printFindings, printReceipt } from '../report/receipt-table.ts';
import { resultEvent } from '../report/result-event.ts';
import { exitCodeOf, failOnInWords } from './run-exit.ts';

/** A terminal shows what matters; files and pipes get it all. */
const WHOLE_REPORT = 'The whole report: --output report.md, or --output - for Markdown here.';

export interface Ending {
  readonly flags: DevFlags;
  readonly setting: Setting;
  readonly interrupted: boolean;
  /** Ends what is still done for the run's changes. @default nothing does */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes or prints the report, prints the receipt, and says how to go on when something is left. A report that cannot be
 * written is printed instead: what was paid for is not lost with the disk.
 */
export async function finish(result: RunResult, ending: Ending, terminal: Terminal): Promise<ExitCode> {
  const { flags, setting, interrupted } = ending;
  const found = exitCodeOf(result, interrupted, flags.failOn);
  const commands = goOnWith(result, setting, flags);
  const stuck = tasksToHint(result, setting);
  const { written, failure } = await writeReports(result, flags);
  const unpatched = await writePatch(result, flags, terminal).then(() => undefined, toHanzoError);
  // Programs hear of it in the result; people see what was found first, since they may be asked.
  const early = flags.json === true ? await endOf(result, ending, terminal) : undefined;
  if (early !== undefined) {
    const exitCode = exitWithChanges(found, early.offered);
    const changes = early.offered && changesField(early.offered);
    terminal.out(
      JSON.stringify({ ...resultEvent(result, flags), changes, exitCode, ...commands, ...delegateWith(stuck, flags) }),
    );
  } else if (printsReport(flags, terminal.outWatched) || failure !== undefined)
    terminal.out(renderMarkdown(result).trimEnd());
  else if (printsForPerson(flags, terminal.outWatched)) printSummary(result, terminal);
  if (outputFiles(flags).length > 0) printFindings(result, terminal);
  if (result.diagram !== undefined && flags.json !== true) await printDiagram(result.diagram, terminal, written);
  const { offered, failed } = early ?? (await endOf(result, ending, terminal));
  printReceipt(result, terminal, flags);
  const last = [...lastWords(commands, failOnInWords(result, flags.failOn)), ...hintLines(stuck, flags)];
  for (const line of last) terminal.err(line);
  for (const file of written) terminal.err(`Report: ${file}`);
  if (printsForPerson(flags, terminal.outWatched)) terminal.err(WHOLE_REPORT);
  const [fault] = [failure, unpatched, failed].filter((one) => one !== undefined);
  if (fault !== undefined) throw fault;
  return exitWithChanges(found, offered);
}

/** For programs: commands that delegate what failed again and again. */
function delegateWith(
  stuck: ReturnType<typeof tasksToHint>,
  flags: DevFlags,
): { readonly delegateWith?: readonly string[] } {
  return stuck.length === 0 ? {} : { delegateWith: stuck.map((task) => delegateCommand(task, flags)) };
}

/** What `--fail-on` makes of it, and how to go on. */
function lastWords({ goOnWith: on, retryWith }: GoOn, judged: string | undefined): readonly string[] {
  return [
    ...(judged === undefined ? [] : [judged]),
    ...(on === undefined ? [] : [`go on with: ${on}`]),
    ...(retryWith === undefined ? [] : [`try what is undone once more: ${retryWith}`]),
  ];
}

interface ChangesEnd {
  readonly offered?: OfferedChanges | undefined;
  readonly failed?: HanzoError;
}

/** Nothing of the report is lost with the changes. */
async function endOf(result: RunResult, ending: Ending, terminal: Terminal): Promise<ChangesEnd> {
  try {
    return { offered: await endWithChanges(result, ending, terminal) };
  } catch (error) {
    return { failed: toHanzoError(error) };
  }
}
