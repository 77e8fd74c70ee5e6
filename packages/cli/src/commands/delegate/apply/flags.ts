import type { DelegateOneFlags } from '../flags.ts';

export interface DelegateApplyFlags extends DelegateOneFlags {
  /** Whose fixes, where several models have answered. */
  readonly model?: string;
  /** Numbers of fixes by comma, or `all`. @default the first one that has exact edits */
  readonly fix?: string;
  readonly yes?: boolean;
  /** With `yes`: also what a command of the project refuses, or none could be tried on. @default false */
  readonly despiteChecks?: boolean;
  /** With `yes`: also of a delegation that was not made here. @default false */
  readonly foreign?: boolean;
  /** Shows the diff and what the project's commands say of it; nothing is kept or written. */
  readonly dryRun?: boolean;
}
