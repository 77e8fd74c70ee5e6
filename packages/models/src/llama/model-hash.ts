import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** What `<model>.sha256` holds: the hash, and what the file was like when it was taken. */
interface Sidecar {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** Where a file's hash is remembered. */
export function sidecarPath(path: string): string {
  return `${path}.sha256`;
}

/** Hashes a file, streaming. Hex. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash, signal === undefined ? {} : { signal });
  return hash.digest('hex');
}

/**
 * The file's sha256, hex. Remembered beside the file, so that a start does not read gigabytes each time; size and time of
 * change must still be the same. A directory that cannot be written to only costs the memory.
 */
export async function modelSha256(path: string, signal?: AbortSignal): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const known = await readSidecar(path);
  if (known?.sizeBytes === size && known.mtimeMs === mtimeMs) return known.sha256;
  const sha256 = await hashFile(path, signal);
  await rememberHash(path, sha256);
  return sha256;
}

async function readSidecar(path: string): Promise<Sidecar | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(sidecarPath(path), 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { sha256, sizeBytes, mtimeMs } = value as Partial<Record<keyof Sidecar, unknown>>;
    const complete = typeof sha256 === 'string' && typeof sizeBytes === 'number' && typeof mtimeMs === 'number';
    return complete && /^[0-9a-f]{64}$/.test(sha256) ? { sha256, sizeBytes, mtimeMs } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the sidecar of a file whose hash was just taken. */
export async function rememberHash(path: string, sha256: string): Promise<void> {
  const temporary = `${sidecarPath(path)}.${process.pid}.tmp`;
  try {
    const { size, mtimeMs } = await stat(path);
    const sidecar: Sidecar = { sha256, sizeBytes: size, mtimeMs };
    await writeFile(temporary, `${JSON.stringify(sidecar)}\n`);
    await rename(temporary, sidecarPath(path));
  } catch {
    // The next start hashes again.
  }
}
