import { describe, expect, it } from 'vitest';
import { classify } from '../../src/openai/classify.ts';
import { createRedact, redactedCopy } from '../../src/api/redact.ts';
import { retryAfterMs } from '../../src/api/retry-after.ts';
import { schemaName } from '../../src/openai/strict-schema.ts';

describe('retry-after', () => {
  const at = (headers: Record<string, string>): number | undefined =>
    retryAfterMs(new Headers(headers), 1_000_000_000_000);
  it('reads seconds, milliseconds and dates', () => {
    expect(at({ 'retry-after': '2.5' })).toBe(2500);
    expect(at({ 'retry-after': '9', 'retry-after-ms': '1200' })).toBe(1200);
    expect(at({ 'retry-after': new Date(1_000_000_060_000).toUTCString() })).toBe(60_000);
    expect(at({ 'retry-after': new Date(0).toUTCString() })).toBe(0);
  });
  it('ignores nonsense', () => {
    expect(at({ 'retry-after': 'soon' })).toBeUndefined();
    for (const odd of ['-4', '-5', 'wait 3600', '0x10', '1e9', 'Monday', '1 Jan 2030 10:00:00'])
      expect(at({ 'retry-after': odd }), odd).toBeUndefined();
    expect(at({ 'retry-after': 'Sunday, 09-Sep-01 01:47:40 GMT' })).toBe(60_000);
    expect(at({})).toBeUndefined();
    expect(retryAfterMs(undefined, 0)).toBeUndefined();
  });
});

describe('classify', () => {
  const of = (status: number, message: string): string =>
    classify({ status, message, code: undefined, type: undefined });
  it.each([
    "This model's maximum context length is 8192 tokens",
    'the request exceeds the available context size, try increasing it',
    'Input prompt is too long',
  ])('knows a long prompt in the words of compatible servers: %s', (message) => {
    expect(of(400, message)).toBe('PROMPT_TOO_LONG');
  });
  it('believes the provider’s own code before the status', () => {
    expect(classify({ status: 403, code: 'model_not_found', type: undefined, message: '' })).toBe('MODEL_UNAVAILABLE');
    expect(classify({ status: 429, code: undefined, type: 'insufficient_quota', message: '' })).toBe('QUOTA_EXHAUSTED');
  });
});

it('a full flex tier is one also when the stream says so', () => {
  const complaint = { status: undefined, type: undefined, message: '' };
  expect(classify({ ...complaint, code: 'resource_unavailable' })).toBe('RATE_LIMITED');
});

describe('redact', () => {
  it('leaves the stand-in for "no key" alone', () => {
    expect(createRedact(['none'])('none of it')).toBe('none of it');
  });
  it('copies an error with its causes and leaves its properties behind', () => {
    const error = Object.assign(new TypeError('has SECRET', { cause: new Error('SECRET too') }), { headers: 'SECRET' });
    const copy = redactedCopy(error, createRedact(['SECRET'])) as Error;
    expect(copy.name).toBe('TypeError');
    expect(copy.message).toBe('has [key]');
    expect((copy.cause as Error).message).toBe('[key] too');
    expect(copy).not.toHaveProperty('headers');
    expect(copy.stack).not.toContain('SECRET');
  });
});

it('schema names become what the API takes', () => {
  expect(schemaName('review: cart.ts')).toBe('review__cart_ts');
  expect(schemaName('')).toBe('answer');
  expect(schemaName('x'.repeat(80))).toHaveLength(64);
});
