import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ApiModelCard, findModel, HanzoError } from '@hanzo/contracts';
import { fallbackChain, fallbackInWords, isSameModel, isStateOf, loadCatalogue } from '../src/index.ts';
import { sandbox } from './sandbox.ts';
import { verifies } from '../../../test/support/verifies.ts';

const MODELS = fileURLToPath(new URL('../../../configs/models.json', import.meta.url));
const catalogue = loadCatalogue(MODELS);
const NOW = Date.parse('2026-11-21');

function chain(name: string, own: Record<string, readonly string[]> = {}, now = NOW, from = catalogue): string[] {
  const card = findModel(from, name);
  if (card?.kind !== 'api') throw new HanzoError('MODEL_UNKNOWN', name);
  return fallbackChain(from, card, own, now).map((next: ApiModelCard) => next.name);
}

describe('fallbacks', () => {
  it(verifies('catalogue.fallback-chain'), () => {
    expect(chain('gpt-5')).toEqual(['gpt-6.1-sol', 'gpt-4o']);
    expect(chain('gpt-5', { 'gpt-5': ['gpt-4o', 'o3'] })).toEqual(['gpt-4o', 'o3']);
    expect(chain('gpt-5', { 'gpt-5': [] })).toEqual([]);
    expect(chain('gpt-5', { 'gpt-5-mini': ['o3'] })).toEqual(['gpt-6.1-sol', 'gpt-4o']);
    expect(chain('codex', { codex: ['gpt-4o'] })).toEqual(['gpt-4o']);
  });

  it(verifies('catalogue.fallback-chain', 'the guide’s gpt-5 → gpt-4o ends when gpt-4o does'), () => {
    expect(chain('gpt-5').at(-1)).toBe('gpt-4o');
    expect(chain('gpt-5', {}, Date.parse('2027-01-15'))).toEqual(['gpt-6.1-sol']);
  });

  it(verifies('catalogue.fallback-chain', 'gone, unknown, local and unpriced models are left out, and itself'), () => {
    const own = { 'gpt-5': ['gpt-4', 'gpt-99', 'local:llama3.2', 'gpt-5', 'gpt-4o', 'codex', 'gpt-4o'] };
    expect(chain('gpt-5', own)).toEqual(['gpt-4o']);
  });

  it(verifies('catalogue.fallback-chain', 'says how much dearer a fallback is'), () => {
    const words = (name: string): string[] => {
      const card = findModel(catalogue, name);
      if (card?.kind !== 'api') throw new HanzoError('MODEL_UNKNOWN', name);
      return fallbackChain(catalogue, card, {}, NOW).map((next) => fallbackInWords(card, next));
    };
    expect(words('gpt-5-mini')).toContain('gpt-6.1-terra (2.5x)');
    expect(words('claude-haiku-5-5')).toEqual(['claude-haiku-4-5 (10x)']);
    expect(words('claude-haiku-4-5')).toEqual(['claude-haiku-5-5']);
  });

  it('a dated state stands for its model, another model does not', () => {
    expect(isStateOf('gpt-5', 'gpt-5-2025-08-07')).toBe(true);
    expect(isStateOf('claude-haiku-4-5', 'claude-haiku-4-5-20251001')).toBe(true);
    expect(isStateOf('gpt-5', 'gpt-5-mini')).toBe(false);
    expect(isStateOf('gpt-5', 'gpt-5')).toBe(false);
  });

  it(verifies('catalogue.fallback-chain', 'without one of its own, the replacements'), () => {
    expect(chain('gpt-4-turbo')).toEqual(['gpt-5.6-sol']);
    using box = sandbox();
    const model = (name: string, more: object): object => ({
      name,
      kind: 'api',
      provider: 'openai',
      contextTokens: 9,
      price: { input: 1, output: 1 },
      ...more,
    });
    const models = [
      model('a', { replacement: 'b' }),
      model('b', { replacement: 'c', shutdown: '2026-01-01', price: null }),
      model('c', { replacement: 'd' }),
      model('d', { fallbacks: ['unsold', 'a'] }),
      model('unsold', { price: null }),
    ];
    const small = loadCatalogue(box.write('m.json', { version: '1', models }));
    expect(chain('a', {}, NOW, small)).toEqual(['c', 'd']);
    expect(chain('d', {}, NOW, small)).toEqual(['a']);
    expect(chain('unsold', {}, NOW, small)).toEqual([]);
  });

  it(verifies('catalogue.same-model'), () => {
    expect(isSameModel(catalogue, 'gpt-4o', 'gpt-4o-2024-08-06')).toBe(true);
    expect(isSameModel(catalogue, 'gpt-5.6', 'gpt-5.6-sol')).toBe(true);
    expect(isSameModel(catalogue, 'claude-haiku-4-5', 'claude-haiku-4-5-20251001')).toBe(true);
    expect(isSameModel(catalogue, 'own-thing', 'own-thing-2026-01-01')).toBe(true);
    expect(isSameModel(catalogue, 'gpt-5', 'gpt-5-mini')).toBe(false);
    expect(isSameModel(catalogue, 'gpt-5', 'gpt-5-mini-2025-08-07')).toBe(false);
  });
});
