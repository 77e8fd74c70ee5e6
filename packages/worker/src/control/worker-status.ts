import type { MachineReadings } from '../policy/machine.ts';
import type { MachineLimits } from '../policy/limits-of.ts';
import type { UnmetWish } from '../policy/needed-sensors.ts';
import type { OwnerPolicy, PolicySource } from '../policy/owner-policy.ts';
import type { WorkRecord } from '../work-record.ts';
import type { GovernedView } from './governed-worker.ts';

/** What a running worker says of itself. Plain data: it travels as JSON. */
export interface WorkerStatus extends GovernedView {
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly state: 'ready' | 'paused' | 'draining';
  /** Why it is not ready; empty when it is. */
  readonly reason: string;
  /** When it expects to be ready, in milliseconds from now. 0: it cannot tell. */
  readonly retryAfterMs: number;
  /** Milliseconds since the epoch at which time alone changes its state. */
  readonly nextChangeAt?: number | undefined;
  readonly policy: OwnerPolicy;
  readonly origins: PolicySource['origins'];
  readonly limits: MachineLimits;
  readonly readings: MachineReadings;
  readonly unmet: readonly UnmetWish[];
  /** The last that ended, newest first. */
  readonly ended: readonly WorkRecord[];
}

/** What a `watch` tells. */
export type WatchEvent =
  | { readonly kind: 'status'; readonly status: WorkerStatus }
  | { readonly kind: 'work'; readonly record: WorkRecord };
