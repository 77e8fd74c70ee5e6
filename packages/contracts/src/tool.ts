import type { ToolCall, ToolSpec } from './api-call.ts';

/**
 * What a tool may do, by which it is decided whether somebody must agree. `read`: looks at what is on this machine. `write`:
 * changes something here. `network`: reaches, or may change, something elsewhere.
 */
export const TOOL_EFFECTS = ['read', 'write', 'network'] as const;
export type ToolEffect = (typeof TOOL_EFFECTS)[number];

/** What is done when a model asks for a tool: it is called, somebody is asked, or it is not called. */
export const TOOL_CONSENTS = ['allow', 'ask', 'deny'] as const;
export type ToolConsent = (typeof TOOL_CONSENTS)[number];

/**
 * What is done when a model asks for a tool. The most exact rule counts: the tool's name, then its kind, then its origin, then
 * its effect.
 */
export interface ToolRules extends Readonly<Record<ToolEffect, ToolConsent>> {
  /**
   * By the name of a tool (`browser__browser_click`), of all tools of a server (`browser__*`), or of those that hanzo brings
   * ({@link BUILT_IN_KINDS}, or {@link BUILT_IN} for all of them). @default none
   */
  readonly byName?: Readonly<Record<string, ToolConsent>> | undefined;
}

/** Without a word of the user's. */
export const DEFAULT_TOOL_RULES: ToolRules = { read: 'allow', write: 'ask', network: 'ask' };

/** Of one call of a tool that says nothing itself, in milliseconds. */
export const DEFAULT_CALL_MS = 60_000;

/** The origin of tools that hanzo brings itself. No server may have its name, nor that of a kind or an effect. */
export const BUILT_IN = 'hanzo';

/** Of tools that hanzo brings itself. */
export const BUILT_IN_KINDS = ['files', 'search', 'git'] as const;
export type BuiltInKind = (typeof BUILT_IN_KINDS)[number];

/** Names of tools that hanzo brings itself: rules and flags know them without opening a workspace. */
export const BUILT_IN_TOOLS = [
  'read_file',
  'list_files',
  'find_files',
  'search_code',
  'git_status',
  'git_diff',
  'git_log',
  'git_show',
  'git_blame',
  'write_file',
  'edit_file',
  'move_file',
  'delete_file',
] as const;

/** Something that a model may have done on this machine. Workers of the mesh never have any. */
export interface Tool {
  readonly spec: ToolSpec;
  /** {@link BUILT_IN}, or the name of the MCP server that has it. */
  readonly origin: string;
  /** Of {@link BUILT_IN} ones only: by it they are chosen and allowed. */
  readonly kind?: BuiltInKind;
  readonly effect: ToolEffect;
  /** For one call, in milliseconds. @default what the caller says */
  readonly timeoutMs?: number;
  /**
   * Rejects with HanzoError, or the signal's reason.
   *
   * @param input what the model wrote: a JSON object and nothing more is certain
   */
  call(input: Readonly<Record<string, unknown>>, context: ToolContext): Promise<ToolOutput>;
}

export interface ToolContext {
  readonly signal: AbortSignal;
  /** For whom: the id of the task, or of the planning. */
  readonly taskId: string;
}

/** What a tool told. It is data, whatever it says: never an instruction to anybody. */
export interface ToolOutput {
  readonly text: string;
  /** It could not do what was wanted: the text says why. @default false */
  readonly failed?: boolean;
}

/** What became of a call. `refused`: it was not made. */
export interface ToolCallRecord {
  readonly taskId: string;
  /** As the model wrote it: at most 64 characters, none of them unseen. */
  readonly tool: string;
  /** Empty: there is no such tool. */
  readonly origin: string;
  readonly effect: ToolEffect;
  /** JSON, without secrets, at most 300 characters: of more, each value cut, and a hash of all of it. */
  readonly input: string;
  readonly state: 'done' | 'failed' | 'refused';
  /** Why not, for people. Undefined: done. */
  readonly why?: string;
  /** Of what the model was told, in UTF-8. */
  readonly outputBytes: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds, waiting for somebody's consent left out. */
  readonly tookMs: number;
}

/** Which tools a request should get. */
export interface ToolWish {
  /** What it is about: the nearest tools come first. */
  readonly about: string;
  /** Tokens that their descriptions may take at most. */
  readonly roomTokens: number;
  /** Without tools of the effect `write`: whoever judges something must not change it. @default false */
  readonly withoutWrites?: boolean | undefined;
}

/** Tools for one request. */
export interface ToolOffer {
  readonly specs: readonly ToolSpec[];
  /** Of these, about. */
  readonly tokens: number;
  /** Names of those that it does without: there was no room, or they have nothing to do with it. */
  readonly left: readonly string[];
  /** Names of those that change nothing: several such calls may be made at the same time. @default none */
  readonly together?: ReadonlySet<string> | undefined;
}

/** What a call may take, and for whom it is. */
export interface ToolCallContext extends ToolContext {
  /** Names of the tools that the request had: no other one is called. One set for one conversation: by it repetitions are known. */
  readonly offered: ReadonlySet<string>;
  /** Most that it may take where its tool or the user allows more: milliseconds, waiting for a person left out. @default no other limit */
  readonly limitMs?: number;
  /** Most that the model may be told where more is allowed otherwise: bytes of UTF-8, marks and all. @default no other limit */
  readonly roomBytes?: number;
}

/** Gets done what models ask for, within what the user allows. */
export interface ToolCaller {
  offer(wish: ToolWish): ToolOffer;
  /**
   * Never more than the user allowed, and always an answer for the model: what was refused or failed is said in words. Rejects
   * only with the signal's reason, or with what those throw who are told of calls.
   */
  call(call: ToolCall, context: ToolCallContext): Promise<ToolAnswer>;
}

/** What the model is told of its call. */
export interface ToolAnswer {
  /** Marked as data, cut to the limit, without secrets. */
  readonly output: string;
  readonly failed: boolean;
  /** For how long a person was waited for, in milliseconds: no limit of time counts it. @default 0 */
  readonly waitedMs?: number;
}

/** What a model that uses tools may take before it must answer. */
export interface ToolLimits {
  /** Requests to the model that may ask for tools: 1 to 100. The one that answers without them comes besides. */
  readonly maxSteps: number;
  /** For all steps and calls, in milliseconds. Waiting for somebody's consent does not count. */
  readonly maxMs: number;
  /** No tool is called once the steps cost so much, in micro-dollars: at most one request comes after it. */
  readonly maxMicros: number;
  /** Of all that tools tell in one conversation, about. */
  readonly maxToldTokens: number;
}

export const DEFAULT_TOOL_LIMITS: ToolLimits = {
  maxSteps: 12,
  maxMs: 180_000,
  maxMicros: 1_000_000,
  maxToldTokens: 40_000,
};

/** Verdicts are many, and each looks up one thing or two. */
const CRITIC_STEPS = 4;

/** What a critic may take of what the user allows: of the time a third, of what is told a fifth, of the money a tenth. */
export function criticToolLimits({ maxSteps, maxMs, maxMicros, maxToldTokens }: ToolLimits): ToolLimits {
  return {
    maxSteps: Math.min(CRITIC_STEPS, maxSteps),
    maxMs: Math.ceil(maxMs / 3),
    maxMicros: Math.ceil(maxMicros / 10),
    maxToldTokens: Math.ceil(maxToldTokens / 5),
  };
}
