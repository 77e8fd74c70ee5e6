import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import type { PrivateKey } from '@libp2p/interface';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';

/** A name on this machine, claimed by this process until disposed or dead. */
export interface ClaimedNode extends Disposable {
  readonly name: string;
  readonly peerId: string;
  readonly privateKey: PrivateKey;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const MAX_TRIES = 100;

export interface ClaimOptions {
  /** Folder that holds one folder per node name. */
  readonly nodesDir: string;
  /** The wanted name: taken means an error. */
  readonly name?: string | undefined;
  /** Used when no name is wanted: `base`, then `base-2`, … the first free one. */
  readonly base: string;
}

/**
 * Claims a node name and loads (or makes) its identity. Two live processes never share an identity:
 * the claim is a database lock of the operating system, so a killed process leaves nothing behind.
 *
 * @throws HanzoError NAME_TAKEN, USAGE for a bad name, CONFIG_INVALID for a damaged identity, STORE_UNUSABLE for a lock
 * file that cannot be used
 */
export async function claimNode(options: ClaimOptions): Promise<ClaimedNode> {
  const { nodesDir, name, base } = options;
  if (name !== undefined) {
    const lock = tryLock(nodesDir, checkName(name));
    if (lock !== undefined) return open(nodesDir, name, lock);
    throw new HanzoError('NAME_TAKEN', `A node named "${name}" is already running on this machine.`, {
      details: { name },
      mend: 'Choose another --name, or leave it out to get the next free one.',
    });
  }
  for (let number = 1; number <= MAX_TRIES; number++) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    const lock = tryLock(nodesDir, candidate);
    if (lock !== undefined) return open(nodesDir, candidate, lock);
  }
  throw new HanzoError('NAME_TAKEN', `${MAX_TRIES} nodes named "${base}" are already running on this machine.`);
}

function checkName(name: string): string {
  if (NAME.test(name)) return name;
  throw new HanzoError('USAGE', `"${name}" cannot be a node name.`, {
    mend: 'Use 1 to 63 letters, digits, dots, dashes or underscores; start with a letter or digit.',
  });
}

/** SQLITE_BUSY and SQLITE_LOCKED: somebody holds the lock. Whatever else goes wrong says nothing about that. */
const HELD: ReadonlySet<number> = new Set([5, 6]);

/** The lock, or undefined when another process holds it. */
function tryLock(nodesDir: string, name: string): DatabaseSync | undefined {
  const folder = join(nodesDir, name);
  const file = join(folder, 'lock.sqlite');
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(file);
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return lock;
  } catch (cause) {
    lock?.close();
    if (isHeld(cause)) return undefined;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HanzoError('STORE_UNUSABLE', `The lock file ${file} cannot be used: ${why}.`, {
      cause,
      details: { file },
      mend: 'Make its folder writable and see that the disk is not full. A damaged lock file holds nothing: delete it.',
    });
  }
}

function isHeld(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  // The low byte is the code; the rest says more about it.
  return HELD.has(error.errcode & 0xff);
}

async function open(nodesDir: string, name: string, lock: DatabaseSync): Promise<ClaimedNode> {
  try {
    const privateKey = await loadIdentity(join(nodesDir, name, 'identity.key'));
    return {
      name,
      privateKey,
      peerId: peerIdFromPrivateKey(privateKey).toString(),
      [Symbol.dispose]: () => {
        if (lock.isOpen) lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/** Only the holder of the lock comes here, so a plain write and rename is enough. */
async function loadIdentity(file: string): Promise<PrivateKey> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const key = await generateKeyPair('Ed25519');
    writeFileSync(`${file}.new`, `${Buffer.from(privateKeyToProtobuf(key)).toString('base64')}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return key;
  }
  try {
    return privateKeyFromProtobuf(Buffer.from(text.trim(), 'base64'));
  } catch (cause) {
    throw new HanzoError('CONFIG_INVALID', `The identity in ${file} is damaged.`, {
      cause,
      mend: 'Delete the file to get a new identity under the same name.',
    });
  }
}
