import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  homePaths,
  loadCatalogue,
  loadConfig,
  loadRouting,
  NO_PROJECT,
  offerProject,
  writeTrust,
  type RoutingOverrides,
} from '@hanzo/config';
import { findModel, HanzoError, type ApiModelCard, type Tier } from '@hanzo/contracts';
import { Experience, rungsFor } from '@hanzo/router';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { chainOf } from '../src/commands/dev/models/model-chain.ts';
import { rungPolicyOf } from '../src/commands/dev/engines/rung-policy.ts';
import { refuseTierConflict } from '../src/commands/dev/tier-flags.ts';
import { isTooHigh, modelForTier, payable, strongestModel } from '../src/commands/dev/models/tier-models.ts';
import { checkFiles, checkTierModels } from '../src/commands/doctor/checks/policy.ts';
import { configsFile, type Setting } from '../src/setting.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
// Models end: on another day other ones would be chosen.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => void vi.useRealTimers());

const catalogue = loadCatalogue(configsFile('models.json'));

interface Wishes {
  readonly home?: string;
  readonly maxTier?: Tier;
  readonly env?: Readonly<Record<string, string>>;
  readonly overrides?: RoutingOverrides;
}

function settingOf({
  home = '/nowhere/.hanzo',
  maxTier,
  env = { OPENAI_API_KEY: 'sk-test-canary-1' },
  overrides,
}: Wishes): Setting {
  const config = loadConfig({ flags: { home }, env, homeDir: '/nowhere' });
  const { policy, changedIn } = loadRouting(configsFile('tiers.json'), catalogue, [
    { file: join(home, 'config.json'), overrides },
  ]);
  const setting = { config, paths: homePaths(home), catalogue, routing: policy, routingChangedIn: changedIn };
  return { ...setting, project: NO_PROJECT, ...(maxTier !== undefined && { maxTier }) };
}

function card(name: string): ApiModelCard {
  const found = findModel(catalogue, name);
  if (found?.kind === 'api') return found;
  throw new HanzoError('MODEL_UNKNOWN', name);
}

describe('the highest tier of a run', () => {
  it(verifies('routing.max-tier', 'by the policy of the tiers that are allowed'), () => {
    const free = settingOf({});
    const bound = settingOf({ maxTier: 'medium' });
    expect(modelForTier(free, 'critical', undefined)?.name).toBe('gpt-5');
    expect(modelForTier(bound, 'critical', card('gpt-5'))?.name).toBe('gpt-5-mini');
    expect(strongestModel(free)?.name).toBe('gpt-5');
    expect(strongestModel(bound)?.name).toBe('gpt-5-mini');
    expect(payable(bound, undefined).map(({ name }) => name)).toEqual(['gpt-6-luna', 'gpt-5-mini']);
  });

  it(
    verifies('routing.max-tier', 'nor does the planning model stand in, or one of a chain, that is meant for more'),
    () => {
      const overrides: RoutingOverrides = { tiers: { simple: { models: ['local:llama3.2'] } } };
      const bound = settingOf({ maxTier: 'simple', overrides });
      expect(modelForTier(bound, 'simple', card('gpt-5'))?.name).not.toBe('gpt-5');
      expect(isTooHigh(card('gpt-5'), bound)).toBe(true);
      expect(isTooHigh(card('gpt-5'), settingOf({ maxTier: 'complex' }))).toBe(false);
      expect(isTooHigh(card('gpt-5'), settingOf({}))).toBe(false);
      const named: RoutingOverrides = { tiers: { simple: { models: ['gpt-5'] } } };
      expect(isTooHigh(card('gpt-5'), settingOf({ maxTier: 'simple', overrides: named }))).toBe(false);
      const chain = (setting: Setting): readonly string[] =>
        chainOf(card('gpt-5-mini'), setting, {}).map(({ name }) => name);
      expect(chain(settingOf({})).filter((name) => isTooHigh(card(name), bound))).not.toEqual([]);
      expect(chain(bound).filter((name) => isTooHigh(card(name), bound))).toEqual([]);
    },
  );

  it.each([
    ['complex', 'medium', true],
    ['medium', 'medium', false],
    ['simple', 'medium', false],
    ['critical', undefined, false],
    [undefined, 'simple', false],
  ] as const)(verifies('cli.bad-flags', '--tier %s with --max-tier %s'), (tier, maxTier, refused) => {
    const check = (): void => refuseTierConflict({ ...(tier && { tier }), ...(maxTier && { maxTier }) });
    if (refused) expect(check).toThrow('--tier complex and --max-tier medium contradict each other.');
    else expect(check).not.toThrow();
  });
});

describe('who starts', () => {
  it(verifies('routing.local-first'), () => {
    const setting = settingOf({});
    const parts = {
      setting,
      flags: {},
      available: new Set(['tool', 'local', 'api', 'strong'] as const),
      experience: new Experience(),
      freeModels: () => ({ local: 'llama3.2', mesh: [] }),
    };
    const rungs = (choice: Parameters<typeof rungPolicyOf>[0]['choice']): readonly string[] =>
      rungsFor({ kind: 'docs', tier: 'medium' }, rungPolicyOf({ ...parts, choice })).rungs;
    expect(rungs({ kind: 'local', model: 'llama3.2', because: 'No key.' })).toEqual(['local', 'api', 'strong']);
    expect(rungs({ kind: 'api', card: card('gpt-5') })).toEqual(['api', 'strong']);
  });
});

describe('hanzo doctor, of the policy', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hanzo-policy-'));
    mkdirSync(join(folder, 'work', '.hanzo'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it(verifies('routing.doctor', 'models'), () => {
    expect(checkTierModels(settingOf({}), NOW)).toEqual([
      { name: 'tiers', state: 'ok', detail: 'simple: gpt-6-luna, medium: gpt-5-mini, complex: gpt-5, critical: gpt-5' },
    ]);
    const [none] = checkTierModels(settingOf({ env: {} }), NOW);
    expect(none).toMatchObject({ state: 'warn', mend: expect.stringContaining('hanzo keys set openai') });
    expect(none?.detail).toBe(
      'no model of the simple, medium, complex, critical policy can be called, nor any other one that is good enough: no API gets such tasks',
    );
    const overrides: RoutingOverrides = {
      tiers: { complex: { models: ['o4-mini'] }, simple: { models: ['local:llama3.2'] } },
    };
    const [gone] = checkTierModels(settingOf({ overrides }), NOW);
    expect(gone?.detail).toBe(
      'no model of the simple, complex policy can be called, and the configuration names no other one: no API gets such tasks; medium: gpt-5-mini, critical: gpt-5',
    );
    expect(gone?.mend).toContain('name others in "tiers"');
  });

  it(verifies('routing.doctor', "a project's file"), () => {
    const setting = settingOf({ home: join(folder, 'home'), overrides: { kinds: { docs: { tries: 4 } } } });
    const work = join(folder, 'work');
    const file = join(work, '.hanzo', 'config.json');
    const states = (): readonly string[] => checkFiles(setting, work).map(({ name, state }) => `${name} ${state}`);
    const trust = (): void => {
      const { sha256, file: real } = offerProject(work, setting.paths);
      writeTrust(setting.paths.trustedProjects, { file: real, sha256, trustedAt: '2026-11-22T00:00:00Z' });
    };
    expect(states()).toEqual(['policy ok']);
    expect(checkFiles(setting, work)[0]?.detail).toContain(`1 in ${join(folder, 'home', 'config.json')}`);
    writeFileSync(file, JSON.stringify({ kinds: { lint: { startRung: 'api' } } }));
    expect(states()).toEqual(['policy ok', 'project warn']);
    expect(checkFiles(setting, work)[1]?.mend).toContain('hanzo config trust ');
    trust();
    expect(states()).toEqual(['policy ok', 'project ok']);
    expect(checkFiles(setting, work)[0]?.detail).toContain('1 in ');
    writeFileSync(file, JSON.stringify({ tiers: { complex: { escalatesTo: 'medium' } } }));
    trust();
    expect(states()).toEqual(['policy fail']);
    expect(checkFiles(setting, work)[0]).toMatchObject({
      detail: expect.stringContaining('tiers.complex.escalatesTo: "medium" is not a higher tier'),
      mend: 'Allowed: critical.',
    });
  });
});
