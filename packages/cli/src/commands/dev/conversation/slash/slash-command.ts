import type { ToolCallRecord } from '@hanzo/contracts';
import type { TaskDetail } from '@hanzo/coordinator';
import type { Changes } from '../../../../changes/change-set.ts';
import type { SessionStore } from '../../../../sessions/session-store.ts';
import type { Terminal } from '../../../../terminal/terminal.ts';
import type { CallFilter } from '@hanzo/ledger';
import type { DelegateInput } from '../../../delegate/delegate-text.ts';
import type { DelegationDone } from '../../delegation/do-delegation.ts';
import type { FailedTask } from '../../delegation/failed-tasks.ts';
import type { DevFlags } from '../../flags.ts';
import type { Conversation } from '../conversation.ts';

/** What commands of the prompt work with. */
export interface Talk {
  readonly conversation: Conversation;
  readonly terminal: Terminal;
  /** Milliseconds since the epoch. */
  now(): number;
  readonly store: Pick<SessionStore, 'list'>;
  /** The model that plans with these flags. @throws HanzoError MODEL_UNKNOWN, CREDENTIALS_MISSING, USAGE */
  modelOf(flags: DevFlags): string;
  /** Micro-dollars. */
  spent(filter: CallFilter): number;
  /** Looks at the mesh, and prints who is there. */
  peers(): Promise<unknown>;
  /** Which tools a turn with these flags has, a line each. @throws HanzoError for names that nothing has, and others */
  toolsOf(flags: DevFlags, width: number): Promise<readonly string[]>;
  /** What tools were called for a run, or would have been. */
  toolCalls(runId: string): readonly ToolCallRecord[];
  /**
   * Delegates, and shows what came of it. Never rejects.
   *
   * @param flags of the turn, with what is left of the budget
   * @param onRun told each run in which a model is asked, before that costs anything
   */
  delegate(input: DelegateInput, flags: DevFlags, onRun?: (runId: string) => void): Promise<DelegationDone>;
  /** Has fixes of a delegation applied, once a person agrees. @param fixes numbers by comma; empty: the first that can be */
  applyFixes(delegation: string, fixes: string): Promise<unknown>;
  /** Tasks of a run that failed, those that failed most first. */
  undone(runId: string): readonly TaskDetail[];
  /** Those that failed again and again. */
  stuck(runId: string): readonly FailedTask[];
  /** Most that a delegation may cost, in micro-dollars. @param left of the budget, in dollars */
  mostMicros(left: string | undefined): number;
  /** For the caller to close. */
  openChanges(): Changes;
}

/** What is typed at the prompt with a slash. */
export interface SlashCommand {
  /** With its slash. */
  readonly name: string;
  /** Shown in the help; empty when it takes none. */
  readonly takes: string;
  readonly help: string;
  /** @param rest what stands after the name */
  run(talk: Talk, rest: string): Promise<void> | void;
}
