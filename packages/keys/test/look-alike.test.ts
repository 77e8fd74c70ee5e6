import { describe, expect, it } from 'vitest';
import { keysAmong, withoutLookAlikes } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const LONG = '0123456789abcdefghijABCDEFGHIJ';

describe('keys among the words of a command line', () => {
  it.each([
    ['sk-proj-0123456789abcdef', 'sk-proj-0123456789abcdef'],
    [`use the key sk-ant-${LONG}.`, `sk-ant-${LONG}`],
    [`(sk-${LONG})`, `sk-${LONG}`],
    [`--api-key=gsk_${LONG}`, `gsk_${LONG}`],
    [`https://u:hf_${LONG}@host/v1`, `hf_${LONG}`],
    [`?api_key=AIza${LONG}_-&x=1`, `AIza${LONG}_-`],
    [`key/xai-${LONG}`, `xai-${LONG}`],
  ])(verifies('keys.argument-hidden', '%s'), (word, key) => {
    expect(keysAmong(['dev', word])).toEqual([key]);
  });

  it.each([
    'claude-opus-4-5-20251101',
    'Qwen3Coder30BA3BInstructGGUF',
    '5f0c1b1e-8a52-4b57-9d5e-1d2f3a4b5c6d',
    '12D3KooWA1b2C3d4E5f6G7h8J9k1L2m3N4p5Q6r7S8t9U1v2W3x4',
    'E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '/home/me/Projects/SomeLongName123456789',
    'Review OAuth2AuthenticationProviderFactory and testUserCanLoginWithOAuth2Provider',
    'hf_hub_download_v2_cache_of_the_whole_project',
    'sk-learn-pipeline-1',
    '--retry-on-rate-limit',
  ])(verifies('keys.words-stay', '%s'), (word) => {
    expect(keysAmong([word])).toEqual([]);
  });
});

it(verifies('keys.argument-hidden', 'what only looks like one, in a sentence'), () => {
  expect(withoutLookAlikes("unknown option '--sk-canary-123456789'; there is no provider hf_12345678.")).toBe(
    "unknown option '--[key]'; there is no provider [key].",
  );
  expect(withoutLookAlikes("unknown option '--retry-on-rate-limits'")).toBe("unknown option '--retry-on-rate-limits'");
});
