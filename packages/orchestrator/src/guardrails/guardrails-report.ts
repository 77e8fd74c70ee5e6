import type { GuardName, TrialCommandName } from '@hanzo/tools';

/** How one of the project's own commands ended without changes, and on all changes together. */
export interface GuardrailCommand {
  readonly name: TrialCommandName;
  /** As a person wrote it; empty: the project has none. */
  readonly command: string;
  /** Before any change. `missing`: there is no command that may be run. */
  readonly before: 'passed' | 'failed' | 'unjudged' | 'missing';
  /** Failures that it names before any change. Undefined: it names none, or passes. */
  readonly failures?: number | undefined;
  /** With all changes of the run together; undefined: there were none. */
  readonly after?: 'passed' | 'no-worse' | 'refused' | 'unjudged' | undefined;
  /** What more there is to say, as a sentence; empty: nothing. */
  readonly why: string;
}

/** What guarded the changes of a run, and what came of it. */
export interface GuardrailsReport {
  /** Format, lint, types and tests, in this order. */
  readonly commands: readonly GuardrailCommand[];
  /** Answers and patches that a guard has refused, by guard. Those that refused none are left out. */
  readonly refused: Readonly<Partial<Record<GuardName, number>>>;
}
