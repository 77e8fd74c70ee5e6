/** What measures a command. */
export const PROFILERS = ['node', 'python', 'go'] as const;
export type ProfilerName = (typeof PROFILERS)[number];

/** A function of the workspace that a profiler saw. */
export interface ProfiledFunction {
  readonly name: string;
  /** In the workspace, with forward slashes. */
  readonly path: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** Where it ends; the same as `line` where that is not known. */
  readonly lastLine: number;
  /** Its own, and that of libraries which it calls itself. Milliseconds. */
  readonly selfMs: number;
  /** With all that it calls. Milliseconds. */
  readonly totalMs: number;
  /** Part of `ownMs` that is its own: 0 to 1. */
  readonly share: number;
  /** Part of `ownMs` with all that it calls: 0 to 1. */
  readonly totalShare: number;
}

/** Where the time of a command went. Plain JSON. */
export interface Profile {
  /** As it was given. */
  readonly command: string;
  readonly profiler: ProfilerName;
  /** Samples of the time that was measured; of Python, which counts calls, those of the workspace's own functions. */
  readonly samples: number;
  /** Processor time that was seen, in all processes together. Milliseconds. */
  readonly totalMs: number;
  /** The part of it in functions of the workspace and what they call themselves. Milliseconds. */
  readonly ownMs: number;
  /** Of the workspace, most time of their own first; at most 300. */
  readonly functions: readonly ProfiledFunction[];
  /** What people must know of it, a sentence each: the command failed, too few samples. */
  readonly notes: readonly string[];
}

/** What a profiler says of a function, before it is held against the workspace. */
export interface SeenFunction {
  readonly name: string;
  readonly path: string;
  /** Counted from 1; 0 where the profiler does not know. */
  readonly line: number;
  readonly selfMs: number;
  readonly totalMs: number;
}

/** What a profiler measured. */
export interface Measured {
  readonly samples: number;
  readonly totalMs: number;
  readonly functions: readonly SeenFunction[];
  /** What is missing in it, a sentence each. */
  readonly notes?: readonly string[];
}
