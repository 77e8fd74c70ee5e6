import type { z } from 'zod';
import { mayUseTools, type McpServeFlags } from '../flags.ts';
import type { CallProgress } from './call-progress.ts';

/** What a call has besides its arguments. */
export interface Call {
  /** Aborted when the client wants no answer any more, is gone, or the server ends. */
  readonly signal: AbortSignal;
  readonly progress: CallProgress;
}

/** What a client is answered. */
export interface Reply {
  /** For models and people to read. What others wrote stands in a frame. */
  readonly text: string;
  /** The same for programs. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Not all of what was asked for was done. @default false */
  readonly isIncomplete?: boolean;
}

/** What tells a client how careful it has to be. */
export interface ToolHints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  /** It reaches models or machines besides this one. */
  readonly openWorldHint: boolean;
}

/** Of tools that have a run done: it changes nothing, unless its models use tools, and who knows what those do. */
export function runHints(flags: McpServeFlags): ToolHints {
  const readOnlyHint = !mayUseTools(flags);
  return { readOnlyHint, destructiveHint: !readOnlyHint, idempotentHint: false, openWorldHint: true };
}

/** Something that clients may have done. */
export interface ServedTool<Input> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Checks what a client gives, and says what it may give. */
  readonly input: z.ZodType<Input>;
  readonly hints: ToolHints;
  /** Rejects with HanzoError for what could not be done at all. */
  call(input: Input, call: Call): Promise<Reply>;
}
