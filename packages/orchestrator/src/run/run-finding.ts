import type { Severity, TaskKind, Who } from '@hanzo/contracts';
import type { Finding } from '@hanzo/tools';

/** A finding with its file and who found it, as one answer says it. */
export interface FoundFinding extends Finding {
  readonly path: string;
  readonly kind: TaskKind;
  readonly taskId: string;
  readonly who: Who;
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

/** One defect, however many engines found it. */
export interface RunFinding extends FoundFinding {
  /** The same for the same defect in later runs, also when other lines of its file have moved: 32 hexadecimal digits. */
  readonly fingerprint: string;
  /** So many independent looks found it, of so many that were made at its code. At least 1. */
  readonly looks: { readonly found: number; readonly of: number };
  readonly standing: Standing;
  /** Why it is below the line, for people; empty above it. */
  readonly why: string;
  readonly votes: readonly CriticVote[];
  /** A baseline has it already. */
  readonly isKnown: boolean;
}

/** True when a finding counts. */
export function isAboveTheLine({ standing }: Pick<RunFinding, 'standing'>): boolean {
  return standing === 'confirmed' || standing === 'unjudged';
}
