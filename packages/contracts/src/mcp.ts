import type { ToolEffect } from './tool.ts';

/** How an MCP server is reached. */
export type McpTransport =
  | {
      readonly kind: 'stdio';
      /** A program, by name or path. Never a line for a shell. */
      readonly command: string;
      readonly args: readonly string[];
      /** Besides what every program needs: keys of hanzo and of the user are not passed on. */
      readonly env: Readonly<Record<string, string>>;
      /** @default an empty folder of its own */
      readonly cwd?: string;
    }
  | {
      /** Streamable HTTP. */
      readonly kind: 'http';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
    };

/** An MCP server as somebody configured it. */
export interface McpServer {
  /** `[a-zA-Z0-9_-]{1,32}`. */
  readonly name: string;
  readonly transport: McpTransport;
  /** The file that says so, for people. */
  readonly from: string;
  /** Of a project, not of the user: nothing that is said of its tools makes them less than `network`. @default false */
  readonly ofProject?: boolean;
  /** For one call of a tool, in milliseconds. @default 60 s */
  readonly timeoutMs?: number;
  /** Only these of its tools, by the server's names. @default all */
  readonly tools?: readonly string[];
  /** What its tools may do, by the server's names, where it says something else or nothing. @default what it says, else network */
  readonly effects?: Readonly<Record<string, ToolEffect>>;
}
