import { EXIT, type ExitCode } from './exit-codes.ts';

export interface ErrorKind {
  /** Exit code of a command that ends with this error. */
  exit: ExitCode;
  /** True when the same call may succeed later or elsewhere. Retry reads this, never the message. */
  retryable: boolean;
}

/** Every error code of the project. */
export type ErrorCode =
  | 'USAGE'
  | 'MODEL_UNKNOWN'
  | 'WORKSPACE_MISSING'
  | 'NAME_TAKEN'
  | 'CONFIG_INVALID'
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_REJECTED'
  | 'MODEL_NOT_INSTALLED'
  | 'MODEL_INVALID'
  | 'MODEL_UNAVAILABLE'
  | 'PRICE_UNKNOWN'
  | 'ENGINE_MISSING'
  | 'STORE_UNUSABLE'
  | 'NODE_TOO_OLD'
  | 'NOT_A_MEMBER'
  | 'ALREADY_MEMBER'
  | 'MEMBER_UNKNOWN'
  | 'MEMBERSHIP_EXPIRED'
  | 'MEMBERSHIP_REVOKED'
  | 'WRONG_MESH'
  | 'NOT_ALLOWED'
  | 'IDENTITY_IN_USE'
  | 'INVITE_INVALID'
  | 'INVITE_REFUSED'
  | 'APPROVAL_PENDING'
  | 'PEER_BANNED'
  | 'BUDGET_EXCEEDED'
  | 'BUDGET_BUSY'
  | 'NO_WORKER'
  | 'PEER_UNREACHABLE'
  | 'PEER_LOST'
  | 'ENDPOINT_UNREACHABLE'
  | 'PROVIDER_DOWN'
  | 'RATE_LIMITED'
  | 'QUOTA_EXHAUSTED'
  | 'API_REFUSED'
  | 'API_FAILED'
  | 'ANSWER_INVALID'
  | 'WORKER_DECLINED'
  | 'WORKER_STOPPED'
  | 'WORKER_PAUSED'
  | 'ENGINE_CRASHED'
  | 'ENGINE_FAILED'
  | 'PROMPT_TOO_LONG'
  | 'TIMED_OUT'
  | 'LEASE_EXPIRED'
  | 'OVERTAKEN'
  | 'NO_AGREEMENT'
  | 'NOT_JUDGED'
  | 'TAKEN_OVER'
  | 'TASK_UNKNOWN'
  | 'RUN_UNKNOWN'
  | 'RUN_BUSY'
  | 'CHANGES_UNKNOWN'
  | 'CHANGES_CONFLICT'
  | 'DELEGATION_UNKNOWN'
  | 'DELEGATION_FOREIGN'
  | 'SESSION_UNKNOWN'
  | 'SESSION_BUSY'
  | 'TOOL_FAILED'
  | 'TOOL_REFUSED'
  | 'MCP_UNKNOWN'
  | 'MCP_UNTRUSTED'
  | 'MCP_CHANGED'
  | 'MCP_FAILED'
  | 'WIRE_INVALID'
  | 'WIRE_TOO_LARGE'
  | 'DOWNLOAD_FAILED'
  | 'CHECKSUM_MISMATCH'
  | 'DISK_FULL'
  | 'INTERNAL'
  | 'CANCELLED';

const final = (exit: ExitCode): ErrorKind => ({ exit, retryable: false });
const passing = (exit: ExitCode): ErrorKind => ({ exit, retryable: true });

/** What a command exits with for each code, and whether a retry makes sense: `final` ones stay, `passing` ones may pass. */
export const ERROR_KINDS: Readonly<Record<ErrorCode, ErrorKind>> = {
  USAGE: final(EXIT.usage),
  MODEL_UNKNOWN: final(EXIT.usage),
  WORKSPACE_MISSING: final(EXIT.usage),
  NAME_TAKEN: final(EXIT.usage),
  CONFIG_INVALID: final(EXIT.configuration),
  CREDENTIALS_MISSING: final(EXIT.configuration),
  CREDENTIALS_REJECTED: final(EXIT.configuration),
  MODEL_NOT_INSTALLED: final(EXIT.configuration),
  MODEL_INVALID: final(EXIT.configuration),
  MODEL_UNAVAILABLE: final(EXIT.configuration),
  PRICE_UNKNOWN: final(EXIT.configuration),
  ENGINE_MISSING: final(EXIT.configuration),
  STORE_UNUSABLE: final(EXIT.configuration),
  NODE_TOO_OLD: final(EXIT.configuration),
  /** This home is in no mesh, or a peer is not in ours. */
  NOT_A_MEMBER: final(EXIT.configuration),
  ALREADY_MEMBER: final(EXIT.usage),
  MEMBER_UNKNOWN: final(EXIT.usage),
  MEMBERSHIP_EXPIRED: final(EXIT.configuration),
  MEMBERSHIP_REVOKED: final(EXIT.configuration),
  WRONG_MESH: final(EXIT.configuration),
  /** The member's role does not include it. */
  NOT_ALLOWED: final(EXIT.configuration),
  /** The same home folder runs on another machine. */
  IDENTITY_IN_USE: final(EXIT.configuration),
  /** The text is no invite, or was changed on its way. */
  INVITE_INVALID: final(EXIT.usage),
  /** The invite is used up, expired or cancelled. */
  INVITE_REFUSED: final(EXIT.configuration),
  /** An owner has not said yes yet. */
  APPROVAL_PENDING: passing(EXIT.incomplete),
  /** Too many faults of this peer in a short time; passes by itself. */
  PEER_BANNED: passing(EXIT.unreachable),
  BUDGET_EXCEEDED: final(EXIT.budget),
  /** Other calls hold the rest of the budget; it may come free. */
  BUDGET_BUSY: passing(EXIT.budget),
  NO_WORKER: passing(EXIT.unreachable),
  PEER_UNREACHABLE: passing(EXIT.unreachable),
  PEER_LOST: passing(EXIT.unreachable),
  ENDPOINT_UNREACHABLE: passing(EXIT.unreachable),
  /** It failed several times in a row, and is not asked for a while. */
  PROVIDER_DOWN: passing(EXIT.unreachable),
  RATE_LIMITED: passing(EXIT.incomplete),
  QUOTA_EXHAUSTED: final(EXIT.incomplete),
  API_REFUSED: final(EXIT.incomplete),
  API_FAILED: passing(EXIT.incomplete),
  ANSWER_INVALID: passing(EXIT.incomplete),
  WORKER_DECLINED: passing(EXIT.incomplete),
  WORKER_STOPPED: passing(EXIT.incomplete),
  /** Its owner, or the owner's policy, took the machine back. */
  WORKER_PAUSED: passing(EXIT.incomplete),
  ENGINE_CRASHED: passing(EXIT.incomplete),
  ENGINE_FAILED: passing(EXIT.incomplete),
  PROMPT_TOO_LONG: final(EXIT.incomplete),
  TIMED_OUT: passing(EXIT.incomplete),
  LEASE_EXPIRED: passing(EXIT.incomplete),
  /** Another worker that did the same task was faster. */
  OVERTAKEN: passing(EXIT.incomplete),
  /** The workers that were asked do not agree. */
  NO_AGREEMENT: passing(EXIT.incomplete),
  /** Whoever must judge an answer could not: that says nothing of the answer, and a dearer one would fare no better. */
  NOT_JUDGED: passing(EXIT.incomplete),
  /** Another process has taken the run over: what this one still says of it does not count. */
  TAKEN_OVER: final(EXIT.incomplete),
  TASK_UNKNOWN: final(EXIT.usage),
  RUN_UNKNOWN: final(EXIT.usage),
  /** Another process works on the run. */
  RUN_BUSY: final(EXIT.usage),
  CHANGES_UNKNOWN: final(EXIT.usage),
  /** A file is not as a set of changes expects it: nothing of the set is written. */
  CHANGES_CONFLICT: final(EXIT.incomplete),
  /** No delegation of that id in the folder. */
  DELEGATION_UNKNOWN: final(EXIT.usage),
  /** Not made by this home, or not in this folder: it can be looked at, and nothing is done with it. */
  DELEGATION_FOREIGN: final(EXIT.usage),
  SESSION_UNKNOWN: final(EXIT.usage),
  /** Another process is in the conversation. */
  SESSION_BUSY: final(EXIT.usage),
  /** A tool could not do what it was asked for. */
  TOOL_FAILED: final(EXIT.incomplete),
  /** The user, or what the user configured, does not allow it. */
  TOOL_REFUSED: final(EXIT.incomplete),
  /** No MCP server of that name. */
  MCP_UNKNOWN: final(EXIT.usage),
  /** A project's own MCP servers, which nobody has allowed. */
  MCP_UNTRUSTED: final(EXIT.configuration),
  /** The tools of an MCP server are not those that were allowed. */
  MCP_CHANGED: final(EXIT.configuration),
  /** An MCP server did not start, broke, or speaks something else. */
  MCP_FAILED: passing(EXIT.unreachable),
  WIRE_INVALID: final(EXIT.incomplete),
  WIRE_TOO_LARGE: final(EXIT.incomplete),
  DOWNLOAD_FAILED: passing(EXIT.incomplete),
  CHECKSUM_MISMATCH: final(EXIT.incomplete),
  DISK_FULL: final(EXIT.incomplete),
  INTERNAL: final(EXIT.incomplete),
  CANCELLED: final(EXIT.interrupted),
};

export interface HanzoErrorOptions {
  cause?: unknown;
  /** Facts a program can read: ids, limits, counts. Never keys, never prompts. */
  details?: Readonly<Record<string, unknown>>;
  /** One line that says how to mend it, for errors a person caused or can fix. */
  mend?: string;
}

/**
 * An error with a code, a sentence and facts.
 *
 * @example
 * throw new HanzoError('NO_WORKER', 'No worker answered in 5 s.', {
 *   details: { waitedMs: 5000 },
 *   mend: 'Start one with `hanzo net up`.',
 * });
 */
export class HanzoError extends Error {
  override readonly name = 'HanzoError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly mend: string | undefined;

  constructor(code: ErrorCode, message: string, options: HanzoErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
    this.mend = options.mend;
  }

  get exitCode(): ExitCode {
    return ERROR_KINDS[this.code].exit;
  }

  get retryable(): boolean {
    return ERROR_KINDS[this.code].retryable;
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_KINDS, value);
}

/** Gives any thrown value a code: a HanzoError stays itself, an abort becomes CANCELLED, the rest INTERNAL. */
export function toHanzoError(thrown: unknown): HanzoError {
  if (thrown instanceof HanzoError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new HanzoError('CANCELLED', 'Cancelled.', { cause: thrown });
  }
  if (thrown instanceof Error && thrown.name === 'TimeoutError') {
    return new HanzoError('TIMED_OUT', 'The time limit passed.', { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new HanzoError('INTERNAL', message, { cause: thrown });
}
