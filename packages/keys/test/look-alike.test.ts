import { describe, expect, it } from 'vitest';
import { keysAmong } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

describe('words that look like keys', () => {
  it.each([
    ['sk-proj-0123456789abcdef', 'sk-proj-0123456789abcdef'],
    ['--api-key=gsk_0123456789abcdefghij', 'gsk_0123456789abcdefghij'],
    ['--hf_0123456789abcdefghij', 'hf_0123456789abcdefghij'],
    ['AIzaSy0123456789abcdefghij-_', 'AIzaSy0123456789abcdefghij-_'],
    ['use the key "xai-0123456789abcdefghij".', 'xai-0123456789abcdefghij'],
    ['aB3dE5fG7hJ9kL1mN3pQ5rS7', 'aB3dE5fG7hJ9kL1mN3pQ5rS7'],
  ])(verifies('keys.argument-hidden', '%s'), (word, key) => {
    expect(keysAmong(['dev', word])).toEqual([key]);
  });

  it.each([
    'claude-opus-4-5-20251101',
    'Qwen2-5-Coder-7B-Instruct-Q4_K_M',
    '5f0c1b1e-8a52-4b57-9d5e-1d2f3a4b5c6d',
    '12D3KooWA1b2C3d4E5f6G7h8J9k1L2m3N4p5Q6r7S8t9U1v2W3x4',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '/home/me/Projects/SomeLongName123456789',
    '--retry-on-rate-limit',
    'sk-learn',
  ])('leaves %s alone', (word) => {
    expect(keysAmong([word])).toEqual([]);
  });
});
