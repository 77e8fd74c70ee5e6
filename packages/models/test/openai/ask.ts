import type { ApiProvider, ApiRequest } from '@hanzo/contracts';
import { createOpenAiProvider, type OpenAiProviderOptions } from '../../src/openai/index.ts';
import { REQUEST as ANY_REQUEST } from '../asking.ts';

export { everythingIn, failureOf } from '../asking.ts';

export const KEY = 'sk-proj-very+secret/key=0123456789';

export const REQUEST: ApiRequest = {
  ...ANY_REQUEST,
  model: 'gpt-4o',
  sampling: { temperature: 0, seed: 7 },
};

export const JSON_OUTPUT: ApiRequest['output'] = {
  kind: 'json',
  name: 'finding list',
  schema: {
    type: 'object',
    properties: {
      title: { type: 'string', maxLength: 20, description: 'Short.' },
      lines: { type: 'array', items: { type: 'integer' }, maxItems: 3 },
    },
    required: ['title', 'lines'],
    additionalProperties: false,
  },
};

export function providerFor(baseUrl: string, extra: Partial<OpenAiProviderOptions> = {}): ApiProvider {
  return createOpenAiProvider({ apiKey: KEY, baseUrl, api: 'responses', ...extra });
}
