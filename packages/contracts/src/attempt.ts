import type { ErrorCode } from './errors.ts';
import type { FinishReason, Timings, Usage } from './generate.ts';

/**
 * The ways to get a task done, cheapest first. A failed rung escalates to the next. `api` is the API model of the task's own
 * tier, `strong` that of the higher tier which its policy names.
 */
export const RUNGS = ['cache', 'tool', 'local', 'mesh', 'api', 'strong'] as const;
export type RungName = (typeof RUNGS)[number];

/** Who produced an answer. Never empty: a result without a named engine is not a result. */
export type Who =
  | {
      readonly kind: 'cache';
      /** Who gave the answer when it was new, for people. */
      readonly engine: string;
      /** The worker that gave it; undefined: it was no worker of the mesh. */
      readonly peer?: string | undefined;
      /** The models behind it, by all names that are known of each. @default not known */
      readonly models?: readonly string[];
      /** Milliseconds since the epoch. */
      readonly answeredAt: number;
    }
  | { readonly kind: 'tool'; readonly tool: string }
  | { readonly kind: 'local'; readonly model: string }
  | { readonly kind: 'worker'; readonly node: string; readonly peerId: string; readonly model: string }
  | {
      readonly kind: 'api';
      readonly endpoint: string;
      readonly requestedModel: string;
      readonly servedModel: string;
      /** The model of the chain that was asked, where it stands in for the one that was wanted. @default requestedModel */
      readonly askedModel?: string;
    };

export interface Answer {
  readonly text: string;
  readonly finish: FinishReason;
  readonly who: Who;
  readonly usage: Usage;
  readonly timings: Timings;
  /** Integer micro-dollars charged for this answer. 0 for tools, local and mesh. */
  readonly costMicros: number;
}

/**
 * The beginning of an answer, accepted before its attempt was lost. Only an engine with the same weights may go on
 * from it: text of two models is never mixed.
 */
export interface AcceptedPrefix {
  readonly text: string;
  readonly model: string;
  /** Hex; empty when the engine does not tell. */
  readonly modelSha256: string;
  /** Peer ids of the workers that wrote it: an answer that goes on from it is theirs as well. */
  readonly authors?: readonly string[];
}

/** What the gate said of an answer. `gate` names the check, one of `GATES`. */
export type GateVerdict =
  | { readonly passed: true }
  | { readonly passed: false; readonly gate: string; readonly reason: string };

/** How one attempt ended. */
export type AttemptEnd =
  | { readonly kind: 'passed'; readonly answer: Answer }
  | { readonly kind: 'rejected'; readonly answer: Answer; readonly gate: string; readonly reason: string }
  | {
      readonly kind: 'error';
      readonly code: ErrorCode;
      readonly message: string;
      readonly costMicros: number;
      /** What it used up nevertheless, where that is known. */
      readonly usage?: Usage;
      /** It had answered, and no gate has come to a verdict on that yet: it may be judged later. */
      readonly answer?: Answer;
    };

/** One try at a task by one engine, as the journal keeps it. */
export interface Attempt {
  /** Counted from 1 within the task. */
  readonly number: number;
  readonly rung: RungName;
  /** Unknown when no engine took it. */
  readonly who: Who | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly end: AttemptEnd;
}
