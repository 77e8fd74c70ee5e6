import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** What `<model>.sha256` holds: the hash, and what the file was like when it was taken. */
interface Sidecar {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly origin?: ModelOrigin;
}

/** Where a model file came from. */
export interface ModelOrigin {
  /** An address, `mesh`, or the path of the file that it was made from. */
  readonly from: string;
  /** Of `mesh`: who gave it. */
  readonly members?: readonly string[];
  /** ISO time. */
  readonly at: string;
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
  const known = await knownHash(path);
  if (known !== undefined) return known;
  const sha256 = await hashFile(path, signal);
  await rememberHash(path, sha256);
  return sha256;
}

/** As `knownHash`, at once. */
export function knownHashNow(path: string): string | undefined {
  try {
    const { size, mtimeMs } = statSync(path);
    const known = sidecarOf(readFileSync(sidecarPath(path), 'utf8'));
    return known?.sizeBytes === size && known.mtimeMs === mtimeMs ? known.sha256 : undefined;
  } catch {
    return undefined;
  }
}

/** The remembered hash, hex, as long as the file still looks as it did then. Never reads the file. */
export async function knownHash(path: string): Promise<string | undefined> {
  const facts = await stat(path).catch(() => undefined);
  const known = await readSidecar(path);
  return known?.sizeBytes === facts?.size && known?.mtimeMs === facts?.mtimeMs ? known?.sha256 : undefined;
}

async function readSidecar(path: string): Promise<Sidecar | undefined> {
  try {
    return sidecarOf(await readFile(sidecarPath(path), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @throws SyntaxError */
function sidecarOf(text: string): Sidecar | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { sha256, sizeBytes, mtimeMs } = value as Partial<Record<keyof Sidecar, unknown>>;
  const complete = typeof sha256 === 'string' && typeof sizeBytes === 'number' && typeof mtimeMs === 'number';
  if (!complete || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  const origin = readOrigin((value as { origin?: unknown }).origin);
  return { sha256, sizeBytes, mtimeMs, ...(origin !== undefined && { origin }) };
}

function readOrigin(value: unknown): ModelOrigin | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { from, members, at } = value as Partial<Record<keyof ModelOrigin, unknown>>;
  if (typeof from !== 'string' || typeof at !== 'string') return undefined;
  const names = Array.isArray(members) ? members.filter((name): name is string => typeof name === 'string') : undefined;
  return { from, at, ...(names !== undefined && { members: names }) };
}

/** Where the file came from, if that was noted. The note holds also when the file has changed since. */
export async function modelOrigin(path: string): Promise<ModelOrigin | undefined> {
  return (await readSidecar(path))?.origin;
}

/** The hash that was noted last, hex, whatever has become of the file since. */
export async function notedHash(path: string): Promise<string | undefined> {
  return (await readSidecar(path))?.sha256;
}

/** Writes the sidecar of a file whose hash was just taken. Where it came from stays noted when nothing new is said. */
export async function rememberHash(path: string, sha256: string, origin?: ModelOrigin): Promise<void> {
  const temporary = `${sidecarPath(path)}.${process.pid}.tmp`;
  try {
    const { size, mtimeMs } = await stat(path);
    const from = origin ?? (await modelOrigin(path));
    const sidecar: Sidecar = { sha256, sizeBytes: size, mtimeMs, ...(from !== undefined && { origin: from }) };
    await writeFile(temporary, `${JSON.stringify(sidecar)}\n`);
    await rename(temporary, sidecarPath(path));
  } catch {
    // The next start hashes again.
  }
}
