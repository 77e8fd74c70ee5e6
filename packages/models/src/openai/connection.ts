import type { Capabilities } from '@hanzo/contracts';
import { stopBeforeSending } from '../api/deadline.ts';
import { keyProblem } from '../api/key-problem.ts';
import { createRedact, NO_KEY } from '../api/redact.ts';
import { type LoadedClient, loadClient } from './client.ts';
import { fault, type FaultContext } from './fault.ts';
import { type Habits, habitsOf } from './habits.ts';

export interface OpenAiOptions {
  /** `none` for servers that want no key. It is kept out of every error. */
  readonly apiKey: string;
  /** What people call the key, for the error of one that is refused. @default 'OPENAI_API_KEY' */
  readonly keyName?: string;
  /** With its version part: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** `responses` for OpenAI, `chat` for most compatible servers. */
  readonly api: 'responses' | 'chat';
  /**
   * For a whole call, in milliseconds; half as much again in the flex tier. Node's own fetch gives up after 300 s
   * without a byte. @default 600000
   */
  readonly timeoutMs?: number;
  /** What a model takes; the rest is never sent. @default a guess by its name */
  readonly takes?: (model: string) => Capabilities;
  /** For tests and proxies. @default the global fetch */
  readonly fetch?: typeof globalThis.fetch;
}

const DEFAULT_TIMEOUT_MS = 600_000;

/** Flex answers late: OpenAI's own advice is 15 minutes. */
export const FLEX_TIMES = 1.5;

/** One endpoint with its key: what all calls to it have in common. */
export interface Connection {
  readonly host: string;
  readonly atOpenAi: boolean;
  readonly timeoutMs: number;
  contextFor(model: string): FaultContext;
  habitsFor(model: string): Habits;
  /** The client. Throws before anything is sent when the key cannot be, or when the signal has fired. */
  open(context: FaultContext, signal: AbortSignal): Promise<LoadedClient>;
}

export function connect(options: OpenAiOptions): Connection {
  const { host, hostname } = new URL(options.baseUrl);
  const atOpenAi = hostname === 'api.openai.com';
  const redact = createRedact([options.apiKey]);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const { api, apiKey, keyName = 'OPENAI_API_KEY' } = options;
  const asked = { api, keyName, hasNoKey: apiKey === NO_KEY };
  let loading: Promise<LoadedClient> | undefined;
  return {
    host,
    atOpenAi,
    timeoutMs,
    contextFor: (model) => ({ host, model, redact, ...asked }),
    habitsFor: (model) => habitsOf(model, options.takes?.(model), atOpenAi),
    async open(context, signal) {
      checkKey(options.apiKey, context);
      loading ??= loadClient({ ...options, timeoutMs: timeoutMs * FLEX_TIMES, fetch: options.fetch, atOpenAi });
      const loaded = await loading;
      stopBeforeSending(signal, context);
      return loaded;
    },
  };
}

function checkKey(apiKey: string, context: FaultContext): void {
  const problem = keyProblem(apiKey);
  if (problem !== undefined) throw fault('CREDENTIALS_REJECTED', `The API key ${problem}.`, context, { charged: 'no' });
}
