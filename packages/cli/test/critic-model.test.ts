import { PassThrough } from 'node:stream';
import { homePaths, loadCatalogue, loadConfig, loadRouting, NO_PROJECT } from '@hanzo/config';
import { findModel, HanzoError, type ApiModelCard, type RungName, type Tier } from '@hanzo/contracts';
import { Experience, rungsFor } from '@hanzo/router';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { criticModel, refuseOnlyCritic, type CriticModel } from '../src/commands/dev/models/critic-model.ts';
import type { EngineFlags } from '../src/commands/dev/flags.ts';
import { offeredModels } from '../src/commands/dev/models/offered-models.ts';
import { rungPolicyOf } from '../src/commands/dev/engines/rung-policy.ts';
import { sayTaskModels } from '../src/commands/dev/models/task-models.ts';
import * as explain from '../src/commands/route/explain.ts';
import { configsFile, type Setting } from '../src/setting.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
// Models end: on another day other ones would be chosen.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => void vi.useRealTimers());

const catalogue = loadCatalogue(configsFile('models.json'));
const home = '/nowhere/.hanzo';
const setting: Setting = {
  config: loadConfig({ flags: { home }, env: { OPENAI_API_KEY: 'sk-test-canary-1' }, homeDir: '/nowhere' }),
  paths: homePaths(home),
  catalogue,
  routing: loadRouting(configsFile('tiers.json'), catalogue, []).policy,
  routingChangedIn: {},
  project: NO_PROJECT,
};

function card(name: string): ApiModelCard {
  const found = findModel(catalogue, name);
  if (found?.kind === 'api') return found;
  throw new HanzoError('MODEL_UNKNOWN', name);
}

const choice = { kind: 'api', card: card('gpt-5') } as const;

function criticOf(critic: string): CriticModel {
  return criticModel({ critic }, setting) ?? expect.fail('nobody wants one');
}

function route(
  tier: Tier,
  flags: EngineFlags,
  available: readonly RungName[] = ['api', 'strong'],
): readonly RungName[] {
  const parts = { setting, flags, choice, available: new Set(available), experience: new Experience() };
  const policy = rungPolicyOf({ ...parts, freeModels: () => ({}) });
  return rungsFor(testTask({ kind: 'review', tier }), policy).rungs;
}

describe('the model of --critic', () => {
  it(verifies('gates.critic-no-worker'), () => {
    expect(route('simple', {})).toEqual(['api', 'strong']);
    expect(route('simple', { critic: 'gpt-5' })).toEqual(['api']);
    expect(route('simple', { critic: 'gpt-6-luna' })).toEqual(['strong']);
    expect(route('complex', { critic: 'gpt-5' })).toEqual([]);
    expect(route('complex', { critic: 'gpt-5' }, ['mesh', 'api', 'strong'])).toEqual(['mesh']);
    expect(route('complex', { critic: 'gpt-4o' })).toEqual(['api', 'strong']);
    // What is left out is no dearer rung for whose sake a cheaper one could be passed over.
    const parts = { setting, flags: { critic: 'gpt-5' }, choice, available: new Set(['api', 'strong'] as const) };
    const policy = rungPolicyOf({ ...parts, experience: new Experience(), freeModels: () => ({}) });
    const offers = offeredModels(testTask({ tier: 'simple' }), {}, { setting, choice, policy });
    expect([...offers]).toEqual([['api', ['gpt-6-luna']]]);
  });

  it(verifies('gates.critic-no-worker', 'where nobody is left'), () => {
    const paid = { setting, choice, isPaid: true };
    const refused = /^--critic: gpt-5 is the critic of this run, .* Nobody else is left/;
    expect(() => refuseOnlyCritic(criticOf('gpt-5'), { tier: 'complex' }, paid)).toThrow(refused);
    expect(() => refuseOnlyCritic(criticOf('gpt-5'), {}, paid)).not.toThrow();
    expect(() => refuseOnlyCritic(criticOf('gpt-5'), { tier: 'complex', useHanzoNet: true }, paid)).not.toThrow();
    expect(() => refuseOnlyCritic(criticOf('gpt-4o'), { tier: 'complex' }, paid)).not.toThrow();
    const free = { setting, choice, isPaid: false, local: 'llama3.2' };
    expect(() => refuseOnlyCritic(criticOf('local:llama3.2'), {}, free)).toThrow('Nobody else is left');
    expect(() => refuseOnlyCritic(criticOf('local:judge'), {}, free)).not.toThrow();
  });

  it(verifies('gates.critic-said'), () => {
    const said = (flags: EngineFlags): string => {
      const lines: string[] = [];
      const style = { yellow: (text: string): string => text };
      sayTaskModels(setting, flags, choice, { err: (line: string) => lines.push(line), style } as unknown as Terminal);
      return lines.join('\n');
    };
    const own = said({ critic: 'gpt-5', fallback: false, verbose: true });
    expect(own).toContain('critic: gpt-5 at api.openai.com; paid for each answer that it judges');
    // Who plans was said to end already.
    expect(own).not.toContain('ends on');
    expect(own).toContain('No API gets complex, critical tasks in this run.');
    expect(own).not.toMatch(/^(what gates refuse of .*|.*tasks): gpt-5 at/m);
    const other = said({ critic: 'gpt-4o', verbose: true });
    expect(other).toContain('critic: gpt-4o at api.openai.com');
    expect(other).toContain('gpt-4o ends on 2027-01-14');
    expect(other).toContain('complex, critical tasks: gpt-5 at api.openai.com');
    expect(said({ critic: 'local:judge' })).toContain('critic: judge, a local model, at no cost');
    expect(said({})).not.toContain('critic:');
  });

  it(verifies('learning.explain', 'with a critic'), async () => {
    using folder = temporaryFolder();
    vi.stubEnv('OPENAI_API_KEY', 'sk-test-canary-1');
    const stdout = new PassThrough();
    const terminal = createTerminal(stdout, new PassThrough(), {});
    await explain.run(
      { task: 'find bugs', critic: 'gpt-5', orchestrator: 'gpt-5', home: folder.path, json: true },
      terminal,
    );
    vi.unstubAllEnvs();
    expect(JSON.parse(String(stdout.read()))).toMatchObject({
      route: { rungs: ['api'], why: expect.stringContaining('gpt-5 is the critic of this run') },
      rungs: [{ rung: 'api', models: [{ model: 'gpt-6-luna' }] }],
      gates: expect.arrayContaining(['critic']),
    });
  });
});
