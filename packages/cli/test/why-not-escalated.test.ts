import { homePaths, loadCatalogue, loadConfig, loadRouting, NO_PROJECT, type RoutingOverrides } from '@hanzo/config';
import { expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { whyNotEscalated } from '../src/commands/dev/engines/why-not-escalated.ts';
import { configsFile, type Setting } from '../src/setting.ts';

const catalogue = loadCatalogue(configsFile('models.json'));
const home = '/nowhere/.hanzo';

function settingOf(env: Readonly<Record<string, string>>, overrides?: RoutingOverrides): Setting {
  const config = loadConfig({ flags: { home }, env, homeDir: '/nowhere' });
  const { policy, changedIn } = loadRouting(configsFile('tiers.json'), catalogue, [{ file: 'config.json', overrides }]);
  const paths = homePaths(home);
  return { config, paths, catalogue, routing: policy, routingChangedIn: changedIn, project: NO_PROJECT };
}

const KEY = { OPENAI_API_KEY: 'sk-test-canary-1' };
const task = testTask({ kind: 'review', tier: 'simple' });

it.each([
  ['no API key', {}, {}, undefined],
  ['no --budget', KEY, {}, undefined],
  ['--local-only', KEY, { localOnly: true }, undefined],
  ['confidential', KEY, { localOnly: true, dataClass: 'confidential' }, undefined],
  ['the policy of review tasks ends at mesh', KEY, {}, { kinds: { review: { lastRung: 'mesh' } } }],
  ['none that is named can be called', {}, {}, { tiers: { simple: { models: ['gpt-5'] } } }],
] as const)(verifies('receipt.candidates', 'what stands in the way: %s'), (why, env, flags, overrides) => {
  expect(whyNotEscalated({ setting: settingOf(env, overrides), flags, apiAvailable: false })(task)).toBe(why);
});

it('names what a run that may pay an API lacks', () => {
  const parts = { setting: settingOf(KEY), flags: {}, apiAvailable: true };
  expect(whyNotEscalated(parts)(task)).toBe('no API model takes it');
  expect(whyNotEscalated(parts)({ ...task, models: ['local:llama3.2'] })).toBe('only local models are named');
});
