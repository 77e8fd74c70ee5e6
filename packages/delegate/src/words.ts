import type { Edit } from '@hanzo/tools';

/** Lines of a file, both included, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** One entry of `--files`. */
export interface FileWish {
  /** A path or glob of the workspace, with forward slashes. */
  readonly pattern: string;
  /** It is a path, whatever characters are in it. @default false */
  readonly isLiteral?: boolean | undefined;
  /** @default the whole file */
  readonly lines?: LineRange | undefined;
  /** `!pattern`: what it names is not sent. */
  readonly isExcluded: boolean;
}

/** A file that somebody named. */
export interface NamedFile {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  /** Sorted, none touching the next. Empty: the whole file. */
  readonly lines: readonly LineRange[];
}

/** Something named that cannot be sent, for people. */
export interface FileWarning {
  /** As it was written. */
  readonly path: string;
  readonly reason: string;
  /** A file of the workspace that may have been meant. */
  readonly nearest?: string | undefined;
}

/** What files were named, and what of that there is. */
export interface NamedFiles {
  readonly files: readonly NamedFile[];
  readonly warnings: readonly FileWarning[];
  /** Files that may not be sent, because `!` names them: gathering does not bring them back. */
  readonly excluded: readonly string[];
}

/** All that is known of a problem before anybody looks at files. */
export interface Clues {
  readonly issue: string;
  readonly context?: string | undefined;
  readonly logs?: string | undefined;
  readonly attemptedFixes: readonly string[];
  /** Uncommitted changes, as a unified diff. */
  readonly diff?: string | undefined;
}

/** Why a file is thought to matter. */
export type ReasonKind =
  | 'trace'
  | 'path'
  | 'module'
  | 'definition'
  | 'text'
  | 'diff'
  | 'history'
  | 'earlier'
  | 'import';

export interface Reason {
  readonly kind: ReasonKind;
  /** For people: `named in a stack trace, line 10`, `defines parse_config`. One line. */
  readonly words: string;
}

/** A file that the clues lead to. */
export interface Candidate {
  readonly path: string;
  /** Above 0; only comparable within one search. */
  readonly score: number;
  /** What of it matters, sorted; none touching the next. Empty: nobody knows. */
  readonly lines: readonly LineRange[];
  /** The strongest first. At least one. */
  readonly reasons: readonly Reason[];
}

/** A file as it is sent. */
export interface PackedFile {
  readonly path: string;
  /** Pieces in order; a whole file is one. */
  readonly pieces: readonly { readonly firstLine: number; readonly text: string }[];
  /** Lines of the whole file. */
  readonly lineCount: number;
  /** Estimated, of the pieces. */
  readonly tokens: number;
  readonly isWhole: boolean;
  /** `named`, or why it was gathered. For people. */
  readonly because: string;
  /** It is no UTF-8: how it was read, e.g. `UTF-16`. @default UTF-8 */
  readonly encoding?: string | undefined;
}

/** Something that looks like a secret and was not sent. */
export interface Redaction {
  /** A path of the workspace, or `issue`, `context`, `logs`, `attempted fixes`, `diff`. */
  readonly where: string;
  /** Counted from 1. */
  readonly line: number;
  /** What it looks like, for people: `an OpenAI key`. Never the secret. */
  readonly what: string;
}

/** What goes with an issue. */
export interface Packed {
  readonly files: readonly PackedFile[];
  readonly leftOut: readonly FileWarning[];
  readonly redactions: readonly Redaction[];
  /** Estimated, of all files. */
  readonly tokens: number;
}

/** What became of a fix. `undone`: it was applied, and taken back. */
export type FixFate = 'applied' | 'undone' | 'unknown';

/** A delegation of before that may help with this one. */
export interface EarlierDelegation {
  readonly id: string;
  readonly issue: string;
  readonly rootCause: string;
  readonly confidence: Confidence;
  readonly attemptedFixes: readonly string[];
  /** Titles of the fixes that it recommended, and what became of them. */
  readonly fixes: readonly { readonly title: string; readonly became: FixFate }[];
  /** It is the one that is followed up, not just alike. */
  readonly isParent: boolean;
  /** It is the unsure answer to this very request. @default false */
  readonly isOwn?: boolean | undefined;
}

/** All that a request tells. Texts are as they are sent: without secrets. */
export interface DelegationRequest {
  readonly issue: string;
  readonly context?: string | undefined;
  readonly logs?: string | undefined;
  readonly attemptedFixes: readonly string[];
  readonly diff?: string | undefined;
  readonly files: readonly PackedFile[];
  readonly leftOut: readonly FileWarning[];
  readonly redactions: readonly Redaction[];
  readonly earlier: readonly EarlierDelegation[];
  /** What is asked besides the root cause. @default those of the guide */
  readonly questions?: readonly string[] | undefined;
}

export const CONFIDENCE_LEVELS = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCE_LEVELS)[number];

/** Something that would help, the most urgent first. */
export interface RecommendedFix {
  readonly title: string;
  /** What to do and why it helps. */
  readonly explanation: string;
  /** To look at; empty where the edits say it all. */
  readonly codeExample: string;
  /** Exact changes of files that were sent. Empty: it is no change of code, or the model could not say exactly. */
  readonly edits: readonly Edit[];
}

/** What a model answers: the sections of the guide. */
export interface Analysis {
  readonly rootCause: string;
  readonly technicalExplanation: string;
  /** By priority. */
  readonly fixes: readonly RecommendedFix[];
  readonly additionalInvestigation: readonly string[];
  /** Files that it would have to see to be surer: paths or names. */
  readonly wantedFiles: readonly string[];
  readonly confidence: Confidence;
  readonly confidenceReason: string;
}

/**
 * How asking ended. `refused`: the model would not; `truncated`: its output cap cut the answer; `invalid`: it is not what was asked
 * for; `failed`: there is no answer. What was paid for is kept in all cases.
 */
export const DELEGATION_STATES = ['answered', 'refused', 'truncated', 'invalid', 'failed'] as const;
export type DelegationState = (typeof DELEGATION_STATES)[number];

/** What became of asking one model once. The JSON file is this, checked by `delegationResultSchema`. */
export interface DelegationResult {
  readonly v: 1;
  /** Of the delegation: `20251128_133758`. */
  readonly id: string;
  /** Name of the request file in the same folder. */
  readonly request: string;
  readonly state: DelegationState;
  readonly issue: string;
  /** `gpt-4o` by the name of the catalogue. */
  readonly model: string;
  /** What the provider says has answered; empty where nobody has. */
  readonly servedModel: string;
  readonly endpoint: string;
  /** From 1: higher ones followed an unsure answer. */
  readonly round: number;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  readonly answeredAt: string;
  readonly costMicros: number;
  /** The part of it that is counted because nobody knows what was charged. @default 0 */
  readonly uncertainMicros?: number | undefined;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly files: readonly string[];
  /** Of the journal: `hanzo tasks why` explains it. */
  readonly runId: string;
  /** There when the state is `answered`. */
  readonly analysis?: Analysis | undefined;
  /** What came, where it is no analysis. */
  readonly rawAnswer?: string | undefined;
  /** Why there is no analysis. */
  readonly error?: { readonly code: string; readonly message: string; readonly mend?: string | undefined } | undefined;
}
