import { HanzoError, systemClock } from '@hanzo/contracts';
import type { CallFilter, LedgerCall, LedgerReader } from '@hanzo/ledger';
import { parseTime } from '../metrics/time-window.ts';
import type { LedgerShowFlags } from './flags.ts';

/** Shorter beginnings of a run's id say nothing. */
const LEAST_PREFIX = 4;

/** The calls that the flags choose, the newest first. @throws HanzoError USAGE, RUN_UNKNOWN */
export function chosenCalls(ledger: LedgerReader, flags: LedgerShowFlags): readonly LedgerCall[] {
  const { since, model, key, member, state, run } = flags;
  const filter: CallFilter = {
    ...(since !== undefined && { since: parseTime(since, '--since', systemClock.now()) }),
    ...(model !== undefined && { model }),
    ...(key !== undefined && { key }),
    ...(member !== undefined && { member }),
    ...(state !== undefined && { state }),
  };
  const found = ledger.calls(filter).toReversed();
  if (run === undefined) return found;
  const runId = wantedRun(run, ledger.calls());
  return found.filter((call) => call.runId === runId);
}

/** `last`, a whole id, or a beginning that only one run has. Runs that the journal has forgotten are here still. */
function wantedRun(text: string, calls: readonly LedgerCall[]): string {
  const ids = [...new Set(calls.map(({ runId }) => runId))];
  const newest = ids.at(-1);
  if (text === 'last' && newest !== undefined) return newest;
  const found = ids.filter((id) => id === text || (text.length >= LEAST_PREFIX && id.startsWith(text)));
  const exact = found.find((id) => id === text) ?? found[0];
  if (exact !== undefined && (found.length === 1 || exact === text)) return exact;
  const what = found.length > 1 ? `"${text}" is the beginning of more than one run.` : `No call is of a run "${text}".`;
  throw new HanzoError('RUN_UNKNOWN', what, {
    details: { run: text, found: found.slice(0, 5) },
    mend: 'Give a run as `hanzo tasks runs` shows it, more of it, or `last`.',
  });
}
