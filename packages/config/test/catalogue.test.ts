import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ApiModelCard, costMicros, findModel, HanzoError, TIERS } from '@hanzo/contracts';
import { lifeOf, livingModels, livingReplacement, loadCatalogue, loadTiers } from '../src/index.ts';
import { errorOf, sandbox } from './sandbox.ts';
import { verifies } from '../../../test/support/verifies.ts';

const MODELS = fileURLToPath(new URL('../../../configs/models.json', import.meta.url));
const TIER_FILE = fileURLToPath(new URL('../../../configs/tiers.json', import.meta.url));
const catalogue = loadCatalogue(MODELS);
const NOW = Date.parse('2026-11-21');

function apiModel(name: string): ApiModelCard {
  const card = findModel(catalogue, name);
  if (card?.kind === 'api') return card;
  throw new HanzoError('MODEL_UNKNOWN', name);
}

describe('the shipped catalogue', () => {
  it('prices in integer micro-dollars', () => {
    expect(catalogue.version).toBe('2026-11-21');
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
    const gone = catalogue.models.filter((card) => lifeOf(card, NOW).state === 'gone') as ApiModelCard[];
    expect(gone.map((card) => card.name)).toEqual(
      expect.arrayContaining([
        'gpt-4',
        'gpt-4-turbo',
        'codex-mini-latest',
        'gpt-5-codex',
        'o4-mini',
        'claude-3-5-sonnet',
      ]),
    );
    for (const card of gone) {
      expect(card.price, card.name).toBeUndefined();
      expect(livingReplacement(catalogue, card, NOW), card.name).toBeDefined();
    }
    for (const card of catalogue.models) {
      if (card.kind === 'api' && lifeOf(card, NOW).state !== 'gone') expect(card.price, card.name).toBeDefined();
    }
  });

  it('dates the ends that are announced', () => {
    expect(lifeOf(apiModel('gpt-5'), NOW)).toEqual({ state: 'ending', daysLeft: 20, shutdown: '2026-12-11' });
    expect(lifeOf(apiModel('gpt-4o'), NOW)).toMatchObject({ state: 'ending', shutdown: '2027-01-14' });
    expect(lifeOf(apiModel('gpt-5'), Date.parse('2026-12-11')).state).toBe('gone');
    expect(lifeOf(apiModel('gpt-6-sol'), NOW).state).toBe('living');
  });

  it('sampling is refused by reasoning models', () => {
    for (const card of catalogue.models) {
      if (card.kind === 'api' && /^(gpt-[56]|o\d)/.test(card.name))
        expect([card.name, card.takes.sampling, card.takes.efforts.length > 0]).toEqual([card.name, false, true]);
    }
    expect(apiModel('gpt-4o').takes.sampling).toBe(true);
  });
});

describe('the shipped tiers', () => {
  const tiers = loadTiers(TIER_FILE, catalogue);
  it('every tier has models today and after the ends of December and January', () => {
    for (const tier of TIERS) {
      for (const day of [NOW, Date.parse('2026-12-12'), Date.parse('2027-02-01')]) {
        const living = livingModels(tiers[tier].models, catalogue, day).filter((card) => card.kind === 'api');
        expect(living.length, `${tier} on ${new Date(day).toISOString()}`).toBeGreaterThan(0);
      }
    }
  });
  it('starts simple work with tools', () => {
    expect(tiers.simple.startRung).toBe('tool');
    expect(tiers.medium.seedModels).toEqual(['gpt-4-turbo']);
  });
});

describe('wrong files', () => {
  const api = {
    kind: 'api',
    name: 'a',
    provider: 'openai',
    contextTokens: 1,
    maxOutputTokens: 1,
    price: null,
    takes: {
      apis: ['responses', 'chat'],
      sampling: true,
      stop: true,
      json: true,
      tools: true,
      cacheKey: true,
      images: false,
      efforts: [],
    },
  };
  const of = (...models: object[]): object => ({ version: '1', models });

  it.each([
    [of(api, api), 'the name "a" belongs to both a and a'],
    [of(api, { ...api, name: 'b', aliases: ['a'] }), 'the name "a" belongs to both a and b'],
    [of({ ...api, replacement: 'z' }), 'names z, which is not in the catalogue'],
    [of({ ...api, replacement: 'b' }, { ...api, name: 'b', replacement: 'a' }), 'leads back to'],
    [of({ ...api, price: { input: '1e3', output: 1 } }), 'models[0].price.input: must be US dollars'],
    [of({ ...api, shutdown: 'soon' }), 'models[0].shutdown'],
    [of({ ...api, tier: [] }), 'models[0].tier: there is no such setting'],
    [of({ ...api, name: 'local:x' }), 'models[0].name'],
    [of(), 'models'],
  ])('%j', (content, says) => {
    using box = sandbox();
    expect(errorOf(() => loadCatalogue(box.write('m.json', content))).message).toContain(says);
  });

  it('suggests the key that was meant, inside a list of models', () => {
    using box = sandbox();
    expect(errorOf(() => loadCatalogue(box.write('m.json', of({ ...api, tier: [] })))).mend).toBe(
      'Did you mean "tiers"?',
    );
  });

  it('a missing catalogue is an error, missing additions are not', () => {
    expect(errorOf(() => loadCatalogue('/nowhere/models.json')).code).toBe('CONFIG_INVALID');
    expect(loadCatalogue(MODELS, '/nowhere/models.json')).toEqual(catalogue);
  });

  it('tiers must all be there and name known models', () => {
    using box = sandbox();
    const policy = { startRung: 'api', models: ['gpt-5'] };
    const three = { version: '1', tiers: { simple: policy, medium: policy, complex: policy } };
    expect(errorOf(() => loadTiers(box.write('t.json', three))).message).toContain('tiers.critical');
    const unknown = { version: '1', tiers: { ...three.tiers, critical: { ...policy, models: ['gpt-9'] } } };
    expect(errorOf(() => loadTiers(box.write('t.json', unknown), catalogue)).message).toContain(
      'tiers.critical.models names "gpt-9"',
    );
  });
});

describe('the user’s additions', () => {
  it('change parts of an entry, add entries, and show in the version', () => {
    using box = sandbox();
    const own = box.write('models.json', {
      version: 'team-3',
      models: [
        { name: 'gpt-5', price: { input: 1, output: 8 } },
        {
          name: 'ours',
          kind: 'api',
          provider: 'openai',
          contextTokens: 1000,
          maxOutputTokens: 100,
          price: { input: '0', output: '0' },
          takes: {
            apis: ['responses', 'chat'],
            sampling: true,
            stop: true,
            json: true,
            tools: true,
            cacheKey: true,
            images: false,
            efforts: [],
          },
        },
      ],
    });
    const merged = loadCatalogue(MODELS, own);
    expect(merged.version).toBe('2026-11-21+team-3');
    expect(findModel(merged, 'gpt-5')).toMatchObject({
      contextTokens: 272_000,
      price: { inputMicros: 1_000_000, cachedInputMicros: 1_000_000 },
    });
    expect(findModel(merged, 'ours')).toMatchObject({ tiers: [], price: { inputMicros: 0 } });
    expect(merged.models).toHaveLength(catalogue.models.length + 1);
  });
});
