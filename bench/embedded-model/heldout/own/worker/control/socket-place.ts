import { randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const MAX_PATH_BYTES = 103;
const POINTER = '.control';

export interface SocketPlace {
  readonly pid: number;
  readonly path: string;
  readonly pointer: string;
}

export function newSocketPlace(runDir: string, tempDir: string = tmpdir()): SocketPlace {
  const name = `worker-${process.pid}-${randomBytes(4).toString('hex')}`;
  const pointer = join(runDir, `${name}${POINTER}`);
  return { pid: process.pid, path: socketPath(runDir, name, tempDir), pointer };
}

function socketPath(runDir: string, name: string, tempDir: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\hanzo-${name}`;
  const path = join(runDir, `${name}.sock`);
  return Buffer.byteLength(path) <= MAX_PATH_BYTES ? path : join(ownTempFolder(tempDir), `${name}.sock`);
}

function ownTempFolder(tempDir: string): string {
  const { uid } = userInfo();
  const folder = join(tempDir, `hanzo-${uid}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = lstatSync(folder);
  const isOurs = found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0;
  return isOurs ? folder : mkdtempSync(join(tempDir, 'hanzo-'));
}

export function publishPlace(place: SocketPlace): void {
  const draft = `${place.pointer}.new`;
  writeFileSync(draft, JSON.stringify({ v: 1, pid: place.pid, path: place.path }), { mode: 0o600 });
  renameSync(draft, place.pointer);
}

export function removePlace({ path, pointer }: SocketPlace): void {
  rmSync(pointer, { force: true });
  if (process.platform !== 'win32') rmSync(path, { force: true });
}

export function readPlaces(runDir: string): SocketPlace[] {
  let names: string[];
  try {
    names = readdirSync(runDir);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(POINTER))
    .toSorted()
    .flatMap((name) => readPlace(join(runDir, name)));
}

function readPlace(pointer: string): SocketPlace[] {
  try {
    const { v, pid, path } = JSON.parse(readFileSync(pointer, 'utf8')) as Record<string, unknown>;
    return v === 1 && typeof pid === 'number' && typeof path === 'string' ? [{ pid, path, pointer }] : [];
  } catch {
    return [];
  }
}
