import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { readLedger, type LedgerCall } from '@hanzo/ledger';
import { csvLine } from '../../csv.ts';
import type { Terminal } from '../../terminal.ts';
import { timeWindow } from '../metrics/time-window.ts';
import { CALL_COLUMNS, callCells } from './call-record.ts';
import { writeLines } from './export-file.ts';
import type { LedgerExportFlags } from './flags.ts';
import { ledgerSetting, noLedger } from './ledger-setting.ts';

/** Every call with all that is known of it, exactly: CSV, or JSON lines. */
export async function run(flags: LedgerExportFlags, terminal: Terminal): Promise<ExitCode> {
  refuseConflicts(flags);
  const { paths } = ledgerSetting(flags);
  const window = timeWindow(flags, systemClock.now());
  using ledger = readLedger(paths.ledger);
  if (ledger === undefined) {
    terminal.err(noLedger(paths.ledger));
    return EXIT.done;
  }
  const calls = ledger.calls(window);
  const lines = flags.jsonl === true ? jsonLines(calls) : csvOf(calls);
  if (flags.output === undefined) for (const line of lines) terminal.out(line);
  else {
    writeLines(flags.output, lines, flags.force === true);
    terminal.err(`${calls.length === 1 ? '1 call' : `${calls.length} calls`} written to ${flags.output}`);
  }
  return EXIT.done;
}

function refuseConflicts({ csv, jsonl, output, force }: LedgerExportFlags): void {
  if (csv === true && jsonl === true)
    throw new HanzoError('USAGE', '--csv and --jsonl do not go together.', { mend: 'Leave one of them out.' });
  if (force === true && output === undefined)
    throw new HanzoError('USAGE', '--force is about a file, and there is none.', {
      mend: 'Name it with -o, or leave --force out.',
    });
}

function* csvOf(calls: readonly LedgerCall[]): Generator<string> {
  yield csvLine(CALL_COLUMNS);
  for (const call of calls) yield csvLine(callCells(call));
}

function* jsonLines(calls: readonly LedgerCall[]): Generator<string> {
  for (const call of calls) yield JSON.stringify({ v: 1, ...call });
}
