import { stat, statfs } from 'node:fs/promises';
import { HanzoError } from '@hanzo/contracts';

/** Bytes an ordinary user may still write in a directory. */
export async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

/** Bytes that a file really takes: a partial download has holes. 0 when there is none. */
export async function allocatedBytes(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? 0 : found.blocks * 512;
}

/** Refuses when a directory has no room for the rest of a file that grows in `partPath`. */
export async function ensureRoom(directory: string, totalBytes: number, partPath: string): Promise<void> {
  requireSpace(directory, totalBytes - (await allocatedBytes(partPath)), await freeBytes(directory));
}

/** Refuses before the first byte what would fill the disk. */
export function requireSpace(directory: string, neededBytes: number, free: number): void {
  if (neededBytes <= free) return;
  throw new HanzoError(
    'DISK_FULL',
    `The download needs ${megabytes(neededBytes)}, ${directory} has ${megabytes(free)} free.`,
    {
      details: { directory, neededBytes, freeBytes: free },
      mend: 'Free some space, or choose another directory for models.',
    },
  );
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
