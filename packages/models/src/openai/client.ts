import type OpenAI from 'openai';
import { unredirected } from '../api/unredirected.ts';
import type { ErrorClasses } from './fault.ts';

/** The client and its error classes. */
export interface LoadedClient {
  readonly client: OpenAI;
  readonly classes: ErrorClasses;
}

export interface ClientSetup {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch | undefined;
  /** True for OpenAI itself: only there do organisation and project headers belong. */
  readonly atOpenAi: boolean;
}

/**
 * Loads the openai client late: it costs a third of a second. Its own retries are off, because one call could be
 * three charges; its log is off, because it can show requests.
 */
export async function loadClient(setup: ClientSetup): Promise<LoadedClient> {
  const sdk = await import('openai');
  const client = new sdk.OpenAI({
    apiKey: setup.apiKey,
    adminAPIKey: null,
    baseURL: setup.baseUrl,
    maxRetries: 0,
    logLevel: 'off',
    // Ours fires first and says what it means; the client's is only the net below.
    timeout: setup.timeoutMs + 5000,
    ...(setup.atOpenAi ? {} : { organization: null, project: null }),
    fetch: unredirected(new URL(setup.baseUrl).host, setup.fetch),
  });
  return { client, classes: sdk };
}
