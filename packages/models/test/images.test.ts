import { createHash } from 'node:crypto';
import type { ApiProvider, ApiRequest, PromptImage } from '@hanzo/contracts';
import { startApiStandIn } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { pngOf } from '../../../test/support/pictures.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { createAnthropicProvider, UNKNOWN_CLAUDE } from '../src/anthropic/index.ts';
import { createOpenAiProvider } from '../src/openai/index.ts';
import { failureOf, REQUEST } from './asking.ts';

const signal = new AbortController().signal;
const bytes = pngOf();
const image: PromptImage = {
  name: 'shot.png',
  type: 'image/png',
  width: 40,
  height: 30,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  base64: bytes.toString('base64'),
};
const request = (model: string): ApiRequest => ({ ...REQUEST, sampling: {}, model, images: [image, image] });
const data = bytes.toString('base64');

describe('pictures in requests', () => {
  it(verifies('images.bytes'), async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'seen' }) });
    const { baseUrl } = standIn;
    const takes = (): typeof UNKNOWN_CLAUDE => ({ ...UNKNOWN_CLAUDE, apis: ['responses', 'chat'], cacheKey: false });
    const asks: readonly (readonly [ApiProvider, string])[] = [
      [createOpenAiProvider({ apiKey: 'sk-test-0123456789', baseUrl, api: 'responses', takes }), 'gpt-4o'],
      [createOpenAiProvider({ apiKey: 'sk-test-0123456789', baseUrl, api: 'chat', takes }), 'gpt-4o'],
      [
        createAnthropicProvider({ apiKey: 'sk-test-0123456789', baseUrl: baseUrl.replace(/\/v1$/, '') }),
        'claude-sonnet-5',
      ],
    ];
    for (const [provider, model] of asks)
      expect(await provider.generate(request(model), { signal }), model).toMatchObject({ text: 'seen' });
    const url = `data:image/png;base64,${data}`;
    const [responses, chat, messages] = standIn.requests.map(({ body }) => body);
    const words = REQUEST.prompt;
    expect(responses?.['input']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'input_image', image_url: url, detail: 'high' },
          { type: 'input_image', image_url: url, detail: 'high' },
          { type: 'input_text', text: words },
        ],
      },
    ]);
    expect(chat?.['messages']).toContainEqual({
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url, detail: 'high' } },
        { type: 'image_url', image_url: { url, detail: 'high' } },
        { type: 'text', text: words },
      ],
    });
    const block = { type: 'image', source: { type: 'base64', media_type: 'image/png', data } };
    expect(messages?.['messages']).toEqual([{ role: 'user', content: [block, block, { type: 'text', text: words }] }]);
  });

  it(verifies('images.refused', 'by who takes none'), async () => {
    await using standIn = await startApiStandIn({ script: () => ({ kind: 'text', text: 'seen' }) });
    const blind = (): typeof UNKNOWN_CLAUDE => ({ ...UNKNOWN_CLAUDE, images: false });
    const { baseUrl } = standIn;
    const provider = createOpenAiProvider({ apiKey: 'sk-test-0123456789', baseUrl, api: 'responses', takes: blind });
    const error = await failureOf(provider.generate(request('gpt-4o'), { signal }));
    expect(error).toMatchObject({
      code: 'USAGE',
      message: 'Model gpt-4o takes no pictures.',
      details: { charged: 'no' },
    });
    expect(standIn.requests).toHaveLength(0);
  });
});
