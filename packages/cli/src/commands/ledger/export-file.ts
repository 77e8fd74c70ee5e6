import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { HanzoError, toHanzoError } from '@hanzo/contracts';

/** Lines are written together when they are so many characters. */
const BATCH = 64 * 1024;
const NO_HARD_LINKS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Writes lines to a file that its owner alone can read, whole or not at all.
 *
 * @throws HanzoError USAGE when there is a file and `force` is not set; STORE_UNUSABLE when it cannot be written
 */
export function writeLines(file: string, lines: Iterable<string>, force: boolean): void {
  const path = resolve(file);
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    fill(draft, lines);
    if (force) renameSync(draft, path);
    // Fails when there is a file: nothing comes between looking and writing.
    else publish(draft, path);
  } catch (error) {
    throw faultOf(error, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    // Sticks and network folders have no hard links.
    if (!(error instanceof Error && 'code' in error && NO_HARD_LINKS.has(error.code))) throw error;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}

function fill(draft: string, lines: Iterable<string>): void {
  const handle = openSync(draft, 'wx', 0o600);
  try {
    let batch = '';
    for (const line of lines) {
      batch += `${line}\n`;
      if (batch.length < BATCH) continue;
      writeAll(handle, batch);
      batch = '';
    }
    writeAll(handle, batch);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
}

function faultOf(error: unknown, file: string): HanzoError {
  if (error instanceof HanzoError || !(error instanceof Error) || !('code' in error)) return toHanzoError(error);
  if (error.code === 'EEXIST')
    return new HanzoError('USAGE', `${file} is there already, and is left as it is.`, {
      cause: error,
      details: { file },
      mend: 'Choose another name, or overwrite it with --force.',
    });
  return new HanzoError('STORE_UNUSABLE', `The export could not be written to ${file}: ${error.message}`, {
    cause: error,
    details: { file },
    mend: 'Make the folder or room for it, or choose another -o.',
  });
}
