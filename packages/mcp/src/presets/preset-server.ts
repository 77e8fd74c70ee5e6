import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import type { McpFileEntry } from '../servers/mcp-file.ts';
import { nameFault } from '../servers/server-name.ts';
import { shownName } from './shown-name.ts';
import { installedPackage } from './install/installed-package.ts';
import { PACKAGES } from './install/packages.ts';
import type { Preset, PresetOptions, PresetParameters } from './preset.ts';
import { presetOf } from './presets.ts';

/** Folders of servers, beside the packages. */
const SERVERS = 'servers';

/**
 * A server as it is written into a file of servers. What it needs of npm is installed first, unless it is there already.
 *
 * @param name of the server: it gets a folder of its own
 * @throws HanzoError USAGE, ENGINE_MISSING, DOWNLOAD_FAILED, CHECKSUM_MISMATCH, DISK_FULL, STORE_UNUSABLE; the signal's reason
 */
export async function presetServer(
  name: string,
  presetName: string,
  parameters: PresetParameters,
  options: PresetOptions,
): Promise<McpFileEntry> {
  const preset = presetOf(presetName);
  const fault = nameFault(name);
  if (fault !== undefined) throw new HanzoError('USAGE', `${shownName(name)}: ${fault}.`);
  checkParameters(preset, parameters);
  const home = await folderOf(name, options.packagesFolder);
  // Before anything is downloaded: what is wrong is said at once.
  await preset.entry(parameters, { bin: '', code: '', home }, options);
  options.beforeInstall?.();
  const installed = await installedPackage(PACKAGES[preset.package], options);
  const entry = await preset.entry(parameters, { ...installed, home }, options);
  return { ...entry, hanzo: { ...entry.hanzo, preset: preset.name } };
}

function checkParameters({ name, parameters: known }: Preset, parameters: PresetParameters): void {
  const names = known.map((parameter) => parameter.name);
  const unknown = Object.keys(parameters).find((parameter) => !names.includes(parameter));
  if (unknown !== undefined)
    throw new HanzoError('USAGE', `The preset ${name} has no parameter ${shownName(unknown)}.`, {
      mend: `It has ${names.join(', ')}.`,
    });
  const missing = known.find(
    ({ name: parameter, required = false }) => required && (parameters[parameter] ?? '') === '',
  );
  if (missing === undefined) return;
  throw new HanzoError('USAGE', `The preset ${name} needs ${missing.name}: ${missing.purpose}.`, {
    mend: `Such as --param '${missing.name}=${missing.example}'`,
  });
}

async function folderOf(name: string, packagesFolder: string): Promise<string> {
  const home = join(packagesFolder, SERVERS, name);
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    // A process knows its folder by this name, and may read there by it alone.
    return await realpath(home);
  } catch (cause) {
    throw new HanzoError('STORE_UNUSABLE', `${home} cannot be made: ${String(cause)}`, { cause });
  }
}
