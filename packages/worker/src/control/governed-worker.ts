import type { Terms } from '../terms.ts';
import type { WorkInProgress } from '../work-record.ts';
import type { MachineLimits } from '../policy/limits-of.ts';

export interface GovernedModel {
  readonly name: string;
  readonly loaded: boolean;
  /** Measured generation speed of one attempt; 0 when nothing was measured. */
  readonly tokensPerSecond: number;
}

/** What a worker shows its owner. */
export interface GovernedView {
  /** The node's name; empty until it is known. */
  readonly name: string;
  /** What it serves; not loaded is no fault. */
  readonly models: readonly GovernedModel[];
  /** Attempts that may run at once. */
  readonly slots: number;
  /** CPU threads that inference uses; absent where a server decides that. */
  readonly threads?: number | undefined;
  /** All that was accepted and has not ended: waiting, loading, running. */
  readonly work: readonly WorkInProgress[];
}

/** What the owner's side governs. */
export interface GovernedWorker {
  view(): GovernedView;
  /** Obeyed from now on. Returns how many attempts are handed back because of that: see `Pause.running`. */
  setTerms(terms: Terms): number;
  /** How much of the machine models may take; called at the start and when the policy changes. */
  setLimits(limits: MachineLimits): void;
  /** Takes nothing new; resolves when everything accepted has ended. Rejects with the signal's reason. */
  drain(reason: string, signal: AbortSignal): Promise<void>;
  /** Hands everything back; resolves when the coordinators have been told. */
  stop(): Promise<unknown>;
}
