import type { DataClass, Effort, Priority, ServiceTier, Tier } from '@hanzo/contracts';
import type { Discovery } from '@hanzo/mesh';

/** How API models are called. */
export interface CallFlags {
  readonly retryOnRateLimit?: boolean;
  /** 0 to 20. */
  readonly maxRetries?: number;
  readonly serviceTier?: ServiceTier;
  readonly effort?: Effort;
  /** Names of models; false: none stands in. */
  readonly fallback?: readonly string[] | false;
  readonly batchApi?: boolean;
}

/** Who may do the tasks of a run, and what that may cost: of `hanzo dev` and of `hanzo tasks retry`. */
export interface EngineFlags extends CallFlags {
  readonly home?: string;
  readonly orchestrator?: string;
  readonly useHanzoNet?: boolean;
  readonly preferLocal?: boolean;
  readonly localOnly?: boolean;
  /** Of every task. */
  readonly tier?: Tier;
  /** No model of a higher tier is asked. */
  readonly maxTier?: Tier;
  /** False: what was answered before is neither looked up nor kept. */
  readonly cache?: boolean;
  /** US dollars, checked. */
  readonly budget?: string;
  /** Seconds. */
  readonly timeout?: number;
  /** A model that judges answers. */
  readonly critic?: string;
  readonly baseUrl?: string;
  readonly api?: 'responses' | 'chat';
  readonly bootstrap?: readonly string[];
  readonly discovery?: readonly Discovery[];
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export interface DevFlags extends EngineFlags {
  readonly instructions?: string;
  /** @default the current folder */
  readonly workspace?: string;
  readonly output?: string;
  /** Where the edits go. */
  readonly patch?: string;
  readonly files?: readonly string[];
  /** Besides checks. */
  readonly maxTasks?: number;
  readonly dataClass?: DataClass;
  readonly priority?: Priority;
  /** 1 to 5. */
  readonly copies?: number;
  /** Seconds, for each task. */
  readonly deadline?: number;
  /** A run to take up again. */
  readonly resume?: string;
  readonly takeOver?: boolean;
}
