import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { readLedger, type LedgerCall } from '@hanzo/ledger';
import { csvLine } from '../../terminal/csv.ts';
import type { Terminal } from '../../terminal/terminal.ts';
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
    if (flags.output === undefined) return EXIT.done;
    terminal.err(`${flags.output} was not written: there is nothing to export.`);
    return EXIT.incomplete;
  }
  let count = 0;
  const counted = function* (): Generator<LedgerCall> {
    for (const call of ledger.eachCall(window)) {
      count += 1;
      yield call;
    }
  };
  const lines = flags.jsonl === true ? jsonLines(counted()) : csvOf(counted());
  if (flags.output === undefined) for (const line of lines) terminal.out(line, 'data');
  else {
    writeLines(flags.output, lines, flags.force === true);
    terminal.err(`${count === 1 ? '1 call' : `${count} calls`} written to ${flags.output}`);
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

function* csvOf(calls: Iterable<LedgerCall>): Generator<string> {
  yield CALL_COLUMNS.join(',');
  for (const call of calls) yield csvLine(callCells(call));
}

function* jsonLines(calls: Iterable<LedgerCall>): Generator<string> {
  for (const call of calls) yield JSON.stringify({ v: 1, ...call });
}
