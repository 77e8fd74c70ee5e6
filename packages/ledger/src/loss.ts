import { randomUUID } from 'node:crypto';
import type { CallTable, NewCall } from './call-table.ts';
import type { Progress } from './mark.ts';
import { exposureOf } from './state-row.ts';

export interface Loss {
  readonly lostCommits: number;
  readonly lostMicros: number;
}

/**
 * The mark remembers more commits than there are: damage took the newest ones away, e.g. a torn journal. What they may
 * have cost beyond what is still known is charged as one uncertain call, so that the ledger is not below the bill. It
 * ends now, and so counts in every window. Whose key paid is not known any more.
 */
export function bookLoss(calls: CallTable, known: Progress | undefined, now: number): Loss {
  const state = calls.state();
  const lostCommits = (known?.commits ?? 0) - state.commits;
  if (known === undefined || lostCommits <= 0) return { lostCommits: 0, lostMicros: 0 };
  calls.continueAfter(known.commits);
  const lostMicros = Math.max(0, known.exposureMicros - exposureOf(state));
  if (lostMicros > 0) calls.add(lostCall(lostMicros, lostCommits, now));
  return { lostCommits, lostMicros };
}

function lostCall(micros: number, commits: number, now: number): NewCall {
  return {
    id: randomUUID(),
    session: '',
    run_id: '',
    task_id: '',
    model: 'unknown',
    endpoint: 'unknown',
    version: '',
    key: '',
    member: '',
    service_tier: 'standard',
    state: 'uncertain',
    worst_micros: micros,
    charged_micros: micros,
    served_model: null,
    request_id: null,
    input_tokens: 0,
    cached_input_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: 0,
    reasoning_tokens: 0,
    why: `lost in damage: the newest ${commits} commits of the ledger are gone`,
    reserved_at: now,
    sent_at: now,
    ended_at: now,
  };
}
