import { HanzoError, isErrorCode, type ErrorCode } from '@hanzo/contracts';
import type { PausedWork } from '../policy/owner-policy.ts';

/**
 * The control channel: JSON lines over a local socket. A client asks `{ v, id, request: { kind, … } }`, the worker
 * answers `{ v, id, ok: true, result }` or `{ v, id, ok: false, error }`; `watch` is answered by `{ v, id, event }` lines
 * until the connection ends. Fields may be added within a version.
 */
export const CONTROL_VERSION = 1;

/** Most bytes of one request. Nobody has that much to say. */
export const MAX_REQUEST_BYTES: number = 64 * 1024;
/** Most bytes of one answer: the view of a full queue. */
export const MAX_ANSWER_BYTES: number = 4 * 1024 * 1024;
const MAX_REASON_CHARS = 200;
/** Timers hold 2^31 ms. */
const MAX_TIMEOUT_MS = 2_147_483_647;

export interface PauseRequest {
  readonly kind: 'pause';
  /** Milliseconds since the epoch; neither this nor `forMs`: until resumed. */
  readonly untilMs?: number | undefined;
  readonly forMs?: number | undefined;
  /** What becomes of running attempts. @default what the policy says */
  readonly running?: PausedWork | undefined;
  /** In the owner's words. */
  readonly reason?: string | undefined;
  /** True: what the home remembers is for all its workers. */
  readonly everywhere: boolean;
}

export interface ResumeRequest {
  readonly kind: 'resume';
  readonly everywhere: boolean;
}

export interface DrainRequest {
  readonly kind: 'drain';
  /** After this long the rest is handed back. Absent: it takes what it takes. */
  readonly timeoutMs?: number | undefined;
  /** `hand-back`: at once. */
  readonly running: PausedWork;
}

export type ControlRequest =
  | { readonly kind: 'status' }
  | PauseRequest
  | ResumeRequest
  | DrainRequest
  /** Reads flags and files again. */
  | { readonly kind: 'policy' }
  /** Status about once a second, and each record of work as it ends. */
  | { readonly kind: 'watch' };

export interface Envelope {
  readonly id: number;
  readonly request: ControlRequest;
}

/** Reads one line of a client. @throws HanzoError WIRE_INVALID */
export function parseRequest(line: string): Envelope {
  const { v, id, request } = bagOf(parseJson(line), 'a request');
  if (v !== CONTROL_VERSION)
    throw invalid(`This worker speaks version ${CONTROL_VERSION} of the control channel, not ${shown(v)}.`);
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) throw invalid('A request needs an id, a whole number.');
  return { id, request: requestOf(bagOf(request, 'what is asked')) };
}

type Bag = Readonly<Record<string, unknown>>;

function requestOf(bag: Bag): ControlRequest {
  const { kind } = bag;
  switch (kind) {
    case 'status':
    case 'policy':
    case 'watch':
      return { kind };
    case 'pause':
      return pauseOf(bag);
    case 'resume':
      return { kind, everywhere: bag['everywhere'] === true };
    case 'drain':
      return { kind, running: pausedWork(bag) ?? 'finish', ...number(bag, 'timeoutMs', MAX_TIMEOUT_MS) };
    default:
      throw invalid(`There is no request ${shown(kind)}.`);
  }
}

function pauseOf(bag: Bag): PauseRequest {
  const { reason } = bag;
  if (reason !== undefined && typeof reason !== 'string') throw invalid('The reason of a pause must be text.');
  const running = pausedWork(bag);
  const times = {
    ...number(bag, 'untilMs', Number.MAX_SAFE_INTEGER),
    ...number(bag, 'forMs', Number.MAX_SAFE_INTEGER),
  };
  return {
    kind: 'pause',
    everywhere: bag['everywhere'] === true,
    ...times,
    ...(running !== undefined && { running }),
    ...(reason !== undefined && { reason: reason.slice(0, MAX_REASON_CHARS) }),
  };
}

function pausedWork({ running }: Bag): PausedWork | undefined {
  if (running === undefined || running === 'finish' || running === 'hand-back') return running;
  throw invalid(`Running work can "finish" or go "hand-back", not ${shown(running)}.`);
}

function number<Key extends string>(bag: Bag, key: Key, max: number): { readonly [K in Key]?: number } {
  const value = bag[key];
  if (value === undefined) return {};
  if (typeof value === 'number' && value >= 0 && value <= max) return { [key]: value } as { [K in Key]?: number };
  throw invalid(`${key} must be milliseconds, not ${shown(value)}.`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (cause) {
    throw new HanzoError('WIRE_INVALID', 'That line is not JSON.', { cause });
  }
}

function bagOf(value: unknown, what: string): Bag {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Bag;
  throw invalid(`${what} must be an object.`);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 40);
}

function invalid(sentence: string): HanzoError {
  return new HanzoError('WIRE_INVALID', sentence);
}

/** An error as it travels. */
export interface ErrorLine {
  readonly code: ErrorCode;
  readonly message: string;
  readonly mend?: string | undefined;
}

export function errorLine({ code, message, mend }: HanzoError): ErrorLine {
  return { code, message, ...(mend !== undefined && { mend }) };
}

/** What a worker said, of whatever version. */
export type AnswerLine =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number | undefined; readonly error: HanzoError }
  | { readonly kind: 'event'; readonly id: number; readonly event: unknown };

/** Reads one line of a worker. @throws HanzoError WIRE_INVALID */
export function parseAnswer(line: string): AnswerLine {
  const { id, ok, result, error, event } = bagOf(parseJson(line), 'an answer');
  const number = typeof id === 'number' ? id : undefined;
  if (ok === false) return { kind: 'error', id: number, error: errorOf(bagOf(error, 'an error')) };
  if (number === undefined) throw invalid('An answer needs the id of its request.');
  return event === undefined ? { kind: 'result', id: number, result } : { kind: 'event', id: number, event };
}

function errorOf({ code, message, mend }: Bag): HanzoError {
  const options = typeof mend === 'string' ? { mend } : {};
  return new HanzoError(isErrorCode(code) ? code : 'INTERNAL', String(message), options);
}
