import type Anthropic from '@anthropic-ai/sdk';
import { unredirected } from '../api/unredirected.ts';
import type { ErrorClasses } from './fault.ts';

/** Makes a schema one that strict answers take: what the API does not know moves into descriptions. */
export type SchemaTransform = (schema: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** The client, its error classes, and its transform of schemas. */
export interface LoadedClient {
  readonly client: Anthropic;
  readonly classes: ErrorClasses;
  readonly strictSchema: SchemaTransform;
}

export interface ClientSetup {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch | undefined;
  /** True for Anthropic itself. Other servers may look for the key where it stood until 2026. */
  readonly atAnthropic: boolean;
}

/**
 * Loads the Anthropic client late: it costs a third of a second. Its own retries are off, because one call could be
 * three charges; its log and traces are off, because they can show requests. A key that is given
 * keeps tokens of the environment and of the client's own configuration files out.
 */
export async function loadClient(setup: ClientSetup): Promise<LoadedClient> {
  const [sdk, { transformJSONSchema }] = await Promise.all([
    import('@anthropic-ai/sdk'),
    import('@anthropic-ai/sdk/lib/transform-json-schema'),
  ]);
  const client = new sdk.Anthropic({
    apiKey: setup.apiKey,
    baseURL: setup.baseUrl,
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    // Ours fires first and says what it means; the client's is only the net below.
    timeout: setup.timeoutMs + 5000,
    ...(setup.atAnthropic ? {} : { defaultHeaders: { 'x-api-key': setup.apiKey } }),
    fetch: unredirected(new URL(setup.baseUrl).host, setup.fetch),
  });
  return {
    client,
    classes: sdk,
    strictSchema: (schema) => ({ ...(transformJSONSchema(schema) as Record<string, unknown>) }),
  };
}
