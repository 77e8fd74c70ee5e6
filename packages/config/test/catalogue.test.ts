import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  type ApiModelCard,
  costMicros,
  findModel,
  HanzoError,
  priceOf,
  SERVICE_TIERS,
  TIERS,
  worstCostMicros,
} from '@hanzo/contracts';
import { catalogueAgeDays, lifeOf, livingModels, livingReplacement, loadCatalogue, loadTiers } from '../src/index.ts';
import { errorOf, sandbox } from './sandbox.ts';
import { verifies } from '../../../test/support/verifies.ts';

const MODELS = fileURLToPath(new URL('../../../configs/models.json', import.meta.url));
const TIER_FILE = fileURLToPath(new URL('../../../configs/tiers.json', import.meta.url));
const catalogue = loadCatalogue(MODELS);
const NOW = Date.parse('2026-11-21');
const api = catalogue.models.filter((card) => card.kind === 'api');

function apiModel(name: string): ApiModelCard {
  const card = findModel(catalogue, name);
  if (card?.kind === 'api') return card;
  throw new HanzoError('MODEL_UNKNOWN', name);
}

describe('the shipped catalogue', () => {
  it('prices in integer micro-dollars', () => {
    expect(apiModel('gpt-5').price).toEqual({
      inputMicros: 1_250_000,
      cachedInputMicros: 125_000,
      outputMicros: 10_000_000,
    });
    expect(apiModel('gpt-5-nano').price?.outputMicros).toBe(400_000);
    expect(
      costMicros(apiModel('gpt-4o').price ?? { inputMicros: 0, cachedInputMicros: 0, outputMicros: 0 }, {
        inputTokens: 1000,
        cachedInputTokens: 400,
        outputTokens: 10,
      }),
    ).toBe(2100);
  });

  it(verifies('catalogue.tier-prices'), () => {
    expect(priceOf(apiModel('gpt-5'), 'flex')).toEqual({
      inputMicros: 625_000,
      cachedInputMicros: 62_500,
      outputMicros: 5_000_000,
    });
    expect(priceOf(apiModel('gpt-4o'), 'flex')).toBeUndefined();
    expect(priceOf(apiModel('gpt-4o'), 'batch')?.cachedInputMicros).toBe(1_250_000);
    expect(priceOf(apiModel('claude-sonnet-5-5'), 'priority')).toBeUndefined();
    for (const card of api) {
      const usual = priceOf(card, 'standard');
      if (usual === undefined) expect(card.tierPrices, card.name).toEqual({});
      for (const tier of SERVICE_TIERS) {
        const price = priceOf(card, tier);
        if (price === undefined || usual === undefined) continue;
        const [least, most] = tier === 'priority' ? [1, 2.5] : [0.5, 1];
        expect(price.inputMicros / usual.inputMicros, `${card.name} ${tier}`).toBeGreaterThanOrEqual(least);
        expect(price.outputMicros / usual.outputMicros, `${card.name} ${tier}`).toBeLessThanOrEqual(most);
      }
    }
  });

  it('prices what a provider puts into its cache where that costs more', () => {
    for (const card of api.filter(({ name }) => /^(gpt-5\.6|gpt-6|claude-[fohs]\w+-\d)/.test(name))) {
      const { price } = card;
      if (price === undefined) continue;
      expect((price.cacheWriteMicros ?? 0) / price.inputMicros, card.name).toBe(1.25);
      expect(worstCostMicros(price, { input: 1_000_000, output: 0 }), card.name).toBe(price.cacheWriteMicros);
    }
    expect(apiModel('gpt-5').price?.cacheWriteMicros).toBeUndefined();
  });

  it('knows every name of the guide', () => {
    for (const name of [
      'gpt-5',
      'gpt-4o',
      'gpt-4-turbo',
      'gpt-4',
      'codex',
      'o3',
      'claude-3-5-sonnet',
      'local:llama3.2',
    ]) {
      expect(findModel(catalogue, name), name).toBeDefined();
    }
    expect(findModel(catalogue, 'codex')?.name).toBe('codex-mini-latest');
    expect(findModel(catalogue, 'llama3.2:3b')?.name).toBe('llama3.2');
  });

  it(verifies('config.dead-models'), () => {
    const gone = api.filter((card) => lifeOf(card, NOW).state === 'gone');
    expect(gone.map((card) => card.name).toSorted()).toEqual([
      'claude-3-5-sonnet',
      'codex-mini-latest',
      'gpt-4',
      'gpt-4-turbo',
      'gpt-5-codex',
      'gpt-5.1-codex-mini',
      'o4-mini',
    ]);
    for (const card of gone) {
      expect(card.price, card.name).toBeUndefined();
      expect(livingReplacement(catalogue, card, NOW), card.name).toBeDefined();
    }
    for (const card of api) {
      if (lifeOf(card, NOW).state !== 'gone') expect(card.price, card.name).toBeDefined();
    }
  });

  it(verifies('catalogue.ends'), () => {
    const ending = api.flatMap((card) => {
      const life = lifeOf(card, NOW);
      return life.state === 'ending' ? [[life.shutdown, card.name, livingReplacement(catalogue, card, NOW)?.name]] : [];
    });
    expect(ending.toSorted((a, b) => `${a[0]}${a[1]}`.localeCompare(`${b[0]}${b[1]}`))).toEqual([
      ['2026-11-30', 'claude-sonnet-4-5', 'claude-sonnet-5-5'],
      ['2026-12-11', 'gpt-5', 'gpt-6.1-sol'],
      ['2026-12-11', 'gpt-5-mini', 'gpt-6.1-terra'],
      ['2026-12-11', 'gpt-5-nano', 'gpt-6-luna'],
      ['2026-12-11', 'o3', 'gpt-6.1-sol'],
      ['2027-01-14', 'gpt-4o', 'gpt-6-luna'],
      ['2027-01-14', 'gpt-4o-mini', 'gpt-6-luna'],
      ['2027-04-01', 'gpt-5.4-nano', 'gpt-6-luna'],
    ]);
    expect(lifeOf(apiModel('gpt-5'), NOW)).toEqual({ state: 'ending', daysLeft: 20, shutdown: '2026-12-11' });
    const lastDay = { state: 'ending', daysLeft: 0, shutdown: '2026-12-11' };
    expect(lifeOf(apiModel('gpt-5'), Date.parse('2026-12-11'))).toEqual(lastDay);
    expect(lifeOf(apiModel('gpt-5'), Date.parse('2026-12-12') - 1)).toEqual(lastDay);
    expect(lifeOf(apiModel('gpt-5'), Date.parse('2026-12-12')).state).toBe('gone');
    expect(lifeOf(apiModel('gpt-6.2-sol'), NOW).state).toBe('living');
  });

  it(verifies('catalogue.abilities', 'tools over Chat Completions'), () => {
    const names = (how: string): string[] =>
      api.filter(({ takes }) => takes.toolsOverChat === how).map(({ name }) => name);
    expect(names('no')).toEqual(['gpt-6.1-sol', 'gpt-6.1-terra']);
    expect(names('without-effort')).toEqual(['gpt-6-sol', 'gpt-6-luna']);
  });

  it(verifies('catalogue.abilities'), () => {
    const takes = (name: string): ApiModelCard['takes'] => apiModel(name).takes;
    expect(takes('gpt-5').efforts).toEqual(['minimal', 'low', 'medium', 'high']);
    expect(takes('gpt-5.6-sol').efforts).toEqual(['none', 'low', 'medium', 'high', 'xhigh', 'max']);
    expect(takes('gpt-6.1-sol').efforts).not.toContain('none');
    expect(takes('o3').efforts).toEqual(['low', 'medium', 'high']);
    expect(takes('claude-haiku-4-5').efforts).toEqual([]);
    expect(takes('codex').apis).toEqual(['responses']);
    expect(takes('gpt-4')).toMatchObject({ json: false, images: false });
    for (const card of api) {
      const reasons = /^(gpt-[56]|o\d|codex)/.test(card.name);
      if (reasons) expect([card.name, card.takes]).toMatchObject([card.name, { sampling: false, stop: false }]);
      if (reasons) expect(card.takes.efforts, card.name).not.toEqual([]);
      expect(card.takes.apis.includes('messages'), card.name).toBe(card.provider === 'anthropic');
      expect(card.takes.efforts.includes('minimal'), card.name).toBe(/^gpt-5(-|$)(?!codex)/.test(card.name));
    }
    expect(takes('gpt-4o').sampling).toBe(true);
    expect(takes('claude-sonnet-5-5').sampling).toBe(false);
  });

  it(verifies('catalogue.age'), () => {
    expect(catalogue.version).toBe('2026-11-21');
    expect(catalogueAgeDays(catalogue, Date.parse('2027-02-20T12:00:00Z'))).toBe(91);
    expect(catalogueAgeDays({ version: '2026-11-21+team-3' }, NOW)).toBe(0);
    expect(catalogueAgeDays({ version: 'ours' }, NOW)).toBeUndefined();
    expect(catalogueAgeDays({ version: '2026-99-99' }, NOW)).toBeUndefined();
  });
});

describe('the shipped tiers', () => {
  const { tiers } = loadTiers(TIER_FILE, catalogue);

  // Fixed days: whether the shipped catalogue is stale on the day of the test is for `hanzo doctor` to say.
  it.each(['2026-11-21', '2026-12-12', '2027-01-15'])(verifies('catalogue.tiers-live', '%s'), (day) => {
    for (const tier of TIERS) {
      const living = livingModels(tiers[tier].models, catalogue, Date.parse(day)).filter((card) => card.kind === 'api');
      for (const provider of ['openai', 'anthropic']) {
        const sold = living.filter((card) => card.provider === provider && card.price !== undefined);
        expect(sold.length, `${tier} of ${provider}`).toBeGreaterThan(0);
      }
    }
  });

  it('name nothing that is gone, and keep what the guide named', () => {
    for (const tier of TIERS) {
      expect(livingModels(tiers[tier].models, catalogue, NOW)).toHaveLength(tiers[tier].models.length);
    }
    expect(tiers.simple.startRung).toBe('tool');
    expect(tiers.medium.seedModels).toEqual(['gpt-4-turbo']);
    expect(tiers.critical.seedModels).toEqual(['gpt-5', 'o3']);
  });
});

describe('wrong files', () => {
  const entry = { kind: 'api', name: 'a', provider: 'openai', contextTokens: 1, maxOutputTokens: 1, price: null };
  const of = (...models: object[]): object => ({ version: '1', models });
  const sold = { ...entry, price: { input: 2, cachedInput: 1, output: 8 } };

  it.each([
    [of(entry, entry), 'the name "a" belongs to both a and a'],
    [of(entry, { ...entry, name: 'b', aliases: ['a'] }), 'the name "a" belongs to both a and b'],
    [of({ ...entry, aliases: ['x', 'x'] }), 'a.aliases names x twice'],
    [of({ ...entry, aliases: ['local:foo'] }), 'model "a": aliases[0]: must not begin with local:'],
    [
      of({ ...entry, maxOutputTokens: Number.MAX_SAFE_INTEGER }),
      'model "a": maxOutputTokens: must be at most 10000000',
    ],
    [JSON.parse('{"__proto__": {"x": 1}, "version": "1", "models": []}'), '__proto__: there is no such setting'],
    [of(JSON.parse('{"kind": "api", "name": "a", "__proto__": {}}') as object), '__proto__: there is no such setting'],
    [of({ ...entry, replacement: 'z' }), 'a.replacement names z, which is not in the catalogue'],
    [of({ ...entry, replacement: 'b' }, { ...entry, name: 'b', replacement: 'a' }), 'leads back to'],
    [of({ ...entry, price: { input: '1e3', output: 1 } }), 'model "a": price.input: must be US dollars'],
    [of({ ...entry, price: { input: 20_000, output: 1 } }), 'model "a": price.input: must be US dollars'],
    [of({ ...entry, shutdown: 'soon' }), 'model "a": shutdown: must be a date'],
    [of({ ...entry, tier: [] }), 'model "a": tier: there is no such setting'],
    [of({ ...entry, takes: { efforts: ['hard'] } }), 'model "a": takes.efforts[0]'],
    [of({ ...entry, takes: { apis: [] } }), 'model "a": takes.apis: must name at least one interface'],
    [of({ ...entry, name: 'local:x' }), 'model "local:x": name: must be a plain model name'],
    [of(), 'models: must name at least one model'],
    [{ version: '1', models: [{ kind: 'api' }] }, 'models[0].name'],
  ])('%j', (content, says) => {
    using box = sandbox();
    const error = errorOf(() => loadCatalogue(box.write('m.json', content)));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(error.message).toContain(says);
    expect(error.message).toContain('m.json: ');
  });

  it.each([
    [{ fallbacks: ['z'] }, 'a.fallbacks names z, which is not in the catalogue'],
    [{ fallbacks: ['a'] }, 'a.fallbacks names the model itself'],
    [{ fallbacks: ['b', 'b'] }, 'a.fallbacks names b twice'],
    [{ fallbacks: ['tiny'] }, 'a.fallbacks names tiny, which is no API model'],
  ])(verifies('catalogue.fallbacks-checked', '%j'), (fields, says) => {
    using box = sandbox();
    const tiny = {
      kind: 'local',
      name: 'tiny',
      contextTokens: 1,
      maxOutputTokens: 1,
      uri: 'file:tiny.gguf',
      fileName: 'tiny.gguf',
      sizeBytes: 1,
    };
    const file = box.write('m.json', of({ ...entry, ...fields }, { ...entry, name: 'b' }, tiny));
    expect(errorOf(() => loadCatalogue(file)).message).toContain(says);
  });

  it.each([
    [{ price: { input: 1, cachedInput: 2, output: 1 } }, 'a.price.cachedInput costs more than fresh input'],
    [{ tierPrices: { flex: { input: 3, output: 8 } } }, 'a.tierPrices.flex.input is dearer than the standard tier'],
    [{ tierPrices: { batch: { input: 1, output: 9 } } }, 'a.tierPrices.batch.output is dearer'],
    [{ tierPrices: { priority: { input: 1, output: 9 } } }, 'a.tierPrices.priority.input is cheaper'],
    [{ tierPrices: { priority: { input: 2, output: 81 } } }, 'a.tierPrices.priority.output is more than 10 times'],
  ])(verifies('catalogue.prices-checked', '%j'), (fields, says) => {
    using box = sandbox();
    expect(errorOf(() => loadCatalogue(box.write('m.json', of({ ...sold, ...fields })))).message).toContain(says);
  });

  it('suggests the key that was meant, inside a model', () => {
    using box = sandbox();
    expect(errorOf(() => loadCatalogue(box.write('m.json', of({ ...entry, tier: [] })))).mend).toBe(
      'Did you mean "tiers"?',
    );
  });

  it('a missing catalogue is an error, missing additions are not', () => {
    expect(errorOf(() => loadCatalogue('/nowhere/models.json')).code).toBe('CONFIG_INVALID');
    expect(loadCatalogue(MODELS, '/nowhere/models.json')).toEqual(catalogue);
  });
});
