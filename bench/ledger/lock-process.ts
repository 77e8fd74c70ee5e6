/** Holds the write lock of a file. Arguments: file, milliseconds. */
import { DatabaseSync } from 'node:sqlite';

const [path = '', milliseconds = '0'] = process.argv.slice(2);
const db = new DatabaseSync(path, { timeout: 5_000 });
db.exec('BEGIN IMMEDIATE');
process.send?.('locked');
setTimeout(() => {
  db.exec('ROLLBACK');
  db.close();
  process.disconnect();
}, Number(milliseconds));
