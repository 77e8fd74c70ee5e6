import type { HanzoError, McpServer } from '@hanzo/contracts';
import type { McpFileEntry, McpScope } from './mcp-file.ts';

/**
 * Whether a server may be started. `shadowed`: the user has another one of this name. `unusable`: something is wrong with it, and
 * `error` says what.
 */
export type McpServerState = 'enabled' | 'disabled' | 'untrusted' | 'shadowed' | 'unusable';

/** A server of a file, started or not. */
export interface ConfiguredServer {
  readonly name: string;
  readonly scope: McpScope;
  /** Its file. */
  readonly file: string;
  readonly state: McpServerState;
  /** As it is written: no variable is put in. */
  readonly entry: McpFileEntry;
  /** Names of what it takes from the environment. */
  readonly variables: readonly string[];
  /** Ready to be started. Only of an enabled one. */
  readonly server?: McpServer;
  /** Only of an unusable one. */
  readonly error?: HanzoError;
}
