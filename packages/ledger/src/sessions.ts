import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Recovered } from './model.ts';
import { lifeOfProcess, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** After this long, a hold of a process that we cannot see is treated as left behind: no call lasts so long. */
const UNSEEN_HOLD_MS = 3_600_000;

/** Enters this process and returns its session's id. */
export function enterSession(db: DatabaseSync, now: number): string {
  const id = randomUUID();
  const own = ownIdentity();
  db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    id,
    own.pid,
    own.host,
    own.boot,
    own.pidSpace,
    own.processStart,
    now,
  );
  return id;
}

/** Ends open holds of one session: unsent ones cost nothing, sent ones may have cost everything. */
export function endHolds(
  db: DatabaseSync,
  session: string,
  now: number,
  why: string,
  before: number = Infinity,
): Recovered {
  const limit = Number.isFinite(before) ? before : Number.MAX_SAFE_INTEGER;
  const released = db
    .prepare(
      `UPDATE calls SET state = 'released', why = ?, ended_at = ? WHERE session = ? AND state = 'held' AND reserved_at < ?`,
    )
    .run(why, now, session, limit);
  const uncertain = db
    .prepare(
      `UPDATE calls SET state = 'uncertain', charged_micros = worst_micros, why = ?, ended_at = ?
       WHERE session = ? AND state = 'sent' AND reserved_at < ?`,
    )
    .run(why, now, session, limit);
  return { released: Number(released.changes), uncertain: Number(uncertain.changes) };
}

/** Ends the holds of processes that died. Runs inside a transaction. */
export function recover(db: DatabaseSync, now: number): Recovered {
  const own = ownIdentity();
  let total: Recovered = { released: 0, uncertain: 0 };
  for (const [session, identity] of openSessions(db)) {
    const life = identity ? lifeOfProcess(identity, own) : 'dead';
    if (life === 'alive') continue;
    const before = life === 'unknown' ? now - UNSEEN_HOLD_MS : Infinity;
    const why = life === 'unknown' ? 'left behind for an hour by a process out of sight' : 'its process died';
    const ended = endHolds(db, session, now, why, before);
    total = { released: total.released + ended.released, uncertain: total.uncertain + ended.uncertain };
    if (life === 'dead') db.prepare('DELETE FROM sessions WHERE id = ?').run(session);
  }
  return total;
}

/** Sessions with open holds, and every other entered one, so that dead ones are cleared away. */
function openSessions(db: DatabaseSync): Map<string, ProcessIdentity | undefined> {
  const sessions = new Map<string, ProcessIdentity | undefined>();
  for (const row of db.prepare(`SELECT DISTINCT session FROM calls WHERE state IN ('held', 'sent')`).iterate()) {
    sessions.set(String(row['session']), undefined);
  }
  for (const row of db.prepare('SELECT * FROM sessions').iterate()) {
    sessions.set(String(row['id']), {
      pid: Number(row['pid']),
      host: String(row['host']),
      boot: String(row['boot']),
      pidSpace: String(row['pid_space']),
      processStart: String(row['process_start']),
    });
  }
  return sessions;
}
