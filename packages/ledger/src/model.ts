import type { ServiceTier, Usage } from '@hanzo/contracts';

/**
 * `held`: reserved, not sent. `sent`: on its way, may cost the worst case. `settled`: the cost is known. `released`:
 * never sent, cost nothing. `uncertain`: sent, and nobody knows what it cost; charged in full.
 */
export type CallState = 'held' | 'sent' | 'settled' | 'released' | 'uncertain';

/** A call about to be made. */
export interface ReserveRequest {
  readonly runId: string;
  readonly taskId: string;
  readonly model: string;
  /** Host of the API. */
  readonly endpoint: string;
  /** Integer micro-dollars: counted input + the output cap that is sent, reasoning included. */
  readonly worstCaseMicros: number;
  /** Cap of the run (`--budget`), integer micro-dollars. */
  readonly runLimitMicros?: number;
  /** Which API key pays: its name for people, never the key. @default '' */
  readonly key?: string;
  /** For whom, where one coordinator serves several people. @default '' */
  readonly member?: string;
  /** @default 'standard' */
  readonly serviceTier?: ServiceTier;
}

/** What a call really cost. */
export interface Settlement {
  readonly usage: Usage;
  /** Integer micro-dollars. More than was held is recorded all the same: the ledger is never below the bill. */
  readonly costMicros: number;
  readonly servedModel: string;
  /** @default the tier that was asked for */
  readonly servedTier?: ServiceTier | undefined;
  /** The provider's name for the call, to be found again on its bill. */
  readonly requestId?: string | undefined;
}

/** Money set aside for one call. Settle, release or give it up on every exit path. */
export interface Hold {
  readonly id: string;
  readonly runId: string;
  readonly taskId: string;
  readonly worstCaseMicros: number;
}

/** One call, for receipts and metrics. */
export interface LedgerCall {
  readonly id: string;
  readonly runId: string;
  readonly taskId: string;
  readonly model: string;
  readonly servedModel: string | undefined;
  readonly endpoint: string;
  /** Version of the price table. */
  readonly version: string;
  readonly key: string;
  readonly member: string;
  /** The one that served, once that is known. */
  readonly serviceTier: ServiceTier;
  readonly requestId: string | undefined;
  readonly state: CallState;
  readonly worstCaseMicros: number;
  /** 0 while open and when released. */
  readonly chargedMicros: number;
  readonly usage: Usage;
  /** Why it is uncertain or released. */
  readonly why: string | undefined;
  /** Milliseconds since the epoch. */
  readonly reservedAt: number;
  readonly sentAt: number | undefined;
  readonly endedAt: number | undefined;
}

/** Which calls; all conditions hold. Times: milliseconds since the epoch. */
export interface CallFilter {
  readonly runId?: string;
  /** Ended at that time or later, or still open. */
  readonly since?: number;
  /** Ended before that time: open ones are out. */
  readonly until?: number;
  /** The one that was asked for. */
  readonly model?: string;
  readonly key?: string;
  readonly member?: string;
  readonly state?: CallState;
}

/** Which calls, and how many of them. */
export interface CallQuery extends CallFilter {
  /** @default all */
  readonly limit?: number;
  /** The last that were reserved come first. */
  readonly newestFirst?: boolean;
}

/** Integer micro-dollars. */
export interface Spending {
  /** Settled and uncertain. */
  readonly spentMicros: number;
  /** The uncertain part of it. */
  readonly uncertainMicros: number;
  /** Reserved by open calls. */
  readonly heldMicros: number;
}

/** What became of holds whose processes had died, and of what was lost. */
export interface Recovered {
  readonly released: number;
  readonly uncertain: number;
  /** Commits that damage to the file took away since it was last open. What they may have cost is charged. */
  readonly lostCommits: number;
  /** Charged for them, as one uncertain call. Integer micro-dollars. */
  readonly lostMicros: number;
}

/** How far a cap is used at one time. Integer micro-dollars. */
export interface Standing {
  readonly scope: 'hour' | 'day' | 'key-hour' | 'key-day' | 'member-hour' | 'member-day';
  /** Of the key or the member; empty for `hour` and `day`. */
  readonly name: string;
  readonly capMicros: number;
  readonly spentMicros: number;
  readonly heldMicros: number;
}

/** Something that must not be so. `call`: the id of the call that it is about. */
export interface Fault {
  readonly what: string;
  readonly call?: string;
}

/** What a look through the whole file found. */
export interface Verdict {
  readonly calls: number;
  /** So many of them were written by an older hanzo, without a checksum; they get one when the ledger is next opened. */
  readonly unchecked: number;
  readonly ok: boolean;
  readonly faults: readonly Fault[];
}
