import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import {
  configJsonSchema,
  delegationsFolderFault,
  describeConfig,
  homePaths,
  loadProject,
  offerProject,
  projectJsonSchema,
  withProjectDelegate,
  writeTrust,
  type Config,
} from '../src/index.ts';
import { errorOf, sandbox, type Sandbox } from './sandbox.ts';

const SECTION = {
  model: 'Claude Sonnet 4.5',
  folder: 'notes/delegations',
  budgetUsd: '2.50',
  contextTokens: 50_000,
  retries: 2,
  afterFailures: 3,
};

/** The configuration in a workspace whose file is trusted. */
function inProject(box: Sandbox, delegate: unknown): { readonly config: Config; readonly file: string } {
  const paths = homePaths(join(box.homeDir, '.hanzo'));
  const root = join(box.homeDir, 'shop');
  mkdirSync(join(root, '.hanzo'), { recursive: true });
  writeFileSync(join(root, '.hanzo', 'config.json'), JSON.stringify({ delegate }));
  const { file, sha256 } = offerProject(root, paths);
  writeTrust(paths.trustedProjects, { file, sha256, trustedAt: '2026-11-22T01:02:03.000Z' });
  return { config: withProjectDelegate(box.load(), loadProject(root, paths).content?.delegate, file), file };
}

describe('delegate', () => {
  it(verifies('delegate-words.config'), () => {
    using box = sandbox();
    const path = box.write('config.json', { delegate: SECTION });
    const config = box.load();
    const { budgetUsd, ...same } = SECTION;
    expect(config.delegate).toEqual({ ...same, budgetMicros: 2_500_000 });
    expect(budgetUsd).toBe('2.50');
    expect(config.origins).toMatchObject({
      'delegate.model': `${path} (delegate.model)`,
      'delegate.afterFailures': `${path} (delegate.afterFailures)`,
    });
    const rows = describeConfig(config).filter(({ key }) => key.startsWith('delegate.'));
    expect(rows.map(({ key, value }) => `${key} = ${value}`)).toEqual([
      'delegate.model = Claude Sonnet 4.5',
      'delegate.folder = notes/delegations',
      'delegate.budgetUsd = $2.50',
      'delegate.contextTokens = 50000',
      'delegate.retries = 2',
      'delegate.afterFailures = 3',
    ]);
  });

  it(verifies('delegate-words.config-project'), () => {
    using box = sandbox();
    const { model, folder } = SECTION;
    const { config, file } = inProject(box, { model, folder, budgetUsd: 0.2, contextTokens: 900_000, retries: 5 });
    expect(config.delegate).toEqual({ model, folder, budgetMicros: 200_000, contextTokens: 30_000, retries: 1 });
    expect(config.origins).toMatchObject({
      'delegate.folder': `${file} (delegate.folder)`,
      'delegate.budgetUsd': `${file} (delegate.budgetUsd)`,
      'delegate.contextTokens': 'default',
      'delegate.retries': 'default',
    });
    expect(inProject(box, { budgetUsd: 500 }).config.delegate.budgetMicros).toBe(1_000_000);
    expect(Object.isFrozen(config) && Object.isFrozen(config.delegate)).toBe(true);
  });

  it(verifies('delegate-words.config-project', 'nothing is delegated by itself because a repository says so'), () => {
    using box = sandbox();
    const error = errorOf(() => inProject(box, { afterFailures: 1 }));
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', mend: 'Change or remove delegate.afterFailures.' });
    expect(error.message).toContain('delegate.afterFailures: a project may not say this');
    expect(errorOf(() => inProject(box, { retrys: 1 })).mend).toBe('Did you mean "retries"?');
  });

  it('is in the JSON schemas for editors', () => {
    const [own, project] = [configJsonSchema(), projectJsonSchema()].map((schema) => JSON.stringify(schema));
    for (const key of Object.keys(SECTION)) expect(own).toContain(`"${key}":{`);
    expect(project).toContain('"budgetUsd":{');
    expect(project).toContain('"afterFailures":{"not":{}}');
  });

  it.each([
    ['/tmp/x', 'relative'],
    ['~/x', 'relative'],
    [String.raw`C:\x`, 'relative'],
    ['C:x', 'relative'],
    ['a/../../x', 'inside'],
    ['.', 'of its own'],
    ['./', 'of its own'],
    ['', 'of its own'],
    ['a//b', 'plain names'],
    ['a/./b', 'plain names'],
    [String.raw`a\b`, 'plain names'],
    ['a/b\u202e', 'plain names'],
    ['a/b ', 'plain names'],
    ['a/b.', 'plain names'],
    ['ab:c', 'plain names'],
    ['.git/hooks', "git's own"],
    ['a/.GIT/hooks', "git's own"],
  ])(verifies('delegate-words.config-faults', '%j'), (folder, says) => {
    using box = sandbox();
    box.write('config.json', { delegate: { folder } });
    expect(errorOf(() => box.load())).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(says) as string,
    });
    expect(errorOf(() => inProject(box, { folder })).message).toContain(says);
  });

  it('says how long a folder may be', () => {
    expect(delegationsFolderFault('x'.repeat(256))).toBe('must have at most 255 characters');
    expect(delegationsFolderFault('x'.repeat(255))).toBeUndefined();
  });

  it.each(['.autonomous_runs/openai_delegations', 'Übergaben/2026', 'my notes/x+y', '..x/y'])('takes %j', (folder) => {
    expect(delegationsFolderFault(folder)).toBeUndefined();
  });

  it.each([
    [{ budgetUsd: 'much' }, 'delegate.budgetUsd'],
    [{ budgetUsd: -1 }, 'delegate.budgetUsd'],
    [{ contextTokens: 1.5 }, 'delegate.contextTokens'],
    [{ retries: 6 }, 'delegate.retries'],
    [{ afterFailures: 0 }, 'delegate.afterFailures'],
    [{ model: '\u001b[31m' }, 'delegate.model'],
    [{ model: '' }, 'delegate.model'],
  ])('refuses %j', (delegate, at) => {
    using box = sandbox();
    box.write('config.json', { delegate });
    expect(errorOf(() => box.load())).toMatchObject({ code: 'CONFIG_INVALID', mend: `Change or remove ${at}.` });
  });
});
