import type { ToolEffect } from '@hanzo/contracts';
import type { PinState } from '../pins/pin-changes.ts';
import type { ToolDefinition } from '../pins/tool-definition.ts';

/** A tool of a server, as the server describes it and as we take it. */
export interface ReportedTool {
  readonly definition: ToolDefinition;
  /** By which models call it: `<server>__<tool>`. */
  readonly name: string;
  readonly effect: ToolEffect;
  /** Of what a model is told of it, about. */
  readonly tokens: number;
  /** All that a model is told of it besides its name. For people, one line, nothing hidden. */
  readonly description: string;
  /** The same of its input: a line for each field, and one for all else. */
  readonly input: readonly string[];
  /** Why no model gets it: the configuration leaves it out, or its schema cannot be used. Undefined: it may be used. */
  readonly left?: string;
}

/** What a server was when it was tried. Its texts are the server's: whoever shows them escapes them. */
export interface ServerReport {
  readonly server: string;
  /** SHA-256 of how it is reached. */
  readonly identity: string;
  /** Version of MCP: `2025-11-25`. */
  readonly protocol: string;
  /** As it calls itself. */
  readonly serverInfo: { readonly name: string; readonly version: string };
  /** From its start until its tools were listed, in milliseconds. */
  readonly startedMs: number;
  readonly tools: readonly ReportedTool[];
  /** Against what was allowed. */
  readonly changes: PinState;
}
