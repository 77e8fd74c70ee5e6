import type { Standing } from '@hanzo/ledger';
import type { RunMoney } from './panel-lines.ts';

/** A worker as it is now: one of the mesh, or this machine. */
export interface WorkerFigures {
  readonly name: string;
  readonly models: readonly string[];
  readonly state: string;
  readonly slots: number;
  /** Tasks that run there, of everybody. */
  readonly busy: number;
  /** Tasks that wait there, of everybody. */
  readonly queued: number;
  /** Ours among them. */
  readonly ours: number;
  /** What it was measured at, of its fastest model; 0: not yet. */
  readonly tokensPerSecond: number;
}

/** Paid calls under way. */
export interface OpenCalls {
  readonly model: string;
  readonly calls: number;
}

/** What a run is watched by besides its events. Each is read when it is asked for. */
export interface RunSources {
  workers(): readonly WorkerFigures[];
  /** Tasks that wait for a worker of the mesh. */
  waiting(): number;
  money(): RunMoney;
  openCalls(): readonly OpenCalls[];
  /** The limits of this home: hour, day, keys, members. */
  standings(): readonly Standing[];
}
