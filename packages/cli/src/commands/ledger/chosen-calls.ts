import { HanzoError, systemClock } from '@hanzo/contracts';
import type { CallFilter, CallState, LedgerCall, LedgerReader, Spending } from '@hanzo/ledger';
import { parseTime } from '../metrics/time-window.ts';
import type { LedgerShowFlags } from './flags.ts';

/** Shorter beginnings of a run's id say nothing. */
const LEAST_PREFIX = 4;
/** So many are named when a beginning has more than one. */
const MOST_NAMED = 5;

/** What is shown of the calls that the flags choose. The newest come first. */
export interface ChosenCalls {
  /** Of all of them. */
  readonly spending: Spending;
  readonly open: readonly LedgerCall[];
  readonly uncertain: readonly LedgerCall[];
  readonly calls: readonly LedgerCall[];
  readonly hasMore: boolean;
}

/** Reads no more calls than are shown, however many there are. @throws HanzoError USAGE, RUN_UNKNOWN */
export function chosenCalls(ledger: LedgerReader, flags: LedgerShowFlags): ChosenCalls {
  const filter = filterOf(ledger, flags);
  const { limit, state } = flags;
  const newest = (only: CallState, most?: number): readonly LedgerCall[] =>
    state !== undefined && state !== only
      ? []
      : ledger.calls({ ...filter, state: only, newestFirst: true, ...(most !== undefined && { limit: most }) });
  const calls = ledger.calls({ ...filter, newestFirst: true, limit: limit + 1 });
  return {
    spending: ledger.spent(filter),
    open: [...newest('held'), ...newest('sent')].toSorted((a, b) => b.reservedAt - a.reservedAt),
    uncertain: newest('uncertain', limit),
    calls: calls.slice(0, limit),
    hasMore: calls.length > limit,
  };
}

function filterOf(ledger: LedgerReader, flags: LedgerShowFlags): CallFilter {
  const { since, model, key, member, state, run } = flags;
  return {
    ...(since !== undefined && { since: parseTime(since, '--since', systemClock.now()) }),
    ...(model !== undefined && { model }),
    ...(key !== undefined && { key }),
    ...(member !== undefined && { member }),
    ...(state !== undefined && { state }),
    ...(run !== undefined && { runId: wantedRun(run, ledger) }),
  };
}

/** `last`, a whole id, or a beginning that only one run has. Runs that the journal has forgotten are here still. */
function wantedRun(text: string, ledger: LedgerReader): string {
  if (text === 'last') {
    const [newest] = ledger.runIds('', 1);
    if (newest !== undefined) return newest;
  }
  const begun = ledger.runIds(text, MOST_NAMED);
  const isWhole = ledger.calls({ runId: text, limit: 1 }).length > 0;
  if (isWhole) return text;
  const found = text.length < LEAST_PREFIX ? [] : begun;
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const what = found.length > 1 ? `"${text}" is the beginning of more than one run.` : `No call is of a run "${text}".`;
  throw new HanzoError('RUN_UNKNOWN', what, {
    details: { run: text, found },
    mend: 'Give a run as `hanzo tasks runs` shows it, more of it, or `last`.',
  });
}
