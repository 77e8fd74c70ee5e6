import type { Clock, HanzoError } from '@hanzo/contracts';
import type { Asker } from '../ask/asker.ts';
import type { Delegation, Delegations, KeptResult } from '../folder/delegation.ts';
import type { DelegationRequest, DelegationResult } from '../words.ts';

/** What happens while a delegation goes on. */
export type DelegationEvent =
  | { readonly kind: 'saved'; readonly delegation: Delegation; readonly file: string }
  | { readonly kind: 'asking'; readonly model: string; readonly round: number; readonly tokens: number }
  | { readonly kind: 'result'; readonly result: DelegationResult; readonly kept: KeptResult }
  /** The answer was unsure, and another round begins; or why none does. */
  | { readonly kind: 'again'; readonly model: string; readonly because: string }
  | { readonly kind: 'not-again'; readonly because: string }
  /** There is no answer yet, and whoever resumes the delegation may get one. */
  | { readonly kind: 'left-open'; readonly model: string; readonly round: number; readonly error: HanzoError };

/** What a round that follows an unsure answer is asked with. */
export interface NextRound {
  readonly model: string;
  /** What it is shown besides what was shown before, for people: the end of a sentence. @default nobody says */
  readonly shows?: string | undefined;
  readonly request: DelegationRequest;
}

export interface FlowParts {
  readonly delegations: Delegations;
  readonly asker: Asker;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: DelegationEvent) => void;
  /** Most rounds after the first, for answers with low confidence. */
  readonly retries: number;
  /** With more context, of a stronger model; a sentence when there can be none: no stronger model, no budget, nothing more to show. */
  readonly nextRound: (unsure: DelegationResult) => Promise<NextRound | string>;
  /**
   * Models whose result is no analysis, or cannot be read any more, are asked anew where a delegation is resumed: it may be paid twice.
   *
   * @default only those whose question failed and cost nothing
   */
  readonly asksAgain?: boolean | undefined;
  /** Asked instead of the models of a delegation that is resumed: the same request. @default its own */
  readonly models?: readonly string[] | undefined;
  /** By which commands that are run in the folder of the workspace find the delegation: for the files of results. @default none */
  readonly commandFlags?: string | undefined;
}

export interface IssueToDelegate {
  readonly request: DelegationRequest;
  readonly models: readonly string[];
  readonly parent?: string | undefined;
  /** The workspace, absolute, links resolved. */
  readonly workspace: string;
  readonly terms: Readonly<Record<string, unknown>>;
}

/** A result that is on the disk. */
export interface ResultOnDisk {
  readonly result: DelegationResult;
  readonly kept: KeptResult;
}

export interface DelegationEnd {
  readonly delegation: Delegation;
  /** Its comparison was made now, of these results. */
  readonly isComparedNow: boolean;
  /** What counts of all rounds: by round, then in the order of the models. */
  readonly results: readonly ResultOnDisk[];
  /** The last answer of each model that has one; the surest first. */
  readonly best: readonly DelegationResult[];
}
