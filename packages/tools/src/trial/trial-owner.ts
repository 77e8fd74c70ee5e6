import { readFileSync, readlinkSync } from 'node:fs';
import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const OWNER = 'owner.json';
/** A folder without an owner's name is being made, or was left by one who ended while making it. Milliseconds. */
const NAMELESS_MS = 24 * 60 * 60_000;

/** Which process a folder belongs to, so that a later one with the same number is not taken for it. */
interface Owner {
  readonly pid: number;
  /** Empty where the system does not say. */
  readonly start: string;
  readonly boot: string;
  /** Numbers of processes mean nothing outside their container. */
  readonly pidSpace: string;
}

/** Writes down that a folder is this process's own. */
export async function ownFolder(folder: string): Promise<void> {
  await writeFile(join(folder, OWNER), JSON.stringify(ownerOf(process.pid)));
}

/** Takes away the folders of that beginning whose processes have ended without doing so, as when they were killed. */
export async function sweepFolders(parent: string, beginning: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(beginning))) {
    const folder = join(parent, name);
    if (await isLeft(folder)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Its process has ended without taking it away. */
export async function isLeft(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) return false;
  const owner = await readOwner(folder);
  if (owner === undefined) return Date.now() - found.mtimeMs > NAMELESS_MS;
  const here = ownerOf(process.pid);
  if (owner.boot !== here.boot) return true;
  if (owner.pidSpace !== here.pidSpace) return false;
  return !isAlive(owner.pid) || ownerOf(owner.pid).start !== owner.start;
}

async function readOwner(folder: string): Promise<Owner | undefined> {
  try {
    const { pid, start, boot, pidSpace } = JSON.parse(await readFile(join(folder, OWNER), 'utf8')) as Partial<Owner>;
    return Number.isSafeInteger(pid) && pid !== undefined && pid > 0
      ? { pid, start: String(start), boot: String(boot), pidSpace: String(pidSpace) }
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function ownerOf(pid: number): Owner {
  return {
    pid,
    // Field 22, counted after the command's closing bracket: clock ticks since the system started.
    start: attempt(
      () =>
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[19] ?? '',
    ),
    boot: attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidSpace: attempt(() => readlinkSync('/proc/self/ns/pid')),
  };
}

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
