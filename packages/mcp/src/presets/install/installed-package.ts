import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { HanzoError, type Logger } from '@hanzo/contracts';
import { findNpm } from './npm-program.ts';
import type { PackageLock, ServerPackage } from './packages.ts';
import { runNpm } from './run-npm.ts';

/** The code of a server on this machine. */
export interface InstalledPackage {
  /** Absolute. */
  readonly bin: string;
  /** The folder under which all of it lies. Absolute. */
  readonly code: string;
}

export interface InstallOptions {
  /** `mcpPackages` of the home. */
  readonly packagesFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** The program that runs us. @default process.execPath */
  readonly node?: string | undefined;
  /** A folder of `node_modules` that may have it in the same version. @default hanzo's own; null: there is none */
  readonly beside?: string | null | undefined;
}

/** An installation that was killed is nobody's after this long, in milliseconds. */
const LEFT_MS = 3_600_000;
const TEMPORARY = '.installing-';

/**
 * The package: as it was installed before, or as it lies beside hanzo, or installed now. Installed ones are whole: what is half
 * done has another name.
 *
 * @throws HanzoError DOWNLOAD_FAILED, CHECKSUM_MISMATCH, DISK_FULL, ENGINE_MISSING, STORE_UNUSABLE; the signal's reason
 */
export async function installedPackage(wanted: ServerPackage, options: InstallOptions): Promise<InstalledPackage> {
  const name = wanted.npm.replace(/^@/, '').replaceAll('/', '-');
  const folder = join(options.packagesFolder, `${name}-${wanted.version}`);
  const own = await packageIn(join(folder, 'node_modules'), wanted);
  if (own !== undefined) return own;
  const { beside = ownModules(join(import.meta.dirname, '../../..')) } = options;
  const found = beside === null ? undefined : await packageIn(beside, wanted);
  if (found !== undefined) return found;
  await install(wanted, folder, options);
  const installed = await packageIn(join(folder, 'node_modules'), wanted);
  if (installed !== undefined) return installed;
  throw new HanzoError('STORE_UNUSABLE', `${wanted.npm} was installed, and is not in ${folder}.`, {
    mend: `Remove ${folder}, then try again.`,
  });
}

/**
 * The folder that hanzo's own dependencies are in. Nobody else's is looked into, as Node would: folders above, `NODE_PATH` and those
 * of the home may be anybody's.
 *
 * @param ours where this package lies: in a `node_modules`, or in a checkout's `packages`
 */
export function ownModules(ours: string): string {
  const above = dirname(dirname(ours));
  return basename(above) === 'node_modules' ? above : join(above, 'node_modules');
}

async function packageIn(modules: string, { npm, version, bin }: ServerPackage): Promise<InstalledPackage | undefined> {
  const manifest = await readFile(join(modules, npm, 'package.json'), 'utf8').catch(() => undefined);
  if (manifest === undefined || versionIn(manifest) !== version) return undefined;
  const [program, code] = await Promise.all([
    realpath(join(modules, npm, bin)).catch(() => undefined),
    realpath(modules).catch(() => undefined),
  ]);
  // What is a link to elsewhere could not be read by a server that may read this folder alone.
  return program !== undefined && code !== undefined && program.startsWith(code + sep)
    ? { bin: program, code }
    : undefined;
}

function versionIn(manifest: string): unknown {
  try {
    return (JSON.parse(manifest) as { readonly version?: unknown } | null)?.version;
  } catch {
    return undefined;
  }
}

async function install(wanted: ServerPackage, folder: string, options: InstallOptions): Promise<void> {
  const { packagesFolder, environment, signal, log, node = process.execPath } = options;
  const npm = await findNpm(node, environment);
  const temporary = await temporaryIn(packagesFolder);
  try {
    const lock = await wanted.lock();
    await writeProject(temporary, lock);
    const what = `${wanted.npm} ${wanted.version}`;
    log.info(`installing ${what}`, { packages: Object.keys(lock.packages).length - 1, megabytes: wanted.megabytes });
    await runNpm(npm, { folder: temporary, what, environment, signal });
    await checkInstalled(temporary, lock, what);
    await putInPlace(wanted, temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function temporaryIn(packagesFolder: string): Promise<string> {
  try {
    await mkdir(packagesFolder, { recursive: true, mode: 0o700 });
    await removeLeft(packagesFolder);
    return await mkdtemp(join(packagesFolder, TEMPORARY));
  } catch (cause) {
    throw unwritable(packagesFolder, cause);
  }
}

async function writeProject(folder: string, lock: PackageLock): Promise<void> {
  const dependencies = lock.packages['']?.dependencies ?? {};
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

function unwritable(folder: string, cause: unknown): HanzoError {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new HanzoError('DISK_FULL', `No room on the disk of ${folder}.`, {
      cause,
      mend: 'Make room, then try again.',
    });
  return new HanzoError('STORE_UNUSABLE', `${folder} cannot be written: ${code ?? String(cause)}.`, {
    cause,
    mend: 'Whose is it, and who may write there?',
  });
}

/** npm wrote down what it installed: it must be what we asked for, whatever a configuration of npm says. */
async function checkInstalled(folder: string, { packages }: PackageLock, what: string): Promise<void> {
  const written = await readFile(join(folder, 'node_modules', '.package-lock.json'), 'utf8').catch(() => '{}');
  const { packages: found = {} } = JSON.parse(written) as Partial<PackageLock>;
  const paths = new Set([...Object.keys(packages), ...Object.keys(found)]);
  paths.delete('');
  const wrong = [...paths].filter((path) => found[path]?.integrity !== packages[path]?.integrity);
  if (wrong.length === 0) return;
  throw new HanzoError(
    'CHECKSUM_MISMATCH',
    `${what}: npm installed something else (${wrong.slice(0, 3).join(', ')}).`,
    {
      details: { wrong },
      mend: 'Nothing was kept. What does `npm config list` say?',
    },
  );
}

/** Somebody else may have been faster: theirs is the same, and may be in use. What cannot be used makes room. */
async function putInPlace(wanted: ServerPackage, temporary: string, folder: string): Promise<void> {
  try {
    await rename(temporary, folder);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'EPERM') throw unwritable(folder, cause);
    if ((await packageIn(join(folder, 'node_modules'), wanted)) !== undefined) return;
    const aside = `${temporary}-${randomBytes(4).toString('hex')}`;
    await rename(folder, aside);
    await rename(temporary, folder);
    await rm(aside, { recursive: true, force: true });
  }
}

async function removeLeft(packagesFolder: string): Promise<void> {
  const names = (await readdir(packagesFolder)).filter((name) => name.startsWith(TEMPORARY));
  for (const name of names) {
    const path = join(packagesFolder, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > LEFT_MS) await rm(path, { recursive: true, force: true });
  }
}
