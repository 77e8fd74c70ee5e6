import type { Discovery } from '@hanzo/mesh';
import type { ToolFlags } from '../../dev/flags.ts';
import type { McpClientName } from './connect/client-names.ts';

/** What whoever starts the server decides for all calls of its clients. */
export interface McpServeFlags extends ToolFlags {
  readonly home?: string;
  /** @default the current folder */
  readonly workspace?: string;
  /** Most that one call may spend: US dollars, checked. @default 0.50, and nothing where no API model plans */
  readonly maxCost?: string;
  /** Most that all calls of this process may spend together: US dollars, checked. @default 5 */
  readonly maxTotal?: string;
  readonly orchestrator?: string;
  readonly useHanzoNet?: boolean;
  readonly localOnly?: boolean;
  readonly bootstrap?: readonly string[];
  readonly discovery?: readonly Discovery[];
  /** Seconds, for one call. */
  readonly timeout?: number;
  /** A port of this machine: 0 is any that is free. @default standard input and output */
  readonly http?: number;
  /** Where the token for HTTP is kept. @default a new one is printed */
  readonly tokenFile?: string;
  /** Print what that client's settings need, and end. */
  readonly printConfig?: McpClientName;
  readonly verbose?: boolean;
}

/** Models of an API may use tools in what clients have done. */
export function mayUseTools({ mcpTools, tools = [] }: ToolFlags): boolean {
  return mcpTools === true || tools.length > 0;
}
