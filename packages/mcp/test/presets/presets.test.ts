import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGES, presetOf, presetProblems, PRESETS, presetServer } from '@hanzo/mcp';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { presetOptions, temporaryFolder } from './open-preset.ts';

describe('parameters of a preset', () => {
  const WRONG: readonly (readonly [preset: string, parameters: Readonly<Record<string, string>>, said: string])[] = [
    ['browsers', {}, 'There is no preset "browsers"'],
    ['sqlite', {}, 'needs file'],
    ['sqlite', { file: 'none.db' }, 'there is no database'],
    ['sqlite', { file: '${HOME}/a.db' }, 'holds a character'],
    ['sqlite', { file: 'shop.db', write: 'maybe' }, 'is yes or no'],
    ['sqlite', { file: 'shop.db', readonly: 'no' }, 'has no parameter "readonly"'],
    ['postgres', { dsn: 'mysql://shop' }, 'is no URL of PostgreSQL'],
    ['postgres', { dsn: '--demo' }, 'is no URL of PostgreSQL'],
    ['fetch', { private: '1' }, 'is yes or no'],
    ['openapi', { url: 'file:///etc/passwd', spec: 'shop.yaml' }, 'is no URL of http'],
    ['openapi', { url: 'http://localhost', spec: 'none.yaml' }, 'there is no file'],
    ['openapi', { url: 'http://localhost', spec: 'shop.yaml', methods: 'get --transport http' }, 'is no method'],
    ['openapi', { url: 'http://localhost', spec: 'shop.yaml', headers: 'secret-of-mine' }, 'is no list of Name:value'],
    ['browser', { origins: 'http://a.example/path' }, 'is no origin'],
    ['browser', { origins: '--no-sandbox' }, 'is no origin'],
    ['browser', { browser: '/nowhere/chromium' }, 'is no program'],
  ];

  it.each(WRONG)(verifies('presets.parameters', '%s %o'), async (preset, parameters, said) => {
    using home = temporaryFolder();
    writeFileSync(join(home.path, 'shop.db'), '');
    writeFileSync(join(home.path, 'shop.yaml'), '');
    const made = presetServer('tried', preset, parameters, presetOptions(home.path));
    const error: unknown = await made.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ mend: expect.stringMatching(/\S/), message: expect.stringContaining(said) });
    expect(String(error)).not.toContain('secret-of-mine');
  });

  it(verifies('presets.parameters', 'examples'), () => {
    for (const { parameters, purpose, package: name } of PRESETS) {
      expect(purpose).toMatch(/\.$/);
      expect(PACKAGES[name].version).toMatch(/^\d/);
      for (const parameter of parameters) expect(parameter.example).not.toBe('');
    }
  });
});

describe('what a preset starts', () => {
  /** Says what it may: a file that is not its own, a program, its own folder. */
  const PROBE = `
    const { readFileSync, writeFileSync } = require('node:fs');
    const tried = [
      () => readFileSync('/etc/passwd'),
      () => readFileSync(process.env.PROBED),
      () => writeFileSync(__dirname + '/left', ''),
      () => require('node:child_process').execFileSync(process.execPath, ['--version']),
      () => new (require('node:worker_threads').Worker)('0', { eval: true }),
    ];
    console.log(tried.map((what) => { try { what(); return 'done'; } catch (error) { return error.code; } }).join());
  `;

  it.each(['sqlite', 'postgres', 'fetch', 'openapi'])(verifies('presets.confined', '%s'), async (preset) => {
    using home = temporaryFolder();
    for (const file of ['shop.db', 'shop.yaml', '.env']) writeFileSync(join(home.path, file), '');
    const parameters =
      { sqlite: { file: 'shop.db' }, openapi: { url: 'http://localhost', spec: 'shop.yaml' } }[preset] ?? {};
    const entry = await presetServer('tried', preset, parameters, presetOptions(home.path));
    const { command = '', args = [], cwd = '' } = entry;
    // In a workspace, files called .env or dbhub.toml would steer it.
    expect(cwd).toBe(join(home.path, 'mcp-packages', 'servers', 'tried'));
    const probe = join(cwd, 'probe.cjs');
    writeFileSync(probe, PROBE);
    const flags = args.filter((arg) => arg === '--permission' || arg.startsWith('--allow-'));
    const said = execFileSync(command, [...flags, probe], {
      cwd,
      encoding: 'utf8',
      env: { PROBED: join(home.path, '.env') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(said.trim()).toBe(Array.from({ length: 5 }, () => 'ERR_ACCESS_DENIED').join());
  });

  it(verifies('presets.needs'), async () => {
    using home = temporaryFolder();
    const folder = join(home.path, 'bin');
    mkdirSync(folder);
    const program = join(folder, 'google-chrome');
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    const environment = { PATH: folder };
    const { args } = await presetServer('tried', 'browser', {}, presetOptions(home.path, environment));
    expect(args).toContain(`--executable-path=${program}`);
    expect(args).toContain(process.getuid?.() === 0 ? '--no-sandbox' : '--sandbox');
    expect(await presetProblems(presetOf('browser'), environment)).toEqual([]);
    expect(await presetProblems(presetOf('sqlite'), {})).toEqual([]);
  });
});
