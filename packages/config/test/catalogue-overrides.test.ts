import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findModel, type ModelCard } from '@hanzo/contracts';
import { catalogueOverrides, loadCatalogue } from '../src/index.ts';
import { errorOf, sandbox } from './sandbox.ts';
import { verifies } from '../../../test/support/verifies.ts';

const MODELS = fileURLToPath(new URL('../../../configs/models.json', import.meta.url));
const shipped = loadCatalogue(MODELS);

function withOwn(models: readonly object[], version?: string): (name: string) => ModelCard | undefined {
  using box = sandbox();
  const merged = loadCatalogue(MODELS, box.write('models.json', { ...(version && { version }), models }));
  return (name) => findModel(merged, name);
}

describe('the user’s changes', () => {
  it(verifies('catalogue.override-parts'), () => {
    const before = findModel(shipped, 'gpt-5');
    const model = withOwn([
      {
        name: 'gpt-5',
        price: { input: 2, output: 12 },
        tierPrices: { flex: { input: 1, output: 6 }, priority: null },
        takes: { efforts: ['low'], images: false },
        shutdown: null,
        replacement: null,
      },
    ]);
    const card = model('gpt-5');
    expect(card).toMatchObject({
      contextTokens: 272_000,
      price: { inputMicros: 2_000_000, cachedInputMicros: 2_000_000, outputMicros: 12_000_000 },
      tierPrices: { flex: { inputMicros: 1_000_000 }, batch: { inputMicros: 625_000 } },
      takes: { apis: ['responses', 'chat'], efforts: ['low'], images: false, tools: true },
      shutdown: undefined,
      replacement: undefined,
      fallbacks: ['gpt-6.1-sol', 'gpt-4o'],
    });
    expect(card?.kind === 'api' && Object.keys(card.tierPrices)).toEqual(['flex', 'batch']);
    expect(before).toMatchObject({ takes: { images: true }, shutdown: '2026-12-11' });
  });

  it('shows in the version, and leaves all other models as they are', () => {
    using box = sandbox();
    const own = box.write('models.json', { version: 'team-3', models: [{ name: 'gpt-5', tiers: ['medium'] }] });
    const merged = loadCatalogue(MODELS, own);
    expect(merged.version).toBe('2026-11-21+team-3');
    expect(merged.models.filter(({ name }) => name !== 'gpt-5')).toEqual(
      shipped.models.filter(({ name }) => name !== 'gpt-5'),
    );
    expect(loadCatalogue(MODELS, box.write('empty.json', { models: [] })).version).toBe('2026-11-21+local');
  });

  it(verifies('model-kinds.own'), () => {
    const file = {
      contextTokens: 4096,
      maxOutputTokens: 512,
      uri: 'file:mine.gguf',
      fileName: 'mine.gguf',
      sizeBytes: 9,
    };
    const model = withOwn([
      { name: 'mine', kinds: ['docs', 'tests'], ...file },
      { name: 'llama3.2', kinds: ['review'] },
      { name: 'hanzo-embedded', kinds: null },
    ]);
    expect(model('mine')).toMatchObject({ kind: 'local', kinds: ['docs', 'tests'] });
    expect(model('llama3.2')).toMatchObject({ kinds: ['review'] });
    expect(model('hanzo-embedded')).not.toHaveProperty('kinds');
    expect(errorOf(() => withOwn([{ name: 'mine', kinds: ['poems'], ...file }]))).toMatchObject({
      code: 'CONFIG_INVALID',
    });
    const uri = 'npm:@hanzo/embedded-model';
    expect(errorOf(() => withOwn([{ name: 'mine', ...file, uri }]))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('only hanzo-embedded comes as one'),
    });
    expect(errorOf(() => withOwn([{ name: 'mine', ...file, mirrors: [uri] }])).code).toBe('CONFIG_INVALID');
    expect(errorOf(() => withOwn([{ name: 'mine', kinds: [], ...file }]))).toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it(verifies('catalogue.own-server'), () => {
    const model = withOwn([
      { name: 'ours/coder-1', provider: 'office', contextTokens: 2000, price: { input: 0, output: 0 } },
      { name: 'gpt-9', provider: 'openai', contextTokens: 400_000, takes: { efforts: ['low'] } },
      { name: 'claude-9', provider: 'anthropic', contextTokens: 200_000 },
    ]);
    expect(model('ours/coder-1')).toEqual({
      kind: 'api',
      name: 'ours/coder-1',
      aliases: [],
      provider: 'office',
      contextTokens: 2000,
      maxOutputTokens: 2000,
      tiers: [],
      price: { inputMicros: 0, cachedInputMicros: 0, outputMicros: 0 },
      tierPrices: {},
      shutdown: undefined,
      replacement: undefined,
      fallbacks: undefined,
      takes: {
        apis: ['chat'],
        sampling: true,
        stop: true,
        json: true,
        tools: true,
        cacheKey: false,
        images: false,
        efforts: [],
      },
    });
    expect(model('gpt-9')).toMatchObject({
      price: undefined,
      maxOutputTokens: 4096,
      takes: { apis: ['responses', 'chat'], sampling: false, stop: false, efforts: ['low'] },
    });
    expect(model('claude-9')).toMatchObject({ takes: { apis: ['messages'], sampling: false, stop: true } });
  });

  it.each([
    [[{ name: 'gpt5', tiers: ['simple'] }], 'model "gpt5" is not in the shipped catalogue', 'Did you mean "gpt-5"?'],
    [
      [{ name: 'ours', provider: 'x' }],
      'model "ours" is not in the shipped catalogue, and as a model of your own it lacks contextTokens',
      'Add contextTokens',
    ],
    [[{ name: 'gpt-5', price: { input: 'cheap', output: 1 } }], 'model "gpt-5": price.input: must be', 'Change or'],
    [[{ name: 'gpt-5', takes: { samplng: true } }], 'model "gpt-5": takes.samplng: there is no such', '"sampling"'],
    [[{ name: 'gpt-5', price: { input: 0.1, output: 1 } }], 'gpt-5.tierPrices.flex.input is dearer', 'Prices are'],
    [[{ name: 'gpt-5' }, { name: 'gpt-5' }], '"gpt-5" is there twice', 'one entry'],
    [[{ name: 'codex', provider: 'openai', contextTokens: 9 }], 'belongs to both codex-mini-latest', 'own name'],
    [[{ tiers: [] }], 'models[0].name', 'models[0].name'],
  ])(verifies('catalogue.override-faults', '%j'), (models, says, mend) => {
    using box = sandbox();
    const error = errorOf(() => loadCatalogue(MODELS, box.write('models.json', { models })));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain('.hanzo/models.json: ');
    expect(error.message).toContain(says);
    expect(error.mend).toContain(mend);
  });

  it(verifies('catalogue.override-report'), () => {
    using box = sandbox();
    const own = box.write('models.json', {
      models: [
        { name: 'gpt-5', price: { input: 1.25, cachedInput: '0.125', output: 10 }, takes: { images: false } },
        { name: 'gpt-4', shutdown: null, tierPrices: null },
        { name: 'ours', provider: 'office', contextTokens: 9 },
      ],
    });
    expect(catalogueOverrides(MODELS, own)).toEqual([
      { name: 'gpt-5', kind: 'changes', fields: ['price', 'takes.images'], repeats: ['price'] },
      { name: 'gpt-4', kind: 'changes', fields: ['shutdown', 'tierPrices'], repeats: ['tierPrices'] },
      { name: 'ours', kind: 'adds', fields: ['provider', 'contextTokens'], repeats: [] },
    ]);
    expect(catalogueOverrides(MODELS, '/nowhere/models.json')).toEqual([]);
  });
});
