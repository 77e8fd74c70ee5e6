import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import {
  homePaths,
  type HomePaths,
  loadProject,
  offerCommands,
  type OfferedCommands,
  projectPaths,
  removeConsent,
  writeConsent,
} from '../src/index.ts';
import { sandbox, type Sandbox } from './sandbox.ts';

const SCRIPTS = { test: 'vitest run', lint: 'eslint .', 'format:check': 'prettier --check .', format: 'prettier -w .' };

describe('commands that a workspace seems to have', () => {
  let box: Sandbox;
  let paths: HomePaths;
  let root: string;
  beforeEach(() => {
    box = sandbox();
    paths = homePaths(join(box.homeDir, '.hanzo'));
    mkdirSync(join(box.homeDir, 'work'));
    ({ root } = projectPaths(join(box.homeDir, 'work')));
  });
  afterEach(() => box[Symbol.dispose]());

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  };
  const offered = (): OfferedCommands | undefined => offerCommands(root, paths);
  const python = process.platform === 'win32' ? 'python' : 'python3';

  it.each<[string, Readonly<Record<string, string>>, object]>([
    [
      'npm',
      { 'package.json': JSON.stringify({ scripts: SCRIPTS }) },
      { format: ['npm', 'run', 'format:check'], lint: ['npm', 'run', 'lint'], tests: ['npm', 'run', 'test'] },
    ],
    [
      'pnpm, and no script that npm wrote itself',
      {
        'package.json': JSON.stringify({
          scripts: { typecheck: 'tsc', test: 'echo "Error: no test specified" && exit 1' },
        }),
        'pnpm-lock.yaml': '',
      },
      { types: ['pnpm', 'run', 'typecheck'] },
    ],
    ['yarn', { 'package.json': '{"scripts": {"test": "jest"}}', 'yarn.lock': '' }, { tests: ['yarn', 'run', 'test'] }],
    ['bun', { 'package.json': '{"scripts": {"test": "bun test"}}', 'bun.lock': '' }, { tests: ['bun', 'run', 'test'] }],
    [
      'Python',
      {
        'pyproject.toml':
          '[project]\nname = "x"\n[tool.ruff.format]\n[tool.mypy]\nstrict = true\n[tool.pytest.ini_options]\n',
      },
      {
        format: [python, '-m', 'ruff', 'format', '--check'],
        lint: [python, '-m', 'ruff', 'check', '--output-format', 'concise'],
        types: [python, '-m', 'mypy', '.'],
        tests: [python, '-m', 'pytest', '-q'],
      },
    ],
    [
      'Go',
      { 'go.mod': 'module x\n' },
      { lint: ['go', 'vet', './...'], types: ['go', 'build', './...'], tests: ['go', 'test', './...'] },
    ],
    [
      'Rust',
      { 'Cargo.toml': '[package]\n' },
      {
        format: ['cargo', 'fmt', '--check'],
        types: ['cargo', 'check', '--quiet'],
        tests: ['cargo', 'test', '--quiet'],
      },
    ],
    [
      'make',
      { Makefile: 'X := 1\nlint: all\n\truff check\ntest:\n\tpytest\n' },
      { lint: ['make', 'lint'], tests: ['make', 'test'] },
    ],
  ])(verifies('guardrails.detected', 'of %s'), (_, files, commands) => {
    write(files);
    expect(offered()).toMatchObject({ commands, state: 'unasked' });
    expect(Object.keys(offered()?.commands ?? {}).toSorted()).toEqual(Object.keys(commands).toSorted());
  });

  it(verifies('guardrails.detected', 'and none is made up'), () => {
    expect(offered()).toBeUndefined();
    write({ 'package.json': '{"scripts": ["test"]}', 'pyproject.toml': '[project]\nname = "x"\n' });
    expect(offered()).toBeUndefined();
    writeFileSync(join(box.homeDir, 'elsewhere.json'), JSON.stringify({ scripts: SCRIPTS }));
    write({ 'package.json': '' });
    mkdirSync(join(root, 'linked'));
    symlinkSync(join(box.homeDir, 'elsewhere.json'), join(root, 'linked', 'package.json'));
    expect(offerCommands(join(root, 'linked'), paths)).toBeUndefined();
  });

  const answer = (said: 'yes' | 'no'): void => {
    const { sha256 } = offered() ?? { sha256: '' };
    writeConsent(paths.trustedProjects, { root, sha256, answer: said, answeredAt: '2026-11-22T01:02:03.000Z' });
  };

  it(verifies('guardrails.consent', 'by its content: another script is another question'), () => {
    const manifest = (scripts: object): void => write({ 'package.json': JSON.stringify({ version: '1', scripts }) });
    manifest(SCRIPTS);
    expect(loadProject(root, paths).project.commands).toEqual({});
    answer('no');
    expect([offered()?.state, loadProject(root, paths).project.commands]).toEqual(['refused', {}]);
    answer('yes');
    expect(offered()?.state).toBe('trusted');
    expect(loadProject(root, paths).project.commands).toMatchObject({ tests: ['npm', 'run', 'test'] });
    // What is not about commands may change.
    write({ 'package.json': JSON.stringify({ version: '2', scripts: SCRIPTS }) });
    expect(offered()?.state).toBe('trusted');
    // A script that is not one of them may be called by one that is.
    for (const scripts of [
      { ...SCRIPTS, test: 'curl x' },
      { ...SCRIPTS, pretest: 'curl x' },
    ]) {
      manifest(scripts);
      expect([offered()?.state, loadProject(root, paths).project.commands]).toEqual(['unasked', {}]);
    }
    manifest(SCRIPTS);
    expect(offered()?.state).toBe('trusted');
    write({ '.npmrc': 'script-shell=./evil.sh\n' });
    expect(offered()?.state).toBe('unasked');
  });

  it.each([
    ['.pytest.ini', '[pytest]\naddopts = -p evil\n'],
    ['pytest.toml', '[pytest]\naddopts = "-p evil"\n'],
    ['pyproject.toml', '[ tool.pytest.ini_options ]\naddopts = "-p evil"\n'],
    ['.pnpmfile.mjs', 'evil();\n'],
    ['rust-toolchain.toml', '[toolchain]\npath = "evil"\n'],
  ])(verifies('guardrails.consent', 'another %s is another question'), (name, text) => {
    write({ 'package.json': JSON.stringify({ scripts: SCRIPTS }), 'Cargo.toml': '[package]\n', 'pytest.ini': '' });
    answer('yes');
    expect(offered()?.state).toBe('trusted');
    write({ [name]: text });
    expect(offered()?.state).toBe('unasked');
  });

  it(verifies('guardrails.consent', 'nothing is offered where a file is too large to be looked into'), () => {
    write({ 'package.json': JSON.stringify({ scripts: SCRIPTS }) });
    answer('yes');
    write({ '.npmrc': `script-shell=./evil.sh\n#${'x'.repeat(600 * 1024)}` });
    expect(offered()).toBeUndefined();
    expect(loadProject(root, paths).project.commands).toEqual({});
  });

  it(verifies('guardrails.consent', 'in a record that only its owner can write'), () => {
    write({ 'package.json': JSON.stringify({ scripts: SCRIPTS }) });
    answer('yes');
    const [name = ''] = readdirSync(paths.trustedProjects);
    const record = join(paths.trustedProjects, name);
    chmodSync(record, 0o622);
    expect(offered()?.state).toBe('unasked');
    chmodSync(record, 0o600);
    expect(offered()?.state).toBe('trusted');
    writeFileSync(record, '{');
    expect(offered()?.state).toBe('unasked');
    expect([removeConsent(paths.trustedProjects, root), existsSync(record)]).toEqual([true, false]);
  });

  it(verifies('guardrails.consent', "what the project's own trusted file says counts before what was detected"), () => {
    write({ 'package.json': JSON.stringify({ scripts: SCRIPTS }) });
    answer('yes');
    write({ '.hanzo/config.json': '{"commands": {"tests": ["./evil.sh"]}}' });
    expect(loadProject(root, paths).project).toMatchObject({
      state: 'untrusted',
      commands: { tests: ['npm', 'run', 'test'] },
    });
  });
});
