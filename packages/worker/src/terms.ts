import { DATA_CLASSES, type DataClass } from '@hanzo/contracts';

/** A member of the mesh that asks for work, as its session shows it. */
export interface Asker {
  /** Hex. */
  readonly memberId: string;
  readonly memberName: string;
  /** People choose their names: only one that no other member bears says who somebody is. */
  readonly nameIsUnique: boolean;
}

/** Why nothing new is taken. */
export interface Pause {
  /** Completes "the worker is paused: ": `its owner wants the machine`, `quiet hours until 07:00`. */
  readonly reason: string;
  /** When asking again makes sense, in milliseconds. 0: unknown. */
  readonly retryAfterMs: number;
  /** What becomes of running attempts: done to the end, or handed back at once so that the machine is free. */
  readonly running: 'finish' | 'hand-back';
}

/** What the machine's owner allows right now. Made anew whenever the policy or the machine's state changes. */
export interface Terms {
  /** Undefined: work is welcome. */
  readonly pause: Pause | undefined;
  /** Attempts that run at once: at least 1, and never more than the engine has. */
  readonly slots: number;
  readonly dataClasses: readonly DataClass[];
  /** Why this member's tasks are not taken, completing "the owner's policy: "; undefined when they are. */
  refuses(asker: Asker): string | undefined;
  /** Share of the machine when members compete, above 0. 2 gets twice as much as 1. */
  weightOf(asker: Asker): number;
}

/** An owner without wishes. */
export const OPEN_TERMS: Terms = {
  pause: undefined,
  slots: Number.POSITIVE_INFINITY,
  dataClasses: DATA_CLASSES,
  refuses: () => undefined,
  weightOf: () => 1,
};
