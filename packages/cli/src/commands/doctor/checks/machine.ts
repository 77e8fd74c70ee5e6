import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { formatBytes } from '../../../terminal/units.ts';
import { fail, messageOf, ok, warn, type Check } from '../check.ts';

const NEEDED_NODE = 24;
const LOW_DISK_BYTES = 5_000_000_000;

export const checkNode: Check = () => {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NEEDED_NODE) return [fail('node', `Node ${process.version}`, `Install Node ${NEEDED_NODE} or newer.`)];
  return [
    ok(
      'node',
      `Node ${process.version}, ${availableParallelism()} cores, ${formatBytes(freemem())} of ${formatBytes(totalmem())} memory free`,
    ),
  ];
};

export const checkHome: Check = ({ paths }) => {
  try {
    accessSync(paths.home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return [
      fail('home', `${paths.home}: ${messageOf(error)}`, 'Make it writable, or set HANZO_HOME to another folder.'),
    ];
  }
  const { bavail, bsize } = statfsSync(paths.home);
  const free = bavail * bsize;
  if (free < LOW_DISK_BYTES)
    return [
      warn(
        'home',
        `${paths.home}: only ${formatBytes(free)} free`,
        'Models need 1 to 10 GB each: make room, or set HANZO_HOME.',
      ),
    ];
  return [ok('home', `${paths.home}, ${formatBytes(free)} free`)];
};

export const checkStores: Check = ({ paths }) =>
  Object.entries({ journal: paths.journal, ledger: paths.ledger, 'work journal': paths.work }).map(([name, file]) => {
    // To look is not to make: an empty file would read as a ledger that has lost its content.
    if (!existsSync(file)) return ok(name, `${file}: made by the first run`);
    try {
      const db = new DatabaseSync(file, { timeout: 5_000, readOnly: true });
      const row = db.prepare('PRAGMA quick_check').get();
      db.close();
      const verdict = String(Object.values(row ?? {})[0]);
      return verdict === 'ok'
        ? ok(name, file)
        : fail(name, `${file}: ${verdict}`, 'Move the file away; a new one is made. Keep it if money is in doubt.');
    } catch (error) {
      return fail(name, `${file}: ${messageOf(error)}`, 'Move the file away; a new one is made.');
    }
  });
