import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { worstImageTokens, worstTokensOfImages } from '../src/index.ts';

/** What was billed or documented for a picture, by the vendors' pages and by people who measured it. */
const BILLED: readonly (readonly [model: string, width: number, height: number, tokens: number])[] = [
  ['gpt-4o', 1_024, 1_024, 765],
  ['gpt-4o', 2_048, 4_096, 1_105],
  ['gpt-4o', 128, 64, 255],
  ['gpt-4o-mini', 1_024, 1_024, 2_833 + 4 * 5_667],
  ['gpt-4o-mini', 128, 64, 8_512],
  ['gpt-5', 1_024, 1_024, 70 + 4 * 140],
  ['o3', 1_024, 1_024, 75 + 4 * 150],
  ['gpt-5-mini', 1_280, 720, 1_104],
  ['gpt-5-nano', 1_800, 1_200, 2_334],
  ['gpt-5.4-nano', 1_600, 1_600, 2_500 * 2.46],
  ['gpt-6.2-sol', 2_048, 1_152, 2_304 * 1.2],
  ['claude-sonnet-4-5', 1_092, 1_092, 1_521],
  ['claude-opus-5-5', 2_576, 1_449, 4_784],
  ['claude-opus-5-5', 8_000, 8_000, 4_784],
];

describe('tokens of pictures', () => {
  it(verifies('images.tokens'), () => {
    for (const [model, width, height, tokens] of BILLED) {
      const worst = worstImageTokens({ width, height }, model);
      expect(worst, `${model} ${width}x${height}`).toBeGreaterThanOrEqual(tokens + 32);
      expect(worstImageTokens({ width, height }), 'of an unknown name').toBeGreaterThanOrEqual(worst);
      // An upper bound that holds back many times the price would stop runs that cost little.
      expect(worst).toBeLessThan(12 * tokens + 1_000);
    }
    const size = { width: 100, height: 100 };
    expect(worstTokensOfImages([size, size], 'gpt-4o')).toBe(2 * worstImageTokens(size, 'gpt-4o'));
    expect(worstTokensOfImages(undefined)).toBe(0);
  });
});
