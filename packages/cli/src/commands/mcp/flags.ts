interface McpFlags {
  readonly home?: string;
  readonly json?: boolean;
  /** Whose own servers count too. @default the current folder */
  readonly workspace?: string;
}

export interface McpListFlags extends McpFlags {
  /** What hanzo can set up itself, instead of what is configured. */
  readonly presets?: boolean;
}

export interface McpAddFlags extends McpFlags {
  readonly name: string;
  /** A program and its arguments. Empty: --url or --preset says it. */
  readonly command: readonly string[];
  readonly preset?: string;
  /** `name=value`, for a preset. */
  readonly param?: readonly string[];
  readonly url?: string;
  /** `NAME=value`, or `NAME` for what it is in the environment when the server starts. */
  readonly env?: readonly string[];
  /** `Name: value`. */
  readonly header?: readonly string[];
  readonly cwd?: string;
  /** Seconds, for one call. */
  readonly timeout?: number;
  /** `tool=read`. */
  readonly effect?: readonly string[];
  /** Names of tools, as the server has them. */
  readonly only?: readonly string[];
  /** Into the project's `.mcp.json`. */
  readonly project?: boolean;
  /** Replaces one of that name. */
  readonly force?: boolean;
  /** False: it is written without being started. */
  readonly test: boolean;
  readonly yes?: boolean;
}

export interface McpRemoveFlags extends McpFlags {
  readonly name: string;
  readonly project?: boolean;
}

export interface McpTestFlags extends McpFlags {
  readonly name: string;
  readonly accept?: boolean;
  /** A tool to call, by the server's name for it or by ours. */
  readonly call?: string;
  /** A JSON object. */
  readonly input?: string;
}

export interface McpTrustFlags extends Omit<McpFlags, 'workspace'> {
  /** @default the current folder */
  readonly dir?: string;
  readonly yes?: boolean;
}

export type McpUntrustFlags = Omit<McpTrustFlags, 'yes'>;
