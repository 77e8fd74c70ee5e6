import type { ApiProvider, ApiRequest, Capabilities } from '@hanzo/contracts';
import { type AnthropicOptions, createAnthropicProvider, UNKNOWN_CLAUDE } from '../../src/anthropic/index.ts';
import { REQUEST as ANY_REQUEST } from '../asking.ts';

export { everythingIn, failureOf } from '../asking.ts';

export const KEY = 'sk-ant-api03-very+secret/key=0123456789';

export const REQUEST: ApiRequest = { ...ANY_REQUEST, model: 'claude-sonnet-5', sampling: {} };

export const JSON_OUTPUT: ApiRequest['output'] = {
  kind: 'json',
  name: 'finding list',
  schema: {
    type: 'object',
    properties: {
      title: { type: 'string', maxLength: 20, description: 'Short.' },
      lines: { type: 'array', items: { type: 'integer' }, maxItems: 3 },
      level: { type: 'string', enum: ['low', 'high'] },
    },
    required: ['title', 'lines', 'level'],
    additionalProperties: false,
  },
};

/** A tool without and one with arguments. */
export const TOOLS: NonNullable<ApiRequest['tools']> = [
  { name: 'now', description: 'The time.', parameters: { type: 'object', properties: {} } },
  {
    name: 'read_file',
    description: 'Reads a file.',
    parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
  },
];

export const EFFORTS = ['low', 'medium', 'high'] as const;

export function taking(extra: Partial<Capabilities>): () => Capabilities {
  return () => ({ ...UNKNOWN_CLAUDE, ...extra });
}

export function providerFor(baseUrl: string, extra: Partial<AnthropicOptions> = {}): ApiProvider {
  return createAnthropicProvider({ apiKey: KEY, baseUrl, ...extra });
}

/** A fetch that gives every call the same answer, and keeps what was asked. */
export function answering(
  body: string,
  init: ResponseInit = {},
): { readonly fetch: typeof globalThis.fetch; readonly urls: string[]; readonly bodies: unknown[] } {
  const urls: string[] = [];
  const bodies: unknown[] = [];
  return {
    urls,
    bodies,
    fetch: (url, asked) => {
      urls.push(url instanceof Request ? url.url : String(url));
      if (typeof asked?.body === 'string') bodies.push(JSON.parse(asked.body));
      return Promise.resolve(new Response(body, init));
    },
  };
}
