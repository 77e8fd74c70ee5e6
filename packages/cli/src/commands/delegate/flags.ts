import type { CallFlags } from '../dev/flags.ts';

/** Where delegations are kept, and how the commands about them print. */
export interface DelegationFlags {
  readonly home?: string;
  /** @default the current folder */
  readonly workspace?: string;
  /** Relative to the workspace, and inside it. @default what the configuration says */
  readonly outputDir?: string;
  readonly json?: boolean;
}

/** Who is asked, how, and what that may cost. */
export interface DelegateEngineFlags extends DelegationFlags, Omit<CallFlags, 'batchApi'> {
  /** A name of the catalogue, or `local:<name>`. */
  readonly model?: string;
  /** Each is asked the same. */
  readonly models?: readonly string[];
  /** Tokens: 16 to 128,000. */
  readonly maxOutputTokens?: number;
  /** Further rounds after an unsure answer: 0 to 5. */
  readonly retries?: number;
  /** US dollars, checked: for all rounds and models together. */
  readonly budget?: string;
  /** Seconds, for all of it. */
  readonly timeout?: number;
  readonly baseUrl?: string;
  readonly api?: 'responses' | 'chat';
  /** False: no answer is kept at OpenAI, and one that is under way is lost with this process. @default true */
  readonly background?: boolean;
  readonly verbose?: boolean;
}

/** What goes with an issue. */
export interface EvidenceFlags {
  /** Paths and globs, by comma too, as they were written. */
  readonly files?: readonly string[];
  readonly context?: string | undefined;
  readonly logs?: string | undefined;
  /** A file of logs; `-` is standard input. */
  readonly logsFile?: string | undefined;
  readonly attemptedFixes?: readonly string[];
  /** Uncommitted changes go with it. */
  readonly diff?: boolean;
  /** Files that the clues lead to go with it. @default true where no file is named */
  readonly gather?: boolean;
  /** What earlier delegations found. @default that of alike ones where files are gathered, else of the one that is followed up alone */
  readonly earlier?: boolean;
  /** Tokens for files; texts beside them have as much again, and the issue has. */
  readonly contextTokens?: number;
}

export interface DelegateFlags extends DelegateEngineFlags, EvidenceFlags {
  /** The issue; `-` is standard input. */
  readonly text?: string;
  /** The same, by its flag. */
  readonly issue?: string;
  /** A task of the journal that is not done, as `hanzo tasks list` shows it: the issue is made of it. */
  readonly task?: string;
  /** Shows what would be sent to whom and what that may cost; asks nobody. */
  readonly dryRun?: boolean;
  /** Prints the document that would be sent. */
  readonly render?: boolean;
}

/** One delegation that is there: its id, the beginning of it, or `last`. */
export interface DelegateOneFlags extends DelegationFlags {
  readonly id: string;
}

export interface DelegateShowFlags extends DelegateOneFlags {
  /** What was sent, instead of what came. */
  readonly request?: boolean;
}

export interface DelegateResumeFlags extends DelegateEngineFlags, DelegateOneFlags {
  /** Ask once more, also where that may be paid twice. */
  readonly again?: boolean;
}

export interface DelegateFollowUpFlags extends DelegateFlags, DelegateOneFlags {
  readonly question: string;
}
