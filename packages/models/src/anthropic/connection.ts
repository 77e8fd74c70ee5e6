import type { Capabilities } from '@hanzo/contracts';
import { stopBeforeSending } from '../api/deadline.ts';
import { keyProblem } from '../api/key-problem.ts';
import { createRedact, NO_KEY } from '../api/redact.ts';
import { type LoadedClient, loadClient } from './client.ts';
import { fault, type FaultContext } from './fault.ts';
import { type AnthropicOptions, DEFAULT_BASE_URL, UNKNOWN_CLAUDE } from './options.ts';

/** One endpoint with its key: what calls, batches and lists of models have in common. */
export interface Connection {
  readonly name: string;
  /** True for Anthropic itself, whose newest fields compatible servers do not all know. */
  readonly atAnthropic: boolean;
  readonly timeoutMs: number;
  /** @param subject what it is about, at the beginning of a sentence. @default the model */
  contextFor(model: string, subject?: string): FaultContext;
  takes(model: string): Capabilities;
  /** The client. Rejects before anything is sent when no header can carry the key, or when the signal has fired. */
  open(context: FaultContext, signal: AbortSignal): Promise<LoadedClient>;
}

const DEFAULT_TIMEOUT_MS = 600_000;

export function createConnection(options: AnthropicOptions): Connection {
  const baseUrl = rootOf(options.baseUrl ?? DEFAULT_BASE_URL);
  const { host, hostname } = new URL(baseUrl);
  const atAnthropic = hostname === 'api.anthropic.com';
  const redact = createRedact([options.apiKey]);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const keyName = options.keyName ?? 'ANTHROPIC_API_KEY';
  const hasNoKey = options.apiKey === NO_KEY;
  let loading: Promise<LoadedClient> | undefined;
  return {
    name: options.name ?? (atAnthropic ? 'anthropic' : host),
    atAnthropic,
    timeoutMs,
    contextFor: (model, subject = `Model ${model}`) => ({ host, model, subject, redact, keyName, hasNoKey }),
    takes: options.takes ?? (() => UNKNOWN_CLAUDE),
    async open(context, signal) {
      const problem = keyProblem(options.apiKey);
      if (problem !== undefined) {
        throw fault('CREDENTIALS_REJECTED', `The API key ${problem}.`, context, { charged: 'no' });
      }
      loading ??= loadClient({ apiKey: options.apiKey, baseUrl, timeoutMs, fetch: options.fetch, atAnthropic });
      const loaded = await loading;
      stopBeforeSending(signal, context);
      return loaded;
    },
  };
}

/** The client adds `/v1/messages`; many write the version part all the same, as OpenAI's base URLs want it. */
function rootOf(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
}
