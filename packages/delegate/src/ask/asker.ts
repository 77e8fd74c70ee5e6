import type { HanzoError } from '@hanzo/contracts';
import type { DelegationState } from '../words.ts';

/** One question to one model. */
export interface Question {
  readonly model: string;
  readonly system: string;
  /** What the request file holds. */
  readonly prompt: string;
  /** For people, on one line. */
  readonly title: string;
  /** Called once the question is in the journal, before anything is sent. */
  readonly onAccepted: (ids: { readonly runId: string; readonly taskId: string }) => Promise<void>;
  /** What an earlier process had asked: its answer is taken where there is one, and it is not paid for twice. @default none */
  readonly earlier?: { readonly runId: string; readonly taskId: string } | undefined;
}

/** What came of it. */
export interface Asked {
  readonly runId: string;
  /** Undefined where there is no answer. */
  readonly answer:
    | {
        readonly text: string;
        readonly finish: 'stop' | 'length';
        readonly servedModel: string;
        readonly endpoint: string;
        readonly inputTokens: number;
        readonly outputTokens: number;
      }
    | undefined;
  /** Why there is none. */
  readonly error?: HanzoError | undefined;
  /** There may still be one, for whoever takes the question up again: this is no end of it. @default false */
  readonly isOpen?: boolean | undefined;
  /** Integer micro-dollars, of all tries. */
  readonly costMicros: number;
  /** The part of it that is counted because nobody knows better. @default 0 */
  readonly uncertainMicros?: number | undefined;
  /** What was used up where there is no answer. @default nobody knows */
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number } | undefined;
  /** What a person can do where it is no analysis: whole commands, to be copied. @default advice without commands */
  readonly mends?: Readonly<Partial<Record<DelegationState, string>>> | undefined;
}

/** Whoever can have a model asked and pays for it. Rejects with the signal's reason, and when nobody can be asked at all. */
export interface Asker {
  /** What a question of an earlier process was answered; undefined: nobody knows of an answer. Asks nobody. @default nobody knows */
  recorded?(earlier: NonNullable<Question['earlier']>): Promise<Asked | undefined>;
  /** What was sent for an answer of which an earlier process lost sight, and that is still to be had. @default nothing is */
  awaited?(earlier: NonNullable<Question['earlier']>): Promise<string | undefined>;
  ask(question: Question, signal: AbortSignal): Promise<Asked>;
}
