/**
 * Money, crash-safe. A call's worst case is reserved before the request leaves, and settled with what it cost; nothing
 * is forgotten when a process dies in between. Promise: the ledger is never below the bill.
 *
 * held → sent → settled | uncertain, or held → released.
 *
 * @example
 * await using ledger = await openLedger({ path, clock: systemClock, limits: { dayMicros: 5_000_000 }, version: '2026-11' });
 * const hold = await ledger.send({ runId, taskId, model: 'gpt-5-mini', endpoint: 'api.openai.com', worstCaseMicros: 12_000 });
 * // … the request …
 * await ledger.settle(hold, { usage, costMicros: 4_210, servedModel: 'gpt-5-mini-2025-08-07' });
 *
 * @packageDocumentation
 */
export { openLedger } from './ledger.ts';
export type { Ledger, LedgerOptions } from './ledger.ts';
export type { Missing } from './missing.ts';
export type { Caps, LedgerLimits } from './limits.ts';
export { readLedger, type LedgerReader, type Oddities } from './reader.ts';
export { planRepair, repairLedger, type Repaired, type RepairOptions, type RepairPlan } from './repair/repair.ts';
export type { Mended } from './repair/mend-tables.ts';
export type {
  CallFilter,
  CallQuery,
  CallState,
  Fault,
  Hold,
  LedgerCall,
  Recovered,
  ReserveRequest,
  Settlement,
  Spending,
  Standing,
  Verdict,
} from './model.ts';
export { lifeOfProcess, ownIdentity, type ProcessIdentity } from './process-identity.ts';
