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

/** Longest path of a socket that every system takes: macOS has 104 bytes with the final zero, Linux 108. */
const MAX_PATH_BYTES = 103;
const POINTER = '.control';

/** Where one running worker listens. */
export interface SocketPlace {
  readonly pid: number;
  /** A path, or on Windows the name of a pipe. */
  readonly path: string;
  /** The small file in the run folder that names it. */
  readonly pointer: string;
}

/** A place that no other process uses: in the run folder, or in the temporary folder when that path would be too long. */
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

/** A folder that no other user of the machine can look into: a name in the temporary folder may be anybody's. */
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

/** Tells other processes of this home where the socket is. To be called when it listens. */
export function publishPlace(place: SocketPlace): void {
  const draft = `${place.pointer}.new`;
  writeFileSync(draft, JSON.stringify({ v: 1, pid: place.pid, path: place.path }), { mode: 0o600 });
  renameSync(draft, place.pointer);
}

/** Takes socket and pointer away. */
export function removePlace({ path, pointer }: SocketPlace): void {
  rmSync(pointer, { force: true });
  if (process.platform !== 'win32') rmSync(path, { force: true });
}

/** Every place that somebody has published; whether somebody still listens there, only a connection tells. */
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
