import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { HanzoError } from '@hanzo/contracts';

const KEY_BYTES = 32;

/** The shared secret of one mesh. Peers with another key fail the noise handshake. */
export interface MeshKey {
  /** Names the mesh without giving the key away: 16 hex digits. */
  readonly meshId: string;
  /** Bound into the noise handshake. */
  readonly prologue: Uint8Array;
  /** The mDNS service of this mesh only, so that meshes on one LAN never see each other. */
  readonly serviceTag: string;
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return createHash('sha256').update(`hanzo mesh v1 ${purpose}`).update(key).digest();
}

/** @param hex 64 hex digits */
export function meshKeyFromHex(hex: string): MeshKey {
  if (!/^[0-9a-f]{64}$/i.test(hex)) {
    throw new HanzoError('CONFIG_INVALID', 'The mesh key is not 64 hex digits.', {
      mend: 'Copy the whole content of mesh.key.',
    });
  }
  const key = Buffer.from(hex, 'hex');
  const meshId = derive(key, 'id').toString('hex').slice(0, 16);
  return { meshId, prologue: derive(key, 'prologue'), serviceTag: `_hanzo-${meshId}._udp.local` };
}

/**
 * Reads the mesh key of this home, or makes one on first use.
 * Processes that start together agree on one key: the file appears whole or not at all.
 *
 * @throws HanzoError CONFIG_INVALID when the file is damaged or readable by other users
 */
export function loadMeshKey(file: string): MeshKey {
  const existing = readKey(file);
  if (existing !== undefined) return existing;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readKey(file);
  if (made === undefined) throw new HanzoError('CONFIG_INVALID', `The mesh key ${file} vanished while it was made.`);
  return made;
}

function readKey(file: string): MeshKey | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new HanzoError('CONFIG_INVALID', `The mesh key ${file} cannot be read.`, { cause: error });
  }
  refuseSharedFile(file);
  try {
    return meshKeyFromHex(text);
  } catch (cause) {
    throw new HanzoError('CONFIG_INVALID', `The mesh key in ${file} is damaged.`, {
      cause,
      mend: 'Restore the file, or delete it to make a new mesh (other machines then need the new key).',
    });
  }
}

/** A secret that others on the machine can read is no secret. Mended in place where we own the file. */
function refuseSharedFile(file: string): void {
  if (process.platform === 'win32') return;
  if ((statSync(file).mode & 0o077) === 0) return;
  try {
    chmodSync(file, 0o600);
  } catch (cause) {
    throw new HanzoError('CONFIG_INVALID', `Other users can read the mesh key ${file}.`, {
      cause,
      mend: `chmod 600 ${file}`,
    });
  }
}
