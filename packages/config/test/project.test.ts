import { chmodSync, mkdirSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import {
  homePaths,
  loadProject,
  offerProject,
  projectPaths,
  readTrust,
  removeTrust,
  writeTrust,
  type HomePaths,
  type Project,
} from '../src/index.ts';
import { errorOf, sandbox, type Sandbox } from './sandbox.ts';

const CONTENT = {
  tiers: { simple: { models: ['gpt-5-nano'] } },
  commands: { lint: ['node_modules/.bin/eslint', '{files}'] },
};

describe("a project's own file", () => {
  let box: Sandbox;
  let paths: HomePaths;
  let root: string;
  let file: string;
  beforeEach(() => {
    box = sandbox();
    paths = homePaths(join(box.homeDir, '.hanzo'));
    ({ root, file } = projectPaths(join(box.homeDir)));
    root = join(root, 'work');
    mkdirSync(join(root, '.hanzo'), { recursive: true });
    file = projectPaths(root).file;
  });
  afterEach(() => box[Symbol.dispose]());

  const write = (content: unknown): void =>
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const trust = (): void => {
    const { sha256 } = offerProject(root, paths);
    writeTrust(paths.trustedProjects, { file, sha256, trustedAt: '2026-11-22T01:02:03.000Z' });
  };
  const state = (): Project => loadProject(root, paths).project;

  it(verifies('routing.project-trust'), () => {
    expect(state()).toEqual({ root, file, state: 'none', commands: {} });
    write(CONTENT);
    expect(state()).toMatchObject({ state: 'untrusted', commands: {}, why: `${file} is not trusted.` });
    expect(loadProject(root, paths).content).toBeUndefined();
    trust();
    expect(state()).toEqual({ root, file, state: 'trusted', commands: CONTENT.commands });
    expect(loadProject(root, paths).content).toMatchObject({ tiers: CONTENT.tiers });
    write(`${JSON.stringify(CONTENT)} `);
    expect(state()).toMatchObject({
      state: 'untrusted',
      commands: {},
      why: `${file} has changed since you trusted it on 2026-11-22.`,
    });
    write(CONTENT);
    expect(state().state).toBe('trusted');
    expect(removeTrust(paths.trustedProjects, file)).toBe(true);
    expect(state().state).toBe('untrusted');
    expect(removeTrust(paths.trustedProjects, file)).toBe(false);
  });

  it(verifies('routing.project-trust', 'by its real path: a copy elsewhere is another project'), () => {
    write(CONTENT);
    trust();
    symlinkSync(root, join(box.homeDir, 'short'));
    expect(loadProject(join(box.homeDir, 'short'), paths).project.state).toBe('trusted');
    renameSync(root, join(box.homeDir, 'moved'));
    expect(loadProject(join(box.homeDir, 'moved'), paths).project.state).toBe('untrusted');
  });

  it(verifies('routing.project-trust', 'in records that only their owner can write'), () => {
    write(CONTENT);
    trust();
    const [name = ''] = readdirSync(paths.trustedProjects);
    const record = join(paths.trustedProjects, name);
    expect(statSync(record).mode & 0o777).toBe(0o600);
    expect(readTrust(paths.trustedProjects, file)?.file).toBe(file);
    chmodSync(record, 0o622);
    expect(state()).toMatchObject({
      state: 'untrusted',
      why: expect.stringContaining('can be written by other users'),
    });
    writeFileSync(record, '{', { mode: 0o600 });
    chmodSync(record, 0o600);
    expect(state().state).toBe('untrusted');
    trust();
    expect(state().state).toBe('trusted');
  });

  it(verifies('routing.project-trust', "not in the user's home folder, where hanzo's own file lies"), () => {
    box.write('config.json', { tiers: { simple: { models: ['gpt-5'] } } });
    expect(loadProject(box.homeDir, paths).project.state).toBe('none');
    expect(errorOf(() => offerProject(box.homeDir, paths)).message).toContain('has no .hanzo/config.json of its own');
  });

  it.each([
    [{ openai: { baseUrl: 'http://127.0.0.1' } }, 'openai: a project may not say this', 'config.json; a project may'],
    [{ limits: { dailyUsd: 1 } }, 'limits: a project may not say this', 'tiers, kinds, commands'],
    [{ comands: {} }, 'comands: there is no such setting', 'commands'],
    [{ commands: { lint: 'eslint .' } }, 'commands.lint: ', ''],
    [{ commands: { lint: [] } }, 'commands.lint: must name a program', ''],
    [{ commands: { lint: ['{files}'] } }, 'commands.lint: must begin with a program', ''],
    [{ commands: { lint: ['a', 'b\u202Etxt'] } }, 'commands.lint[1]: must not hold characters that nobody sees', ''],
    [{ commands: { lint: ['sh', '-c', ' '.repeat(1_000)] } }, 'commands.lint: must be at most 1000 characters', ''],
    [{ tiers: { simple: { note: 'x' } } }, 'tiers.simple.note: there is no such setting', ''],
    [{ tiers: { simple: { seedModels: ['x'] } } }, 'tiers.simple.seedModels: there is no such setting', ''],
    [{ commands: { build: ['make'] } }, 'commands.build: there is no such setting', 'format, lint, types, tests'],
    [{ tiers: { simple: { models: 'gpt-5' } } }, 'tiers.simple.models: ', ''],
    ['{"tiers": ', 'this is not valid JSON', ''],
  ])(verifies('routing.project-limits', '%j'), (content, says, mend) => {
    write(content);
    const error = errorOf(() => offerProject(root, paths));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain(file);
    expect(error.message).toContain(says);
    expect(error.mend).toContain(mend);
    expect(state().state).toBe('untrusted');
  });

  it.each(['\u2800', '\u3164', '\u3000', '\u00A0', '\uFFA0', '\uE000', '\u{E0041}'])(
    verifies('routing.trust-shown', 'no blanks like %j'),
    (blank) => {
      write({ commands: { lint: ['eslint', `a${blank}b`] } });
      expect(errorOf(() => offerProject(root, paths)).message).toContain('must not hold characters that nobody sees');
    },
  );

  it.each([
    ['a link', () => symlinkSync(box.write('elsewhere.json', CONTENT), file), 'is a symbolic link'],
    ['a folder', () => mkdirSync(file), 'is no plain file'],
    ['too large', () => write(' '.repeat(65_537)), 'is larger than 64 KiB'],
  ])(verifies('routing.project-file', '%s'), (_, make, says) => {
    make();
    expect(errorOf(() => offerProject(root, paths)).message).toContain(says);
    expect(state()).toMatchObject({ state: 'untrusted', why: expect.stringContaining(says) });
  });

  it(verifies('routing.project-file', 'in a folder that is a link'), () => {
    write(CONTENT);
    renameSync(join(root, '.hanzo'), join(root, 'other'));
    symlinkSync(join(root, 'other'), join(root, '.hanzo'));
    expect(errorOf(() => offerProject(root, paths)).message).toContain('.hanzo is a symbolic link');
    expect(state().state).toBe('untrusted');
  });

  it('may be exactly 64 KiB', () => {
    write(JSON.stringify(CONTENT).padEnd(65_536));
    trust();
    expect(state().state).toBe('trusted');
  });
});
