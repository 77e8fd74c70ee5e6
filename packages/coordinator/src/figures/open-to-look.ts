import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { storeFault } from '@hanzo/store';
import { openDatabase } from '../journal/open-database.ts';
import { JOURNAL } from '../journal/schema.ts';

/**
 * Opens the journal for looking. Where there is none it is empty, and none is made. In a folder that cannot be written
 * it is read as it is; else an older one is brought up to date, and runs whose process is gone are marked first.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function openToLook(file: string): DatabaseSync {
  if (!existsSync(file) && !existsSync(`${file}-wal`)) return emptyJournal();
  return isWritable(file) ? openDatabase(file) : openUnwritable(file);
}

function emptyJournal(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  for (const step of JOURNAL.migrations) db.exec(step);
  return db;
}

function isWritable(file: string): boolean {
  try {
    if (existsSync(file)) accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function openUnwritable(file: string): DatabaseSync {
  const url = pathToFileURL(file);
  // Without a journal nobody writes to it, and SQLite need not make the file by which readers and writers agree.
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1');
  try {
    return new DatabaseSync(url, { readOnly: true, timeout: 5_000 });
  } catch (error) {
    throw storeFault(error, file, JOURNAL);
  }
}
