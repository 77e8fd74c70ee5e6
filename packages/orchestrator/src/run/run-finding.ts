import type { Severity, TaskKind, Who } from '@hanzo/contracts';
import type { Finding } from '@hanzo/tools';

/** A finding with its file and who found it, as one answer says it. */
export interface FoundFinding extends Finding {
  readonly path: string;
  readonly kind: TaskKind;
  readonly taskId: string;
  readonly who: Who;
  /** SHA-256 over the whole line, when it is too long for the quote. @default the quote is the whole line */
  readonly lineKey?: string;
  /** How many looks of an earlier run had found it, and of how many. @default one of one */
  readonly looks?: Looks;
  /** Where the quoted evidence stands in the trimmed line. @default all of the line */
  readonly span?: Span;
  /** The models that found it, by all names that are known of each. @default those behind `who` */
  readonly finders?: readonly string[];
}

/** Index of the first character, and that behind the last one. */
export type Span = readonly [from: number, to: number];

/** So many independent looks found something, of so many that were made at its code. Each at least 1. */
export interface Looks {
  readonly found: number;
  readonly of: number;
}

/**
 * How a finding stands. Above the line: `confirmed` by critics, or by a tool, which is exact; `unjudged` because no critic was
 * asked, or none could judge. Below it: `refuted` by critics; `unconfirmed`, because not most of them confirmed it;
 * `unsupported`, because it lacks what the focus wants as evidence.
 */
export const STANDINGS = ['confirmed', 'unjudged', 'refuted', 'unconfirmed', 'unsupported'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What one critic says of one finding. */
export interface CriticVote {
  readonly critic: Who;
  readonly verdict: 'confirm' | 'refute' | 'adjust';
  /** Of an adjusted one. */
  readonly severity?: Severity;
  readonly reason: string;
}

/** What a profile measured where a finding is. */
export interface Heat {
  /** Part of the time in the workspace's code, with all that is called from there: 0 to 1. */
  readonly share: number;
  /** Name of the function. */
  readonly in: string;
}

/** One defect, however many engines found it. */
export interface RunFinding extends FoundFinding {
  /** The same for the same defect in later runs, also when other lines of its file have moved: 32 hexadecimal digits. */
  readonly fingerprint: string;
  readonly looks: Looks;
  readonly standing: Standing;
  /** Why it is below the line, for people; empty above it. */
  readonly why: string;
  readonly votes: readonly CriticVote[];
  /** Of findings about performance, in code that was profiled. @default nothing was measured there */
  readonly heat?: Heat;
  /** A baseline has it already. */
  readonly isKnown: boolean;
  /** The baseline has it as this, which is less than it is now: so it counts as new. @default it does not have it, or no less */
  readonly was?: Severity;
}

/** True when a finding counts. */
export function isAboveTheLine({ standing }: Pick<RunFinding, 'standing'>): boolean {
  return standing === 'confirmed' || standing === 'unjudged';
}
