import { describe, expect, it } from 'vitest';
import { describeConfig } from '../src/index.ts';
import { checkProjectFile } from '../src/project-schema.ts';
import { errorOf, sandbox } from './sandbox.ts';
import { verifies } from '../../../test/support/verifies.ts';

const SECTION = {
  approve: { network: 'allow', write: 'deny' },
  byName: { 'browser__*': 'allow', browser__browser_click: 'ask', git: 'deny' },
  steps: 20,
  seconds: 0.5,
  budgetUsd: '0.25',
  callSeconds: 90,
};

describe('tools', () => {
  it(verifies('config.tools'), () => {
    using box = sandbox();
    box.write('config.json', { tools: SECTION });
    const config = box.load({ tools: { steps: 3, budgetUsd: '2.50' } });
    expect(config.tools).toEqual({
      rules: { read: 'allow', write: 'deny', network: 'allow', byName: SECTION.byName },
      limits: { maxSteps: 3, maxMs: 500, maxMicros: 2_500_000, maxToldTokens: 40_000 },
      callMs: 90_000,
    });
    expect(config.origins).toMatchObject({
      'tools.approve.read': 'default',
      'tools.approve.network': expect.stringContaining('config.json (tools.approve.network)') as string,
      'tools.steps': '--tool-steps',
      'tools.budgetUsd': '--tool-budget',
      'tools.callSeconds': expect.stringContaining('config.json (tools.callSeconds)') as string,
    });
    const rows = describeConfig(config).filter(({ key }) => key.startsWith('tools.'));
    expect(rows.map(({ key, value }) => `${key} = ${value}`)).toEqual([
      'tools.approve.read = allow',
      'tools.approve.write = deny',
      'tools.approve.network = allow',
      'tools.byName = browser__* allow, browser__browser_click ask, git deny',
      'tools.steps = 3',
      'tools.seconds = 0.5',
      'tools.budgetUsd = $2.50',
      'tools.callSeconds = 90',
    ]);
  });

  it(verifies('config.tools', 'a project may not'), () => {
    const error = errorOf(() => checkProjectFile({ tools: { approve: { write: 'allow' } } }, 'p.json', 'home.json'));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(error.message).toContain('tools: a project may not say this');
  });

  it.each([
    ['browser', 'did you mean "browser__*"?'],
    ['browser*', 'did you mean "browser__*"?'],
    ['browser_*', 'did you mean "browser__*"?'],
    ['*', 'did you mean "browser__*"?'],
    ['write', 'did you mean tools.approve.write?'],
    ['write_fil', 'did you mean "write_file"?'],
    ['serch', 'did you mean "search"?'],
    ['a b__*', 'no tool has this name'],
    [`${'x'.repeat(62)}__y`, 'no tool has this name'],
  ])(verifies('config.tools', 'a rule under a name that nothing can have is none: %s'), (name, says) => {
    using box = sandbox();
    box.write('config.json', { tools: { byName: { read_file: 'allow', [name]: 'deny' } } });
    expect(errorOf(() => box.load())).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(says) as string,
    });
  });

  it.each([
    [{ aprove: {} }, 'Did you mean "approve"?'],
    [{ approve: { netwrok: 'allow' } }, 'Did you mean "network"?'],
    [{ approve: { read: 'yes' } }, 'Change or remove tools.approve.read.'],
    [{ byName: { 'browser*': 'allow' } }, 'Change or remove tools.byName.browser*.'],
    [{ byName: { '*': 'allow' } }, 'Change or remove tools.byName.*.'],
    [{ byName: { git: 'sometimes' } }, 'Change or remove tools.byName.git.'],
    [{ steps: 0 }, 'Change or remove tools.steps.'],
    [{ steps: 101 }, 'Change or remove tools.steps.'],
    [{ seconds: 0 }, 'Change or remove tools.seconds.'],
    [{ budgetUsd: -1 }, 'Change or remove tools.budgetUsd.'],
    [{ callSeconds: 1e9 }, 'Change or remove tools.callSeconds.'],
  ])('refuses %j', (tools, mend) => {
    using box = sandbox();
    box.write('config.json', { tools });
    expect(errorOf(() => box.load())).toMatchObject({ code: 'CONFIG_INVALID', mend });
  });
});
