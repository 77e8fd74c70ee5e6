import type { DatabaseSync } from 'node:sqlite';
import { callRow, changed, SELECTED } from './call-row.ts';
import type { StateRow } from './state-row.ts';

/**
 * Gives checksums to calls that were written before there were any, once: they were looked at right before. Inside a
 * transaction that writes the row about the whole at its end.
 */
export function signOldCalls(db: DatabaseSync, { unchecked_calls }: StateRow): void {
  if (unchecked_calls === 0) return;
  const page = db.prepare(
    `SELECT ${SELECTED} FROM calls WHERE checksum IS NULL AND rowid <= ? ORDER BY rowid LIMIT 1000`,
  );
  const sign = db.prepare('UPDATE calls SET revision = ?, checksum = ? WHERE rowid = ?');
  for (;;) {
    const rows = page.all(unchecked_calls);
    if (rows.length === 0) break;
    for (const row of rows) {
      const { revision, checksum, rowid } = changed(callRow(row), {});
      sign.run(revision, checksum, rowid);
    }
  }
  db.exec('UPDATE state SET unchecked_calls = 0');
}
