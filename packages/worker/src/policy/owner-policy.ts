import { DATA_CLASSES, type DataClass } from '@hanzo/contracts';

/** An amount of a resource: absolute, or a share (0..1) of what the machine has. */
export type Amount =
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'share'; readonly share: number };

/** A time of the week in which nothing runs, by the machine's own wall clock. */
export interface QuietHours {
  /** Days on which it begins: 0 is Sunday, 6 is Saturday. */
  readonly days: readonly number[];
  /** Minutes since midnight, 0..1439. */
  readonly fromMinute: number;
  /** Minutes since midnight, 1..1440. Not after `fromMinute`: it ends on the next day. */
  readonly toMinute: number;
}

/** What becomes of running attempts when the worker pauses: see `Pause.running`. */
export type PausedWork = 'finish' | 'hand-back';

/**
 * Who may use the machine. Entries are at least 8 hex digits that an id begins with, or member names. Members choose their
 * names themselves: a name allows or weighs only while one member alone bears it, and denies whoever bears it.
 */
export interface MemberRules {
  /** Absent: everybody who is not denied. */
  readonly allow?: readonly string[] | undefined;
  readonly deny: readonly string[];
  /** Shares when members compete, above 0. Those who are not named have 1. */
  readonly weights: Readonly<Record<string, number>>;
}

/** What the owner of a machine allows. Plain data. */
export interface OwnerPolicy {
  /** Of loaded models together. Absent: what the engine takes. */
  readonly maxMemory?: Amount | undefined;
  /** Share of the CPU cores, above 0 and at most 1. */
  readonly cpuShare?: number | undefined;
  /** Share of the GPU's memory, 0..1; 0 leaves the GPU alone. */
  readonly gpuShare?: number | undefined;
  /** Attempts that run at once. Absent: what the engine has. */
  readonly slots?: number | undefined;
  readonly quietHours: readonly QuietHours[];
  /** `pauseBelow`: a charge, 0..1. */
  readonly onBattery: 'run' | 'pause' | { readonly pauseBelow: number };
  /** When somebody uses the machine's keyboard or mouse. */
  readonly whenActive: 'run' | 'pause';
  /** Milliseconds without a touch after which nobody uses it any more. */
  readonly idleAfterMs: number;
  /** Pauses while other programs use more than this share of all cores, 0..1. */
  readonly maxLoad?: number | undefined;
  readonly members: MemberRules;
  readonly dataClasses: readonly DataClass[];
  /** Whether other members may copy this machine's model files. */
  readonly shareModels: boolean;
  readonly pausedWork: PausedWork;
}

/** An owner who lends the machine without conditions. */
export const DEFAULT_POLICY: OwnerPolicy = {
  quietHours: [],
  onBattery: 'run',
  whenActive: 'run',
  idleAfterMs: 5 * 60_000,
  members: { deny: [], weights: {} },
  dataClasses: DATA_CLASSES,
  shareModels: true,
  pausedWork: 'hand-back',
};

/** A policy, and for each of its keys where the value comes from: a flag, the config file; missing: the default. */
export interface PolicySource {
  readonly policy: OwnerPolicy;
  readonly origins: Readonly<Partial<Record<keyof OwnerPolicy, string>>>;
}
