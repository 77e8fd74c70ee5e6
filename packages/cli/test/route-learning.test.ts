import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { homePaths, loadCatalogue, loadConfig, loadTiers, NO_PROJECT } from '@hanzo/config';
import {
  findModel,
  silentLogger,
  systemClock,
  type ApiModelCard,
  type Attempt,
  type LogFacts,
  type Logger,
  type Task,
} from '@hanzo/contracts';
import { openOutcomeBook } from '@hanzo/coordinator';
import { featuresOf, routedText, rungsFor, trainProfile, type RouterProfile } from '@hanzo/router';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { learnedName, openLearning } from '../src/commands/dev/engines/learning.ts';
import { offeredModels } from '../src/commands/dev/models/offered-models.ts';
import { rungPolicyOf, type RungPolicyParts } from '../src/commands/dev/engines/rung-policy.ts';
import { checkLearning } from '../src/commands/doctor/checks/learning.ts';
import type { Setting } from '../src/setting.ts';

const MODELS = fileURLToPath(new URL('../../../configs/models.json', import.meta.url));
const TIERS_FILE = fileURLToPath(new URL('../../../configs/tiers.json', import.meta.url));

/** Of tasks of which most of one sort are too hard for the weak model. */
function trainedProfile(): RouterProfile {
  const rows = Array.from({ length: 100 }, (_, at) => {
    const isHard = at % 2 === 0;
    return {
      text: `${isHard ? 'prove the theorem' : 'add two numbers'} ${at}`,
      weak: isHard && at % 10 !== 0 ? 0 : 1,
      strong: 1,
    };
  });
  const data = { name: 'made here', sha256: '', licence: 'none' };
  const rules = { date: '2026-11-22', strongShare: 0.5, rounds: 100, folds: 2 };
  return trainProfile(rows, { weakModel: 'tiny', strongModel: 'gpt-6-luna', data, ...rules });
}

/** What happens is said here. */
function listening(): { readonly log: Logger; readonly warnings: readonly (readonly [string, LogFacts])[] } {
  const warnings: (readonly [string, LogFacts])[] = [];
  return { log: { ...silentLogger, warn: (message, facts = {}) => void warnings.push([message, facts]) }, warnings };
}

function judged(passed: boolean, model = 'tiny'): Attempt {
  const who = { kind: 'local', model } as const;
  const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 };
  const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
  const answer = { text: 'a', finish: 'stop', who, usage, timings, costMicros: 0 } as const;
  const end = passed
    ? ({ kind: 'passed', answer } as const)
    : ({ kind: 'rejected', answer, gate: 'grounded', reason: 'no' } as const);
  return { number: 1, rung: 'local', who, startedAt: 1, endedAt: 2, end };
}

/** A task that is not one of the few that try all rungs. */
function usualTask(learns: { advised(task: Task): unknown }): Task {
  const tasks = Array.from({ length: 50 }, (_, at) => testTask({ prompt: `look at part ${'x'.repeat(at + 1)}` }));
  const found = tasks.find((task) => learns.advised(task) !== undefined);
  expect(found).toBeDefined();
  return found as Task;
}

describe('what a run learns', () => {
  /** Training takes a while, so one does for all tests. */
  let trained: RouterProfile;
  beforeAll(() => {
    trained = trainedProfile();
  }, 60_000);
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder[Symbol.dispose]());

  function settingOf(learn?: boolean): Setting {
    const home = folder.path;
    if (learn !== undefined) writeFileSync(join(home, 'config.json'), JSON.stringify({ routing: { learn } }));
    const catalogue = loadCatalogue(MODELS);
    const env = { OPENAI_API_KEY: 'sk-test-canary-1234567890' };
    const config = loadConfig({ flags: { home }, env, homeDir: home });
    const routing = loadTiers(TIERS_FILE, catalogue);
    return { config, paths: homePaths(home), catalogue, routing, routingChangedIn: {}, project: NO_PROJECT };
  }

  /** The model was refused at each of so many tasks, in earlier runs. */
  function seed(model = 'tiny', times = 30): void {
    using book = openOutcomeBook(homePaths(folder.path).outcomes, systemClock);
    for (let at = 0; at < times; at += 1) {
      const features = featuresOf(routedText(testTask({ prompt: `look at part ${at}` })));
      book.add({ rung: 'local', model, kind: 'review', features, passed: false, at });
    }
  }

  function policyParts(setting: Setting, changes: Partial<RungPolicyParts> = {}): RungPolicyParts {
    using learning = openLearning(setting, silentLogger);
    const { experience } = learning;
    const available = new Set(['tool', 'local', 'api', 'strong'] as const);
    const freeModels = (): { local: string } => ({ local: 'tiny' });
    const card = findModel(setting.catalogue, 'gpt-5');
    expect(card?.kind).toBe('api');
    const choice = { kind: 'api', card: card as ApiModelCard } as const;
    return { setting, flags: {}, choice, available, experience, freeModels, ...changes };
  }

  it(verifies('learning.kept', 'over runs'), () => {
    const setting = settingOf();
    {
      using learning = openLearning(setting, silentLogger);
      for (let at = 0; at < 25; at += 1) learning.note(testTask(), judged(at === 0));
    }
    using book = openOutcomeBook(setting.paths.outcomes, systemClock);
    expect(book.counts()).toMatchObject([{ model: 'tiny', kind: 'review', judged: 25, passed: 1 }]);
    using next = openLearning(setting, silentLogger);
    const features = featuresOf(routedText(testTask()));
    expect(next.experience.estimate('tiny', 'review', features)).toMatchObject({ seen: 25 });
  });

  it('learns within a run, too', () => {
    using learning = openLearning(settingOf(), silentLogger);
    learning.note(testTask(), judged(false));
    expect(learning.experience.estimate('tiny', 'review', featuresOf({ text: 'x' }))).toMatchObject({ seen: 1 });
  });

  it(verifies('learning.switched-off'), () => {
    seed();
    const setting = settingOf(false);
    {
      using learning = openLearning(setting, silentLogger);
      learning.note(testTask(), judged(true));
      expect(learning.experience.estimate('tiny', 'review', featuresOf({ text: 'x' }))).toBeUndefined();
    }
    using book = openOutcomeBook(setting.paths.outcomes, systemClock);
    expect(book.counts()).toMatchObject([{ judged: 30, passed: 0 }]);
  });

  it(verifies('learning.never-in-the-way'), () => {
    const setting = settingOf();
    writeFileSync(setting.paths.outcomes, 'no database at all'.repeat(300));
    const { log, warnings } = listening();
    using learning = openLearning(setting, log);
    learning.note(testTask(), judged(true));
    learning.note(testTask(), judged(true));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.[0]).toContain('the run goes on without it');
    expect(warnings[0]?.[1]).toMatchObject({ why: expect.stringContaining('outcome book') });
    expect(readFileSync(setting.paths.outcomes, 'utf8')).toContain('no database at all');
  });

  it(verifies('learning.skips', 'the policy asks experience'), () => {
    seed();
    const policy = rungPolicyOf(policyParts(settingOf()));
    const task = usualTask({ advised: (one) => policy.advice?.(one) });
    const { rungs, why } = rungsFor(task, policy);
    expect(rungs).toEqual(['api', 'strong']);
    expect(why).toMatch(/tiny is expected to pass .* of such review tasks \(.*30 judged\): local passed over\.$/);
    const other = rungPolicyOf(policyParts(settingOf(), { freeModels: () => ({ local: 'another' }) }));
    expect(rungsFor(task, other).rungs).toEqual(['local', 'api', 'strong']);
  });

  it(verifies('learning.never-pays'), () => {
    seed();
    const setting = settingOf();
    const allowed = rungPolicyOf(policyParts(setting));
    const task = usualTask({ advised: (one) => allowed.advice?.(one) });
    const unpaid = rungPolicyOf(policyParts(setting, { available: new Set(['tool', 'local']) }));
    expect(rungsFor(task, unpaid).rungs).toEqual(['local']);
    const localOnly = rungPolicyOf(policyParts(setting, { flags: { localOnly: true } }));
    expect(rungsFor(task, localOnly).rungs).toEqual(['local']);
  });

  it(verifies('learning.wish-first'), () => {
    seed();
    const policy = rungPolicyOf(policyParts(settingOf(), { flags: { preferLocal: true } }));
    for (const prompt of ['look at part one', 'look at part two', 'look at part three'])
      expect(rungsFor(testTask({ prompt }), policy).rungs).toEqual(['local', 'api', 'strong']);
  });

  it(verifies('learning.never-spends'), () => {
    seed();
    const choice = { kind: 'local', model: 'tiny', because: 'It was asked for.' } as const;
    const policy = rungPolicyOf(policyParts(settingOf(), { choice }));
    for (const prompt of ['look at part one', 'look at part two', 'look at part three'])
      expect(rungsFor(testTask({ prompt }), policy).rungs).toEqual(['local', 'api', 'strong']);
  });

  it('knows a model by one name, whatever state or alias of it answered', () => {
    const { catalogue } = settingOf();
    expect(learnedName('gpt-5-2025-08-07', catalogue)).toBe('gpt-5');
    expect(learnedName('a model of mine', catalogue)).toBe('a model of mine');
  });

  it('offers each rung the models that would be asked, and none of rungs that are not set up', () => {
    const parts = policyParts(settingOf());
    const policy = rungPolicyOf(parts);
    const offered = offeredModels(testTask({ tier: 'medium' }), { local: 'tiny', mesh: ['a'] }, { ...parts, policy });
    expect(Object.fromEntries(offered)).toEqual({ local: ['tiny'], api: ['gpt-5-mini'], strong: ['gpt-5'] });
  });

  function putProfile(name: string, changes: Partial<RouterProfile> = {}): RouterProfile {
    const { profiles } = homePaths(folder.path);
    const profile = trained;
    mkdirSync(profiles, { recursive: true });
    writeFileSync(join(profiles, name), JSON.stringify({ ...profile, ...changes }));
    return profile;
  }

  it(verifies('learning.profiles'), () => {
    const profile = putProfile('good.json');
    expect(profile.abstains).toBe(false);
    putProfile('changed.json', { weakModel: 'somebody else' });
    writeFileSync(join(homePaths(folder.path).profiles, 'cut.json'), '{"format"');
    const setting = settingOf();
    const { log, warnings } = listening();
    using learning = openLearning(setting, log);
    expect(warnings.map(([, { file }]) => String(file).split('/').at(-1))).toEqual(['changed.json', 'cut.json']);
    const policy = rungPolicyOf(policyParts(setting, { experience: learning.experience }));
    const hard = Array.from({ length: 5 }, (_, at) => testTask({ prompt: `prove the theorem ${at * 2}` }));
    const easy = testTask({ prompt: 'add two numbers 11' });
    expect(hard.filter((task) => rungsFor(task, policy).rungs[0] === 'api').length).toBeGreaterThan(2);
    expect(rungsFor(easy, policy).rungs).toEqual(['local', 'api', 'strong']);
  });

  it(verifies('learning.doctor'), async () => {
    const setting = settingOf();
    const states = async (): Promise<unknown> =>
      (await checkLearning(setting)).map(({ name, state, mend }) => [name, state, mend !== undefined]);
    expect(await states()).toEqual([['learning', 'ok', false]]);
    putProfile('good.json');
    writeFileSync(join(setting.paths.profiles, 'bad.json'), '[]');
    seed();
    expect(await states()).toEqual([
      ['learning', 'ok', false],
      ['profiles', 'ok', false],
      ['profiles', 'warn', true],
    ]);
    writeFileSync(setting.paths.outcomes, 'x'.repeat(5_000));
    expect((await checkLearning(setting))[0]).toMatchObject({ name: 'learning', state: 'warn' });
  });
});
