import { PassThrough } from 'node:stream';
import { mkdirSync } from 'node:fs';
import { homePaths, loadCatalogue, loadConfig, loadRouting, NO_PROJECT } from '@hanzo/config';
import { findModel, HanzoError, type ApiModelCard, type Task } from '@hanzo/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { EngineFlags } from '../src/commands/dev/flags.ts';
import { listedModels, listedStronger } from '../src/commands/dev/models/listed-models.ts';
import { modelsAvailable } from '../src/commands/dev/models/models-available.ts';
import { checkNamedModels } from '../src/commands/dev/models/check-named-models.ts';
import {
  modelsOfTasks,
  namedLocals,
  panelModels,
  panelSize,
  workerModels,
} from '../src/commands/dev/models/named-models.ts';
import { sayTaskModels } from '../src/commands/dev/models/task-models.ts';
import { configsFile, type Setting } from '../src/setting.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
// Models end: on another day other ones would be chosen.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => void vi.useRealTimers());

const catalogue = loadCatalogue(configsFile('models.json'));
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());
const home = folder.path;
const setting: Setting = {
  config: loadConfig({ flags: { home }, env: { OPENAI_API_KEY: 'sk-test-canary-1' }, homeDir: home }),
  paths: homePaths(home),
  catalogue,
  routing: loadRouting(configsFile('tiers.json'), catalogue, []).policy,
  routingChangedIn: {},
  project: NO_PROJECT,
};
mkdirSync(setting.paths.models, { recursive: true });

function card(name: string): ApiModelCard {
  const found = findModel(catalogue, name);
  if (found?.kind === 'api') return found;
  throw new HanzoError('MODEL_UNKNOWN', name);
}

const api = { kind: 'api', card: card('gpt-5') } as const;
const local = { kind: 'local', model: 'llama3.2', because: '' } as const;

function refusal(flags: EngineFlags, choice: typeof api | typeof local = api, its: Setting = setting): unknown {
  try {
    checkNamedModels(its, flags, choice);
    return 'taken';
  } catch (error) {
    if (!(error instanceof HanzoError)) throw error;
    expect(error.mend, error.message).toBeTruthy();
    return `${error.code}: ${error.message}`;
  }
}

describe('models that flags name', () => {
  it('are known by their aliases, and local ones by local:', () => {
    const flags = { workerModels: ['local:llama3.2', 'gpt-5-mini', 'llama3.2'] };
    expect(modelsOfTasks(workerModels(flags, setting))).toEqual(['local:llama3.2', 'gpt-5-mini']);
    expect(namedLocals({ ...flags, critic: 'local:mine,gpt-5' }, setting)).toEqual(['llama3.2', 'mine']);
    expect(modelsOfTasks(workerModels({}, setting))).toBeUndefined();
  });

  it('make a panel when there are several, or a number is said', () => {
    expect([{}, { critic: 'gpt-5' }].map(panelSize)).toEqual([0, 0]);
    expect([{ critic: 'gpt-5,gpt-5-mini' }, { criticInstances: 3 }].map(panelSize)).toEqual([2, 3]);
    expect(panelModels({ critic: 'gpt-5' }, setting)).toEqual([]);
    expect(modelsOfTasks(panelModels({ critic: 'gpt-5', criticInstances: 2 }, setting))).toEqual(['gpt-5']);
  });

  it(verifies('task-models.refused'), () => {
    expect(refusal({ workerModels: ['gpt-5-mini'] })).toBe('taken');
    expect(refusal({ workerModels: ['gpt-5-mimi'] })).toContain(
      'MODEL_UNKNOWN: --worker-models: there is no model "gpt-5-mimi"',
    );
    expect(refusal({ critic: 'gpt-5,nobody' })).toContain('MODEL_UNKNOWN: --critic: there is no model "nobody"');
    expect(refusal({ workerModels: ['local:any'] })).toContain('MODEL_UNKNOWN');
    expect(refusal({ workerModels: ['local:llama3.2'] })).toContain('MODEL_NOT_INSTALLED');
    expect(refusal({ workerModels: ['local:whatever'], useHanzoNet: true })).toBe('taken');
    expect(refusal({ workerModels: ['gpt-5'], localOnly: true }, local)).toBe(
      'USAGE: --worker-models: gpt-5 is an API model, and this run pays no API.',
    );
    expect(refusal({ critic: 'gpt-5', criticInstances: 1 }, local)).toContain('USAGE: --critic: gpt-5 is an API model');
    expect(refusal({ workerModels: ['gpt-5'], budget: '1' }, local)).toBe('taken');
    expect(refusal({ workerModels: ['claude-opus-5-5'] })).toContain('CREDENTIALS_MISSING');
    expect(refusal({ workerModels: ['gpt-5'], maxTier: 'simple' }, api, { ...setting, maxTier: 'simple' })).toBe(
      'USAGE: --worker-models: gpt-5 is above --max-tier.',
    );
    expect(refusal({ critic: 'gpt-5,gpt-5-mini', criticInstances: 0 })).toContain('contradict each other');
    expect(refusal({ critic: 'gpt-5', workerModels: ['gpt-5'] })).toContain('nobody judges his own answers');
    expect(refusal({ critic: 'gpt-5', workerModels: ['gpt-5'], criticInstances: 1 })).toBe('taken');
  });

  it(verifies('task-models.api', 'in order'), () => {
    const order = (tier: Task['tier'], models: readonly string[], kind: Task['kind'] = 'review'): unknown =>
      listedModels({ kind, tier, models }, setting)?.map(({ name }) => name);
    const list = ['local:llama3.2', 'gpt-5', 'gpt-5-mini', 'gpt-6-luna', 'claude-opus-5-5'];
    // Without a key for the last one, it is not called.
    expect(order('complex', list)).toEqual(['gpt-5', 'gpt-5-mini', 'gpt-6-luna']);
    const [cheapest] = order('simple', list) as string[];
    expect(['gpt-5-mini', 'gpt-6-luna']).toContain(cheapest);
    expect(order('simple', ['gpt-6-luna', 'gpt-5-mini'])).toEqual(order('simple', ['gpt-5-mini', 'gpt-6-luna']));
    expect(order('simple', list, 'critic')).toEqual(['gpt-5', 'gpt-5-mini', 'gpt-6-luna']);
    expect(order('simple', ['local:llama3.2'])).toEqual([]);
    expect(listedModels({ kind: 'review', tier: 'simple' }, setting)).toBeUndefined();
    const strong = listedStronger({ kind: 'review', tier: 'simple', models: list }, setting);
    expect(strong?.map(({ name }) => name)[0]).toBe('gpt-5');
    expect(listedStronger({ kind: 'review', tier: 'simple', models: ['gpt-5'] }, setting)).toEqual([]);
  });

  it('are told before anything leaves', () => {
    const stderr = new PassThrough();
    const terminal: Terminal = createTerminal(new PassThrough(), stderr, {});
    const flags = { workerModels: ['gpt-5-mini'], critic: 'gpt-5,gpt-6-luna', criticInstances: 3 };
    sayTaskModels(setting, flags, api, terminal);
    const said = String(stderr.read());
    expect(said).toContain('worker models: gpt-5-mini at api.openai.com; no other one gets a planned task');
    expect(said).toContain('critics: 3 for each finding, in turn gpt-5, gpt-6-luna');
  });

  it('are all that could do a task of a tier, where none is named', () => {
    const engines = { local: undefined, mesh: undefined, apiAvailable: true };
    const all = modelsAvailable('medium', { setting, choice: api, engines });
    expect(all[0]).toBe('gpt-5-mini');
    expect(all).toContain('gpt-5');
    expect(modelsAvailable('medium', { setting, choice: api, engines: { ...engines, apiAvailable: false } })).toEqual(
      [],
    );
  });
});
