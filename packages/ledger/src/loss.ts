import { randomUUID } from 'node:crypto';
import type { CallTable, NewCall } from './call-table.ts';
import type { Marks } from './mark.ts';
import { missingFrom } from './missing.ts';

/** No process made the call: that tells it from all others. The index `calls_lost` holds these. */
export const LOST_SESSION = '';

export interface Loss {
  readonly lostCommits: number;
  readonly lostMicros: number;
}

/**
 * The mark remembers more commits than there are: damage took the newest ones away, e.g. a torn journal. What they may
 * have cost beyond what is still known is charged as one uncertain call, so that the ledger is not below the bill. It
 * ends now, and so counts in every window. Whose key paid is not known any more.
 */
export function bookLoss(calls: CallTable, marks: Marks, now: number): Loss {
  const state = calls.state();
  const missing = missingFrom(state, marks);
  if (missing === undefined) return { lostCommits: 0, lostMicros: 0 };
  calls.continueAfter(state.commits + missing.commits);
  if (missing.micros > 0)
    calls.add(
      lostCall(missing.micros, `lost in damage: the newest ${missing.commits} commits of the ledger are gone`, now),
    );
  return { lostCommits: missing.commits, lostMicros: missing.micros };
}

/** @param why it is charged */
export function lostCall(micros: number, why: string, now: number): NewCall {
  return {
    id: randomUUID(),
    session: LOST_SESSION,
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
    why,
    reserved_at: now,
    sent_at: now,
    ended_at: now,
  };
}
