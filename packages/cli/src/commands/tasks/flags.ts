import type { TaskState } from '@hanzo/coordinator';
import type { EngineFlags } from '../dev/flags.ts';

export interface TasksFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export interface TasksListFlags extends TasksFlags {
  readonly state?: readonly TaskState[];
  readonly dead?: boolean;
  readonly run?: string;
  readonly limit: number;
}

export interface TasksShowFlags extends TasksFlags {
  readonly id: string;
  readonly prompt?: boolean;
}

export interface TasksWhyFlags extends TasksFlags {
  readonly id: string;
}

export interface TasksRunsFlags extends TasksFlags {
  readonly limit: number;
}

export interface TasksCancelFlags extends TasksFlags {
  readonly ids: readonly string[];
}

export interface TasksForgetFlags extends TasksFlags {
  readonly ids: readonly string[];
  /** Milliseconds. */
  readonly olderThan?: number;
}

export interface TasksRetryFlags extends EngineFlags {
  readonly ids: readonly string[];
  readonly dead?: boolean;
  readonly run?: string;
}
