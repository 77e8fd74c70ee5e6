import { constants } from 'node:fs';
import { access, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SnapshotFolder } from './snapshots.ts';

const PREFIX = 'hanzo-prefix-';
/** A file system in memory, on Linux. */
const SHARED_MEMORY = '/dev/shm';
/** Of the memory that is available now: the model and the owner's programs come first. */
const SHARE_OF_AVAILABLE = 0.25;

/** Half of the free space at most: a container's shared memory is often 64 MB, and others use it too. */
async function usableBytes(base: string): Promise<number> {
  const { bavail, bsize } = await statfs(base);
  return (bavail * bsize) / 2;
}

async function canWrite(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Makes a folder for an engine's snapshots that nobody else can read, after removing those that killed processes left.
 *
 * @param wanted bytes at most; less where the memory is short
 * @returns undefined when it is switched off or no place has room: then prompts are only evaluated more often
 */
export async function makeSnapshotFolder(wanted: number): Promise<SnapshotFolder | undefined> {
  if (wanted === 0) return undefined;
  const base = process.platform === 'linux' && (await canWrite(SHARED_MEMORY)) ? SHARED_MEMORY : tmpdir();
  try {
    await removeLeftovers(base);
    const most = Math.min(wanted, process.availableMemory() * SHARE_OF_AVAILABLE);
    const mostBytes = Math.floor(Math.min(most, await usableBytes(base)));
    if (mostBytes < 1) return undefined;
    // 0700 by itself, and a name that nobody can have taken.
    return { directory: await mkdtemp(join(base, `${PREFIX}${process.pid}-`)), mostBytes };
  } catch {
    return undefined;
  }
}

export async function removeSnapshotFolder(folder: SnapshotFolder | undefined): Promise<void> {
  if (folder !== undefined) await rm(folder.directory, { recursive: true, force: true }).catch(() => undefined);
}

async function removeLeftovers(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = Number(/^hanzo-prefix-(\d+)-/.exec(name)?.[1]);
    if (!Number.isSafeInteger(pid) || pid < 1 || isAlive(pid)) continue;
    const path = join(base, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.uid === process.getuid?.()) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: there is one, of somebody else.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
