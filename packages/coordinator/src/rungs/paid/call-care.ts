import { systemClock, type Clock } from '@hanzo/contracts';
import { ExhaustedKeys } from './exhausted-keys.ts';
import { GoneModels } from './model-chain.ts';
import type { PaidEvent, PaidListener } from './paid-event.ts';
import { Pauses } from './pauses.ts';
import { ProviderHealth } from './provider-health.ts';
import { NO_RETRIES, type RetryPolicy } from './retrying/retry-policy.ts';

export interface CallCareOptions {
  /** @default none */
  readonly policy?: RetryPolicy | undefined;
  /** When the run is over, in milliseconds since the epoch. @default never */
  readonly endsAt?: number | undefined;
  /** Longest wait for room in the budget, in milliseconds. @default 30 s */
  readonly patienceMs?: number | undefined;
  /** @default nobody listens */
  readonly onEvent?: PaidListener | undefined;
  /** @default the system's clock */
  readonly clock?: Clock | undefined;
  /** From 0 up to 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/** What all paid calls of a run share: how patient they are, and what they know of their providers. */
export class CallCare {
  readonly clock: Clock;
  readonly random: () => number;
  readonly policy: RetryPolicy;
  readonly endsAt: number | undefined;
  readonly patienceMs: number | undefined;
  readonly health: ProviderHealth;
  readonly pauses: Pauses;
  readonly gone: GoneModels = new GoneModels();
  readonly exhausted: ExhaustedKeys = new ExhaustedKeys();
  readonly tell: (event: PaidEvent) => void;

  constructor(options: CallCareOptions = {}) {
    this.clock = options.clock ?? systemClock;
    this.random = options.random ?? Math.random;
    this.policy = options.policy ?? NO_RETRIES;
    this.endsAt = options.endsAt;
    this.patienceMs = options.patienceMs;
    this.health = new ProviderHealth(this.clock);
    this.pauses = new Pauses(this.clock);
    this.tell = options.onEvent ?? (() => undefined);
  }
}
