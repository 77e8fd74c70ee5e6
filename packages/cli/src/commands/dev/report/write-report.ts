import { randomBytes } from 'node:crypto';
import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { HanzoError, redact } from '@hanzo/contracts';

/** Finds out before the work whether the report can be written afterwards. */
export async function checkOutputPath(file: string, flag = '--output'): Promise<void> {
  const path = resolve(file);
  const folder = dirname(path);
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory() === true)
    throw new HanzoError('USAGE', `${flag} ${file} is a folder.`, { mend: 'Give a file name, e.g. report.md.' });
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new HanzoError('USAGE', `The file of ${flag} cannot be written to ${folder}.`, {
      cause,
      mend: `Make the folder first, or choose another ${flag}.`,
    });
  }
}

/**
 * Writes the report, or the file of another flag, whole or not at all.
 *
 * @param mask takes keys out of the text. @default all of them; a text with a form of its own has lost them already
 */
export async function writeReport(
  file: string,
  text: string,
  flag = '--output',
  mask: (text: string) => string = redact,
): Promise<void> {
  const path = resolve(file);
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(draft, mask(text), { flag: 'wx' });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError('STORE_UNUSABLE', `The file of ${flag} could not be written to ${file}: ${why}`, {
      cause,
      mend: `Make room or choose another ${flag}; the answers are in the journal.`,
    });
  }
}
