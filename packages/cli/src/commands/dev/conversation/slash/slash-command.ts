import type { ToolCallRecord } from '@hanzo/contracts';
import type { Changes } from '../../../../changes/change-set.ts';
import type { SessionStore } from '../../../../sessions/session-store.ts';
import type { Terminal } from '../../../../terminal/terminal.ts';
import type { CallFilter } from '@hanzo/ledger';
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
