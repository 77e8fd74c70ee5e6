import type { Discovery } from '@hanzo/mesh';

export interface NetUpFlags {
  readonly home?: string;
  readonly model?: string;
  readonly name?: string;
  readonly slots: number;
  /** Tokens. */
  readonly context: number;
  readonly threads?: number;
  readonly listen?: readonly string[];
  readonly discovery: readonly Discovery[];
  readonly metricsPort?: number;
  readonly json?: boolean;
}

export interface NetStatusFlags {
  readonly home?: string;
  /** Seconds. */
  readonly wait: number;
  readonly bootstrap?: readonly string[];
  readonly discovery: readonly Discovery[];
  readonly json?: boolean;
}
