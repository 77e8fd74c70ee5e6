import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { silentLogger } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { installedPackage, ownModules, type InstallOptions } from '../../src/presets/install/installed-package.ts';
import { PACKAGE_NAMES, PACKAGES, type ServerPackage } from '../../src/presets/install/packages.ts';
import { startSite, temporaryFolder, type Site } from './open-preset.ts';

const NPM = 'tiny-server';
const VERSION = '1.2.3';
const INSTALLED_PACKAGE = join(import.meta.dirname, '../../src/presets/install/installed-package.ts');
/** Beside it there is no npm. */
const NO_NODE = '/nowhere/of/any/node';

/** A package that would leave a file if anything of it was run while it is installed. */
function makeTarball(folder: string): Buffer {
  const root = join(folder, 'package');
  mkdirSync(root);
  const scripts = { postinstall: `node -e "require('fs').writeFileSync('ran', '')"` };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: NPM, version: VERSION, bin: 'server.js', scripts }));
  writeFileSync(join(root, 'server.js'), "console.log('served')");
  execFileSync('tar', ['-czf', join(folder, 'tiny.tgz'), '-C', folder, 'package']);
  return readFileSync(join(folder, 'tiny.tgz'));
}

/** A registry of npm with one package. */
async function startRegistry(tarball: Buffer): Promise<Site> {
  const site: Site = await startSite((request, response) => {
    if (request.url === '/tiny.tgz') return void response.end(tarball);
    if (request.url !== `/${NPM}`) return void response.writeHead(404).end('{}');
    const dist = { tarball: `${site.url}/tiny.tgz`, integrity: hashOf(tarball) };
    const versions = { [VERSION]: { name: NPM, version: VERSION, dist, hasInstallScript: true } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: NPM, 'dist-tags': { latest: VERSION }, versions }));
  });
  return site;
}

function hashOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

function tinyServer(integrity: string): ServerPackage {
  const packages = {
    '': { dependencies: { [NPM]: VERSION } },
    [`node_modules/${NPM}`]: { version: VERSION, integrity },
  };
  return {
    npm: NPM,
    version: VERSION,
    bin: 'server.js',
    megabytes: 1,
    lock: async () => ({ lockfileVersion: 3, packages }),
  };
}

function optionsIn(folder: string, registry: string): InstallOptions {
  const environment = {
    PATH: process.env['PATH'],
    HOME: folder,
    npm_config_registry: registry,
    npm_config_cache: join(folder, 'cache'),
  };
  const signal = AbortSignal.timeout(30_000);
  return { packagesFolder: join(folder, 'packages'), environment, signal, log: silentLogger, beside: null };
}

describe.concurrent('the package of a server', { timeout: 60_000 }, () => {
  it(verifies('presets.install'), async () => {
    using home = temporaryFolder();
    const tarball = makeTarball(home.path);
    await using registry = await startRegistry(tarball);
    const options = optionsIn(home.path, registry.url);
    const wanted = tinyServer(hashOf(tarball));
    // Two at once: one of them is kept.
    const [first, second] = await Promise.all([installedPackage(wanted, options), installedPackage(wanted, options)]);
    expect(second).toEqual(first);
    expect(execFileSync(process.execPath, [first.bin], { encoding: 'utf8' })).toBe('served\n');
    expect(existsSync(join(first.code, NPM, 'ran'))).toBe(false);
    expect(readdirSync(options.packagesFolder)).toEqual([`${NPM}-${VERSION}`]);
    // From now on neither npm nor a registry is needed.
    expect(await installedPackage(wanted, { ...options, environment: {}, node: NO_NODE })).toEqual(first);
  });

  it(verifies('presets.install-integrity'), async () => {
    using home = temporaryFolder();
    await using registry = await startRegistry(makeTarball(home.path));
    const options = optionsIn(home.path, registry.url);
    const other = tinyServer(hashOf(Buffer.from('what was tried')));
    await expect(installedPackage(other, options)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
    expect(readdirSync(options.packagesFolder)).toEqual([]);
  });

  it(verifies('presets.install-integrity', 'of all that a preset installs'), async () => {
    for (const name of PACKAGE_NAMES) {
      const { npm, version, lock } = PACKAGES[name];
      const { packages } = await lock();
      expect(packages[`node_modules/${npm}`]?.version).toBe(version);
      for (const [path, locked] of Object.entries(packages))
        if (path !== '') expect(locked.integrity, `${name}: ${path}`).toMatch(/^sha512-/);
    }
  });

  it(verifies('presets.install-own'), async () => {
    using home = temporaryFolder();
    const [modules, own] = [join(home.path, '.node_modules'), join(home.path, 'npm/node_modules/@hanzo/mcp')];
    const planted = join(modules, NPM);
    mkdirSync(planted, { recursive: true });
    writeFileSync(join(planted, 'package.json'), JSON.stringify({ version: VERSION }));
    writeFileSync(join(planted, 'server.js'), "console.log('planted')");
    const wanted = { npm: NPM, version: VERSION, bin: 'server.js' };
    const options = { packagesFolder: join(home.path, 'packages'), environment: {}, node: NO_NODE };
    const program = `
      import { installedPackage } from ${JSON.stringify(INSTALLED_PACKAGE)};
      const options = { ...${JSON.stringify(options)}, log: {}, signal: new AbortController().signal };
      const looked = installedPackage(${JSON.stringify(wanted)}, options);
      console.log((await looked.catch(({ code }) => ({ bin: code }))).bin);
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--conditions=@hanzo/source', '--input-type=module', '-e', program],
      { cwd: import.meta.dirname, env: { HOME: home.path, NODE_PATH: modules } },
    );
    // It would have to be installed.
    expect(stdout.trim()).toBe('ENGINE_MISSING');
    // Where hanzo lies among what npm installed, its neighbours are of that installation.
    expect(ownModules(own)).toBe(join(home.path, 'npm/node_modules'));
    expect(ownModules(join(home.path, 'hanzo/packages/mcp'))).toBe(join(home.path, 'hanzo/node_modules'));
  });

  it(verifies('presets.install-whole'), async () => {
    using home = temporaryFolder();
    const tarball = makeTarball(home.path);
    await using registry = await startRegistry(tarball);
    const options = optionsIn(home.path, registry.url);
    // What was left by a process that was killed, and what lost a file since.
    const left = join(options.packagesFolder, '.installing-dead');
    const broken = join(options.packagesFolder, `${NPM}-${VERSION}`, 'node_modules', NPM);
    for (const folder of [left, broken]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(broken, 'package.json'), JSON.stringify({ name: NPM, version: VERSION }));
    utimesSync(left, 0, 0);
    const { bin } = await installedPackage(tinyServer(hashOf(tarball)), options);
    expect(existsSync(bin)).toBe(true);
    expect(readdirSync(options.packagesFolder)).toEqual([`${NPM}-${VERSION}`]);
  });

  it(verifies('presets.install-faults'), async () => {
    using home = temporaryFolder();
    const options = optionsIn(home.path, 'http://127.0.0.1:9');
    const wanted = tinyServer(hashOf(Buffer.from('')));
    await expect(installedPackage(wanted, options)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      mend: expect.stringContaining('registry'),
    });
    const nowhere = { ...options, environment: { PATH: join(home.path, 'none') }, node: NO_NODE };
    await expect(installedPackage(wanted, nowhere)).rejects.toMatchObject({ code: 'ENGINE_MISSING' });
    expect(readdirSync(options.packagesFolder)).toEqual([]);
  });

  it(verifies('presets.install-faults', 'a full disk'), async () => {
    using home = temporaryFolder();
    const folder = join(home.path, 'bin');
    mkdirSync(folder);
    const npm = join(folder, 'npm');
    writeFileSync(npm, "#!/bin/sh\necho 'npm error code ENOSPC' >&2\nexit 228\n");
    chmodSync(npm, 0o755);
    const options = {
      ...optionsIn(home.path, 'http://127.0.0.1:9'),
      environment: { PATH: folder },
      node: NO_NODE,
    };
    await expect(installedPackage(tinyServer(''), options)).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(options.packagesFolder)).toEqual([]);
  });

  it(verifies('presets.install-faults', 'cancelled'), async () => {
    using home = temporaryFolder();
    const cancelled = new AbortController();
    await using registry = await startSite(() => cancelled.abort(new Error('enough')));
    const options = { ...optionsIn(home.path, registry.url), signal: cancelled.signal };
    await expect(installedPackage(tinyServer(hashOf(Buffer.from(''))), options)).rejects.toThrow('enough');
    expect(readdirSync(options.packagesFolder)).toEqual([]);
  });
});
