import type { Reply } from './reply.ts';

/** Somebody asks how an answer in the background is doing. */
export interface BackgroundLook {
  readonly id: string;
  /** Of the prompt that it answers. */
  readonly prompt: string;
  /** Counted from 1. */
  readonly look: number;
  /** Milliseconds since it was asked for. */
  readonly ageMs: number;
  /** Cancelling was asked for. */
  readonly isCancelled: boolean;
}

/** What a look finds. `gone`: nothing, as if it had never been. */
export type BackgroundFate =
  | 'queued'
  | 'working'
  | 'ended'
  | 'gone'
  /** `tellsUsage`: what was done by then. @default it says nothing of it */
  | { readonly kind: 'cancelled'; readonly tellsUsage?: boolean }
  | Extract<Reply, { kind: 'http-error' | 'drop' }>;

/**
 * `refused`: asking for the background is answered 400. `ignored`: the parameter is not known, and the answer comes at once.
 * Undefined: by the pace of the reply.
 */
export type BackgroundScript = 'refused' | 'ignored' | ((look: BackgroundLook) => BackgroundFate | undefined);

/** What became of an answer in the background, for tests. */
export interface BackgroundRecord {
  readonly id: string;
  readonly looks: number;
  readonly isCancelled: boolean;
  readonly isDeleted: boolean;
}
