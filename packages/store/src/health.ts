import { rmSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { DatabaseSync } from 'node:sqlite';
import { storeUnusable } from './faults.ts';
import type { StoreKind } from './kind.ts';

/** Smaller files are looked through every time: it takes some ms. Bytes. */
const SMALL = 16 * 2 ** 20;
/** How long a large file that was sound is taken for sound. Milliseconds. */
const SOUND_MS = 24 * 3_600_000;

/**
 * Looks through the whole file. A large one, for which that takes a second, is spared it when this very file was found
 * sound within a day and since the machine was started: a process that is killed breaks nothing, a machine that loses
 * its power may.
 *
 * @throws HanzoError STORE_UNUSABLE when it is damaged
 */
export function checkHealth(db: DatabaseSync, file: string, kind: StoreKind): void {
  const isLarge = statSync(file).size >= SMALL;
  if (isLarge && wasSound(file)) return;
  const health = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (health !== 'ok') throw storeUnusable(file, kind, `is damaged (${String(health)})`, kind.damagedMend);
  if (isLarge) noteSound(file);
}

function wasSound(file: string): boolean {
  try {
    const { mtimeMs } = statSync(noteOf(file));
    const age = Date.now() - mtimeMs;
    return age >= 0 && age < Math.min(SOUND_MS, uptime() * 1000) && readFileSync(noteOf(file), 'utf8') === nameOf(file);
  } catch {
    return false;
  }
}

/** Without the note it is looked through again the next time. */
function noteSound(file: string): void {
  try {
    rmSync(noteOf(file), { force: true });
    writeFileSync(noteOf(file), nameOf(file), { mode: 0o600, flag: 'wx' });
  } catch {
    // Another process has written it, or there is no room: then it is looked through again.
  }
}

function noteOf(file: string): string {
  return `${file}.sound`;
}

/** Another file in its place, e.g. a restored one, has another name. */
function nameOf(file: string): string {
  const { dev, ino, birthtimeMs } = statSync(file);
  return `${dev} ${ino} ${birthtimeMs}\n`;
}
