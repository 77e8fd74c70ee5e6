import type { Capabilities } from '@hanzo/contracts';

export interface AnthropicOptions {
  /** It is kept out of every error. */
  readonly apiKey: string;
  /** Where `/v1/messages` begins; a path before it is kept, `/v1` at its end is not needed. @default https://api.anthropic.com */
  readonly baseUrl?: string;
  /** What people call the key, for the error of one that is refused. @default 'ANTHROPIC_API_KEY' */
  readonly keyName?: string;
  /** Who this is, for people. @default `anthropic` for Anthropic itself, else the host */
  readonly name?: string;
  /** For a whole call, in milliseconds. @default 600000 */
  readonly timeoutMs?: number;
  /** What a model's requests may hold. @default what every Claude model takes: no sampling, no effort */
  readonly takes?: (model: string) => Capabilities;
  /** For tests and proxies. @default the global fetch */
  readonly fetch?: typeof globalThis.fetch;
}

export const DEFAULT_BASE_URL = 'https://api.anthropic.com';

/** Models since 4.7 refuse temperature, and older ones refuse efforts: unknown ones are asked for neither. */
export const UNKNOWN_CLAUDE: Capabilities = {
  apis: ['messages'],
  sampling: false,
  stop: true,
  json: true,
  tools: true,
  cacheKey: true,
  images: true,
  efforts: [],
};
