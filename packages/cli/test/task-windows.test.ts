import { join } from 'node:path';
import { homePaths, loadCatalogue, loadConfig, loadRouting, NO_PROJECT, type RoutingOverrides } from '@hanzo/config';
import { findModel, HanzoError, type ApiModelCard, type Catalogue, type RungName } from '@hanzo/contracts';
import { Experience } from '@hanzo/router';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { rungPolicyOf } from '../src/commands/dev/engines/rung-policy.ts';
import { taskWindows, type TaskWindows } from '../src/commands/dev/engines/task-windows.ts';
import type { DevFlags } from '../src/commands/dev/flags.ts';
import type { OrchestratorChoice } from '../src/commands/dev/models/orchestrator-choice.ts';
import { configsFile, type Setting } from '../src/setting.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
// Models end: on another day other ones would be chosen.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => void vi.useRealTimers());

const catalogue = loadCatalogue(configsFile('models.json'));
const LOCAL = ['tool', 'local', 'api', 'strong'] as const;
const API = ['tool', 'api', 'strong'] as const;

interface Wishes {
  readonly flags?: Partial<DevFlags>;
  readonly available?: readonly RungName[];
  readonly contextTokens?: number;
  readonly criticTokens?: number;
  readonly overrides?: RoutingOverrides;
  readonly models?: Catalogue;
}

function windowsOf(wishes: Wishes): TaskWindows {
  const { flags = {}, available = LOCAL, contextTokens = 4_096, criticTokens, overrides, models = catalogue } = wishes;
  const home = '/nowhere/.hanzo';
  const env = { OPENAI_API_KEY: 'sk-test-canary-1' };
  const config = loadConfig({ flags: { home }, env, homeDir: '/nowhere' });
  const { policy: routing, changedIn } = loadRouting(configsFile('tiers.json'), models, [
    { file: join(home, 'config.json'), overrides },
  ]);
  const common = { config, paths: homePaths(home), catalogue: models, project: NO_PROJECT };
  const setting: Setting = { ...common, routing, routingChangedIn: changedIn };
  const choice: OrchestratorChoice = { kind: 'api', card: cardOf('gpt-5', models) };
  const apiAvailable = available.includes('api');
  const policy = rungPolicyOf({
    setting,
    flags,
    choice,
    available: new Set(available),
    experience: new Experience(),
    freeModels: () => ({ local: 'llama3.2', mesh: [] }),
  });
  return taskWindows({ contextTokens, criticTokens, apiAvailable, policy }, { setting, choice, flags });
}

function cardOf(name: string, models: Catalogue): ApiModelCard {
  const found = findModel(models, name);
  if (found?.kind === 'api') return found;
  throw new HanzoError('MODEL_UNKNOWN', name);
}

/** The catalogue with another window for one model. */
function withWindow(name: string, contextTokens: number): Catalogue {
  return {
    ...catalogue,
    models: catalogue.models.map((card) => (card.name === name ? { ...card, contextTokens } : card)),
  };
}

const LARGE = 32_768;

describe('what tasks are cut to', () => {
  it(verifies('packing.windows', 'tiers that begin on an API'), () => {
    const { contextTokens, contextTokensByTier, smallKinds } = windowsOf({});
    expect(contextTokens).toBe(4_096);
    expect(contextTokensByTier).toEqual({ medium: LARGE, complex: LARGE, critical: LARGE });
    // They begin at a tool, and go on at the next engine, whatever their tier.
    expect(smallKinds).toEqual(['format', 'lint']);
  });

  it(verifies('packing.windows', 'free engines first'), () => {
    const all = { contextTokens: 4_096 };
    expect(windowsOf({ flags: { preferLocal: true } })).toEqual(all);
    expect(windowsOf({ flags: { localOnly: true }, available: ['tool', 'local'] })).toEqual(all);
    const overrides: RoutingOverrides = { kinds: { security: { startRung: 'local' } } };
    expect(windowsOf({ overrides }).smallKinds).toEqual(expect.arrayContaining(['security']));
  });

  it(verifies('packing.windows', 'an API alone, and no larger than its models'), () => {
    const alone = windowsOf({ available: API, contextTokens: 16_384 });
    expect(alone.contextTokens).toBe(16_384);
    expect(alone.contextTokensByTier).toEqual({ simple: LARGE, medium: LARGE, complex: LARGE, critical: LARGE });
    const small = windowsOf({ available: API, contextTokens: 16_384, models: withWindow('gpt-5-mini', 8_192) });
    expect(small.contextTokensByTier).toMatchObject({ medium: 8_192, complex: LARGE });
    // Critics may be any of them.
    expect(small.contextTokens).toBe(8_192);
    const standIn = { available: API, contextTokens: 16_384, models: withWindow('gpt-5.4-mini', 12_000) };
    expect(windowsOf({ ...standIn, flags: { fallback: ['gpt-5.4-mini'] } }).contextTokensByTier).toMatchObject({
      medium: 12_000,
    });
  });

  it(verifies('packing.windows', 'the smallest of a list'), () => {
    const models = withWindow('gpt-5-mini', 8_192);
    const flags = { workerModels: ['gpt-5', 'gpt-5-mini'], instances: 2 };
    expect(windowsOf({ flags, models }).contextTokensByTier?.complex).toBe(8_192);
    const mixed = { workerModels: ['gpt-5', 'local:llama3.2'], instances: 2 };
    const { contextTokens, contextTokensByTier = {} } = windowsOf({ flags: mixed, models });
    expect([contextTokens, ...Object.values(contextTokensByTier)].every((tokens) => tokens === 4_096)).toBe(true);
  });

  it(verifies('packing.windows', 'what a critic of answers can read'), () => {
    const { contextTokens, contextTokensByTier } = windowsOf({ criticTokens: 3_000 });
    expect(contextTokens).toBe(3_000);
    expect(contextTokensByTier).toMatchObject({ complex: 3_000 });
  });
});
