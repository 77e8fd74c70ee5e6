import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf, folderFault } from './folder-fault.ts';

const NO_HARD_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);
const DRAFT = '.draft-';
/** A draft so old belongs to a process that was killed. Milliseconds. */
const STALE_MS = 3_600_000;

/**
 * Writes files that belong together under the first names that are all free: whole, on the disk, readable by their owner only, and
 * never over another file, whichever process writes it.
 *
 * @param namesOf the names of the nth try, from 1, as many as there are texts
 * @returns the names
 * @throws HanzoError DISK_FULL, STORE_UNUSABLE; then none of them is there
 */
export function writeWhole(
  folder: string,
  namesOf: (n: number) => readonly string[],
  texts: readonly string[],
): readonly string[] {
  const drafts: string[] = [];
  try {
    for (const text of texts) drafts.push(writeDraft(folder, text));
    for (let n = 1; ; n += 1) {
      const names = namesOf(n);
      if (!publish(folder, drafts, names)) continue;
      syncFolder(folder);
      return names;
    }
  } catch (error) {
    throw folderFault(join(folder, namesOf(1)[0]!), error);
  } finally {
    for (const draft of drafts) rmSync(draft, { force: true });
  }
}

/** Writes a file whole, or leaves the one that is there. */
export function writeUnlessThere(folder: string, name: string, text: string): void {
  const draft = writeDraft(folder, text);
  try {
    if (publish(folder, [draft], [name])) syncFolder(folder);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What was made in it is on the disk. */
export function syncFolder(folder: string): void {
  // Folders cannot be opened there, and need not be.
  if (process.platform !== 'win32') sync(folder, 'r');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Removes what killed processes had not finished. */
export function removeStaleDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(DRAFT)) continue;
    const file = join(folder, name);
    const writtenAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    // Of the file system, whose times are the system's.
    if (Date.now() - writtenAt > STALE_MS) rmSync(file, { force: true });
  }
}

function writeDraft(folder: string, text: string): string {
  const draft = join(folder, `${DRAFT}${randomUUID()}`);
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  return draft;
}

/** All or none of them; false: a name is taken. */
function publish(folder: string, drafts: readonly string[], names: readonly string[]): boolean {
  const placed: string[] = [];
  try {
    for (const [index, draft] of drafts.entries()) {
      const file = join(folder, names[index]!);
      place(draft, file);
      placed.push(file);
    }
    return true;
  } catch (error) {
    for (const file of placed) rmSync(file, { force: true });
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Fails when there is a file: nothing comes between looking and writing. */
function place(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    // Sticks and network folders have no hard links.
    if (!NO_HARD_LINKS.has(codeOf(error))) throw error;
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
    sync(file, 'r+');
  }
}
