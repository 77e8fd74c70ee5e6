/** How the ledger worked before it had a thread: one transaction per step, on the event loop, and sums that scan. */
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Contender } from './contender.ts';

const DAY_MS = 24 * 3_600_000;

export function onEventLoop(path: string): Contender {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS calls (id TEXT PRIMARY KEY, state TEXT, worst INTEGER, charged INTEGER, ended_at INTEGER) STRICT;
    CREATE INDEX IF NOT EXISTS ended ON calls (ended_at, charged) WHERE ended_at IS NOT NULL;
    CREATE INDEX IF NOT EXISTS open ON calls (worst) WHERE state IN ('held', 'sent');`);
  const spent = db.prepare('SELECT coalesce(sum(charged), 0) AS n FROM calls WHERE ended_at > ?');
  const held = db.prepare("SELECT coalesce(sum(worst), 0) AS n FROM calls WHERE state IN ('held', 'sent')");
  const add = db.prepare("INSERT INTO calls VALUES (?, 'held', 1000, 0, NULL)");
  const send = db.prepare("UPDATE calls SET state = 'sent' WHERE id = ?");
  const end = db.prepare('UPDATE calls SET state = ?, charged = ?, ended_at = ? WHERE id = ?');
  const seed = db.prepare("INSERT INTO calls VALUES (?, 'settled', 1000, 300, ?)");
  const transact = (work: () => void): void => {
    db.exec('BEGIN IMMEDIATE');
    work();
    db.exec('COMMIT');
  };
  const reserve = async (): Promise<string> => {
    const id = randomUUID();
    transact(() => {
      const total = Number(spent.get(Date.now() - DAY_MS)?.['n']) + Number(held.get()?.['n']);
      if (total > Number.MAX_SAFE_INTEGER) throw new Error('over the cap');
      add.run(id);
    });
    return id;
  };
  return {
    reserve,
    release: async (id) => transact(() => void end.run('released', 0, Date.now(), id)),
    send: async () => {
      const id = await reserve();
      transact(() => void send.run(id));
      return id;
    },
    settle: async (id) => transact(() => void end.run('settled', 300, Date.now(), id)),
    seed: async (count) =>
      transact(() => {
        for (let index = 0; index < count; index++) seed.run(randomUUID(), Date.now() - (index * DAY_MS) / count);
      }),
    close: async () => db.close(),
  };
}
