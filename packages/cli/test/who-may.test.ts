import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { ensureHome, loadCatalogue, loadConfig, loadRouting, NO_PROJECT, type RoutingOverrides } from '@hanzo/config';
import { findModel, HanzoError, type ApiModelCard, type Tier } from '@hanzo/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { sayContent } from '../src/commands/config/trust.ts';
import { confidentialInWords, withDataClass } from '../src/commands/dev/data-class.ts';
import type { EngineFlags } from '../src/commands/dev/flags.ts';
import { localModelOf } from '../src/commands/dev/models/local-model.ts';
import { chainOf } from '../src/commands/dev/models/model-chain.ts';
import { chooseOrchestrator, type OrchestratorChoice } from '../src/commands/dev/models/orchestrator-choice.ts';
import { paymentOf } from '../src/commands/dev/money/payment.ts';
import { withRunsOwn } from '../src/commands/dev/run/run-record.ts';
import { sayTaskModels } from '../src/commands/dev/models/task-models.ts';
import { modelForTier, strongestModel } from '../src/commands/dev/models/tier-models.ts';
import { checkPlanning } from '../src/commands/doctor/checks/planning.ts';
import { checkStarts, checkTierModels } from '../src/commands/doctor/checks/policy.ts';
import { confirm } from '../src/terminal/confirm.ts';
import { expectedEngines } from '../src/commands/route/expected-engines.ts';
import { oneLine } from '../src/terminal/one-line.ts';
import { configsFile, type Setting } from '../src/setting.ts';
import { createTerminal } from '../src/terminal/terminal.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
// Models end: on another day other ones would be chosen.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => void vi.useRealTimers());

const catalogue = loadCatalogue(configsFile('models.json'));
const OPENAI = { OPENAI_API_KEY: 'sk-test-canary-1' };
const CLAUDE_ONLY: RoutingOverrides = {
  tiers: {
    simple: { models: ['claude-haiku-5-5'] },
    medium: { models: ['claude-haiku-5-5'] },
    complex: { models: ['claude-sonnet-5-5'] },
    critical: { models: ['claude-opus-5-5'] },
  },
};

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hanzo-who-'));
});
afterEach(() => rmSync(home, { recursive: true }));

interface Wishes {
  readonly orchestrator?: string;
  readonly maxTier?: Tier;
  readonly env?: Readonly<Record<string, string>>;
  readonly overrides?: RoutingOverrides;
  readonly file?: object;
  /** As an update of the catalogue may leave it. */
  readonly shipped?: Partial<Record<Tier, readonly string[]>>;
}

function settingOf({ orchestrator, maxTier, env = OPENAI, overrides, file, shipped = {} }: Wishes = {}): Setting {
  if (file !== undefined) writeFileSync(join(home, 'config.json'), JSON.stringify(file));
  const config = loadConfig({ flags: { home, ...(orchestrator && { orchestrator }) }, env, homeDir: home });
  const { policy, changedIn } = loadRouting(configsFile('tiers.json'), catalogue, [{ file: 'config.json', overrides }]);
  const tiers = { ...policy.tiers };
  for (const [tier, models] of Object.entries(shipped) as [Tier, readonly string[]][])
    tiers[tier] = { ...tiers[tier], models };
  const setting = { config, paths: ensureHome(home), catalogue, routing: { ...policy, tiers } };
  return { ...setting, routingChangedIn: changedIn, project: NO_PROJECT, ...(maxTier !== undefined && { maxTier }) };
}

function card(name: string): ApiModelCard {
  const found = findModel(catalogue, name);
  if (found?.kind === 'api') return found;
  throw new HanzoError('MODEL_UNKNOWN', name);
}

function errorOf(act: () => unknown): HanzoError {
  try {
    act();
  } catch (error) {
    if (error instanceof HanzoError) return error;
    throw error;
  }
  throw new HanzoError('INTERNAL', 'Nothing was thrown.');
}

function said(act: (terminal: ReturnType<typeof createTerminal>) => void): string {
  const stderr = new PassThrough();
  act(createTerminal(new PassThrough(), stderr, {}));
  return String(stderr.read() ?? '');
}

const api = (name: string): OrchestratorChoice => ({ kind: 'api', card: card(name) });
const LOCAL: OrchestratorChoice = { kind: 'local', model: undefined, because: 'It was asked for.' };

describe('models that a file names', () => {
  it(verifies('routing.named-models'), () => {
    const setting = settingOf({ overrides: CLAUDE_ONLY });
    for (const tier of ['simple', 'medium', 'complex', 'critical'] as const) {
      expect(modelForTier(setting, tier, undefined)).toBeUndefined();
      expect(modelForTier(setting, tier, card('gpt-6.2-astra'))).toBeUndefined();
    }
    expect(strongestModel(setting)).toBeUndefined();
    const choice = chooseOrchestrator(setting, { localOnly: false, isNamed: false });
    expect(choice).toMatchObject({ kind: 'local', because: expect.stringContaining('the configuration names for') });
    expect(paymentOf(setting, { budget: '5' }, choice)).toMatchObject({ allowed: false });
  });

  it(verifies('routing.named-models', 'local ones: no API, but what other tiers name'), () => {
    const setting = settingOf({ overrides: { tiers: { simple: { models: ['local:llama3.2'] } } } });
    expect(modelForTier(setting, 'simple', card('gpt-5'))).toBeUndefined();
    expect(modelForTier(setting, 'medium', card('gpt-5'))?.name).toBe('gpt-5-mini');
    expect(paymentOf(setting, { budget: '5' }, LOCAL).allowed).toBe(true);
    expect(said((terminal) => sayTaskModels(setting, {}, api('gpt-5'), terminal))).toContain(
      'no model of the simple policy can be called, and the configuration names no other one: no API gets such tasks',
    );
  });

  it(verifies('routing.said-departure'), () => {
    const shipped = { simple: ['claude-haiku-5-5'], critical: ['claude-opus-5-5'] };
    const setting = settingOf({ shipped });
    expect(modelForTier(setting, 'simple', undefined)?.name).toBe('gpt-5-nano');
    expect(modelForTier(setting, 'simple', card('gpt-6.2-astra'))?.name).toBe('gpt-5-nano');
    expect(strongestModel(setting)?.name).not.toContain('astra');
    const words = said((terminal) => sayTaskModels(setting, {}, api('gpt-5'), terminal));
    expect(words).toContain('warning: no model of the simple policy can be called: gpt-5-nano at api.openai.com');
    expect(words.indexOf('warning')).toBe(0);
    const [finding] = checkTierModels(setting, NOW);
    expect(finding).toMatchObject({ state: 'warn', mend: 'They need a key: hanzo keys set anthropic.' });
    expect(finding?.detail).toContain('gpt-5-nano at api.openai.com is taken instead');
  });

  it('says nothing where the policy can be kept', () => {
    expect(said((terminal) => sayTaskModels(settingOf(), {}, api('gpt-5'), terminal))).not.toContain('warning');
  });
});

describe('who plans', () => {
  const choose = (setting: Setting, localOnly: boolean, isNamed: boolean): OrchestratorChoice =>
    chooseOrchestrator(setting, { localOnly, isNamed });

  it(verifies('routing.max-tier', 'a model that was named before yields'), () => {
    const kept: EngineFlags = withRunsOwn<EngineFlags>({ maxTier: 'simple' }, { orchestrator: 'gpt-5' }, {});
    const resumed = settingOf({ ...(kept.orchestrator && { orchestrator: kept.orchestrator }), maxTier: 'simple' });
    const configured = settingOf({ file: { orchestrator: 'gpt-5' }, maxTier: 'simple' });
    for (const setting of [resumed, configured]) {
      expect(choose(setting, false, false)).toMatchObject({
        kind: 'api',
        card: { name: 'gpt-6-luna' },
        insteadOf: 'gpt-5 is above --max-tier simple, so gpt-6-luna plans in its place',
      });
      expect(choose(setting, false, true)).toMatchObject({ kind: 'api', card: { name: 'gpt-5' } });
    }
    expect(choose(settingOf({ file: { orchestrator: 'gpt-5' } }), false, false)).toEqual(api('gpt-5'));
  });

  it(verifies('routing.max-tier', 'no more than --fallback may name one above it'), () => {
    const flags = { fallback: ['gpt-6.2-astra'] };
    const bound = settingOf({ maxTier: 'simple' });
    expect(errorOf(() => chainOf(card('gpt-6-luna'), bound, flags))).toMatchObject({
      code: 'USAGE',
      message: '--fallback: gpt-6.2-astra is above --max-tier.',
    });
    expect(chainOf(card('gpt-6-luna'), settingOf(), flags)).toHaveLength(1);
  });

  it(verifies('cli.local-only', 'a configured API model yields'), () => {
    const flags: EngineFlags = withRunsOwn<EngineFlags>({ localOnly: true }, { orchestrator: 'gpt-5' }, {});
    expect(flags.orchestrator).toBeUndefined();
    const setting = settingOf({ file: { orchestrator: 'gpt-5' } });
    expect(choose(setting, true, false)).toMatchObject({ kind: 'local' });
    expect(errorOf(() => choose(setting, true, true)).message).toContain('contradict each other');
  });

  it(verifies('routing.confidential'), () => {
    const setting = settingOf({ file: { orchestrator: 'gpt-5' } });
    const flags = withDataClass({ dataClass: 'confidential', budget: '5' }, setting);
    expect(flags.localOnly).toBe(true);
    const choice = choose(setting, true, false);
    expect(choice.kind).toBe('local');
    expect(paymentOf(setting, flags, choice).allowed).toBe(false);
    expect(confidentialInWords(flags, choice)).toContain('confidential work goes to no API');
    const local = { dataClass: 'confidential', orchestrator: 'local:llama3.2' } as const;
    expect(withDataClass(local, setting).localOnly).toBe(true);
    for (const dataClass of ['public', 'internal', undefined] as const)
      expect(withDataClass({ ...(dataClass && { dataClass }) }, setting).localOnly).toBeUndefined();
  });

  it(verifies('routing.confidential', 'where it is named, that is said'), () => {
    const named = { dataClass: 'confidential', orchestrator: 'gpt-5' } as const;
    const flags = withDataClass(named, settingOf());
    expect(flags).toEqual(named);
    expect(confidentialInWords(flags, api('gpt-5'))).toBe(
      'confidential work goes to APIs, because --orchestrator names gpt-5',
    );
    expect(confidentialInWords({}, api('gpt-5'))).toBeUndefined();
  });

  it(verifies('routing.doctor-plans'), async () => {
    const found = async (wishes: Wishes): Promise<unknown> => await checkPlanning(settingOf(wishes));
    const at = join(home, 'config.json');
    expect(await found({ file: { orchestrator: 'gpt-55' } })).toMatchObject([
      {
        state: 'fail',
        detail: `every run fails: ${at} (orchestrator): There is no model "gpt-55" in the catalogue. Did you mean gpt-5?`,
      },
    ]);
    expect(await found({ file: { orchestrator: 'gpt-5' }, env: {} })).toMatchObject([
      { state: 'fail', detail: expect.stringContaining(`${at} (orchestrator): `) },
    ]);
    expect(await found({ file: { orchestrator: 'local:llama3.2' } })).toMatchObject([
      { state: 'fail', detail: expect.stringContaining(`${at} (orchestrator): The model llama3.2 is not on this`) },
    ]);
    expect(await found({ file: {}, env: {} })).toEqual([]);
    expect(await found({ file: {} })).toMatchObject([{ state: 'ok', detail: 'gpt-5 plans' }]);
  });

  it(verifies('routing.doctor', 'a start at the mesh'), () => {
    expect(checkStarts(settingOf())).toEqual([]);
    const overrides: RoutingOverrides = { kinds: { docs: { startRung: 'mesh' } } };
    expect(checkStarts(settingOf({ overrides }))).toMatchObject([
      { state: 'warn', detail: expect.stringContaining('kinds.docs start at the mesh') },
    ]);
  });
});

describe('the model that this machine loads', () => {
  const install = (file: string, bytes: number): void => {
    const path = join(settingOf().paths.models, file);
    writeFileSync(path, '');
    truncateSync(path, bytes);
  };
  const loaded = (flags: EngineFlags, wishes: Wishes = {}, choice = api('gpt-5')): string | undefined =>
    localModelOf(flags, choice, settingOf(wishes))?.name;

  it(verifies('routing.prefer-local'), () => {
    expect(errorOf(() => loaded({ preferLocal: true }))).toMatchObject({
      code: 'MODEL_NOT_INSTALLED',
      mend: expect.stringContaining('hanzo models pull llama3.2'),
    });
    using memory = vi.spyOn(process, 'availableMemory').mockReturnValue(10_000);
    install('small.gguf', 10);
    install('large.gguf', 1_000);
    install('huge.gguf', 100_000);
    expect(loaded({ preferLocal: true })).toBe('large');
    expect(memory).toHaveBeenCalled();
    const named = findModel(catalogue, 'llama3.2');
    install(named?.kind === 'local' ? named.fileName : '', 100);
    expect(loaded({ preferLocal: true })).toBe('llama3.2');
    expect(loaded({ preferLocal: true }, { file: { localModel: 'small' } })).toBe('small');
    const expected = expectedEngines({ preferLocal: true }, settingOf(), api('gpt-5'), []);
    expect([...expected.available]).toEqual(['tool', 'local', 'api', 'strong']);
    expect(expected.freeModels).toEqual({ local: 'small' });
  });

  it('is none where nothing local is wanted, or the mesh does it', () => {
    expect(loaded({})).toBeUndefined();
    expect(loaded({ preferLocal: true, useHanzoNet: true })).toBeUndefined();
  });
});

describe('what is shown before a project is trusted', () => {
  it(verifies('routing.trust-shown', 'programs last'), () => {
    const content = { tiers: { simple: { startRung: 'api' } }, commands: { lint: ['eslint', '{files}'] } } as const;
    const lines = said((terminal) => sayContent(content, terminal))
      .trim()
      .split('\n');
    expect(lines[0]).toBe('tiers.simple.startRung: "api"');
    expect(lines.slice(-2)).toEqual([
      'Trusted, it decides who does your work here and what that costs, and starts these programs here:',
      "  runs for lint: eslint '{files}'",
    ]);
  });

  it(verifies('routing.trust-shown', 'names that steer no terminal'), async () => {
    expect(oneLine('/w\u001b[2J\u001b[H/a\nTrust /b?\u202e/c')).toBe('/w?[2J?[H/a?Trust /b??/c');
    const terminal = createTerminal(new PassThrough(), new PassThrough(), {});
    await expect(confirm('Sure?', terminal, 'give --yes')).rejects.toMatchObject({ code: 'USAGE' });
  });
});
