/**
 * Loaded into dbhub (`node --import`) where a SQLite database may be changed: no statement opens another file, neither by `ATTACH` nor
 * by `VACUUM INTO`. Node's permission model looks at the file that is opened first alone.
 */
import { constants, DatabaseSync } from 'node:sqlite';

type Prepare = (this: DatabaseSync, sql: string) => unknown;

const { SQLITE_ATTACH, SQLITE_DENY, SQLITE_OK } = constants;
const prototype = DatabaseSync.prototype as unknown as { prepare: Prepare };
const prepare = prototype.prepare;

prototype.prepare = function (sql: string): unknown {
  // A file without a name is SQLite's own, for sorting and for VACUUM.
  this.setAuthorizer((action, file) => (action === SQLITE_ATTACH && file !== '' ? SQLITE_DENY : SQLITE_OK));
  return prepare.call(this, sql);
};
