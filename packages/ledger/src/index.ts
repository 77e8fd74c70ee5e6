/**
 * Money, crash-safe. A call's worst case is reserved before the request leaves, and settled with what it cost; nothing
 * is forgotten when a process dies in between. Promise: the ledger is never below the bill.
 *
 * held → sent → settled | uncertain, or held → released.
 *
 * @example
 * using ledger = openLedger({ path, clock: systemClock, limits: { dayMicros: 5_000_000 }, version: catalogue.version });
 * const hold = ledger.reserve({ runId, taskId, model: 'gpt-5-mini', endpoint: 'api.openai.com', worstCaseMicros: 12_000 });
 * ledger.markSent(hold);
 * // … the request …
 * ledger.settle(hold, { usage, costMicros: 4_210, servedModel: 'gpt-5-mini-2025-08-07' });
 *
 * @packageDocumentation
 */
export { openLedger } from './ledger.ts';
export type { Ledger, LedgerLimits, LedgerOptions, Settlement } from './ledger.ts';
export type { CallFilter, CallState, Hold, LedgerCall, Recovered, ReserveRequest, Spending } from './model.ts';
export { lifeOfProcess, ownIdentity, type ProcessIdentity } from './process-identity.ts';
