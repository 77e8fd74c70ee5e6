import { constants, copyFile, link, mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { freeBytes, requireSpace } from './disk-space.ts';
import { readGgufHeader } from './gguf-header.ts';
import { findPulled, installModel, type PulledModel } from './pull-model.ts';

export interface ImportOptions {
  /** A model file of this machine. */
  readonly file: string;
  /** What it is to be called: a bare name. */
  readonly fileName: string;
  readonly sha256?: string | undefined;
  /** Where models are kept. Made when missing. */
  readonly directory: string;
  /** Share the file's blocks instead of copying them: a change of the one is a change of the other. @default false */
  readonly link?: boolean;
  readonly signal: AbortSignal;
}

/**
 * Takes a model file of this machine into the models folder, verified as a download is. The file itself stays.
 *
 * Rejects with MODEL_NOT_INSTALLED (there is no such file), MODEL_INVALID, CHECKSUM_MISMATCH, DISK_FULL, or USAGE when it
 * cannot be linked.
 */
export async function importModel(options: ImportOptions): Promise<PulledModel> {
  const { fileName, directory, signal, sha256 } = options;
  const file = resolve(options.file);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true)
    throw new HanzoError('MODEL_NOT_INSTALLED', `There is no model file ${file}.`, { mend: 'Check the path.' });
  await readGgufHeader(file);
  const present = await findPulled({ directory, fileName, sha256, signal });
  if (present !== undefined) {
    if (present.sizeBytes === found.size) return present;
    throw new HanzoError('USAGE', `There is another model called ${fileName} already.`, {
      mend: 'Give this one another --name, or remove that one: hanzo models rm',
    });
  }
  await mkdir(directory, { recursive: true });
  const arrived = join(directory, `${fileName}.import`);
  await rm(arrived, { force: true });
  if (options.link === true) await linkTo(file, arrived);
  else {
    requireSpace(directory, found.size, await freeBytes(directory));
    await copyFile(file, arrived, constants.COPYFILE_FICLONE);
  }
  const origin = { from: file, at: new Date().toISOString() };
  return await installModel({ arrived, path: join(directory, fileName), what: file, origin, sha256, signal });
}

async function linkTo(file: string, arrived: string): Promise<void> {
  try {
    await link(file, arrived);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new HanzoError('USAGE', `${file} cannot be linked into the models folder (${code ?? 'unknown'}).`, {
      cause,
      mend: 'Links need both on one disk. Without --link it is copied.',
    });
  }
}
