import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { CallTable } from './call-table.ts';
import { lifeOfProcess, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** After this long, a hold of a process that we cannot see is treated as left behind: no call lasts so long. */
const UNSEEN_HOLD_MS = 3_600_000;

/** How many open holds became what. */
export interface Ended {
  readonly released: number;
  readonly uncertain: number;
}

/** An entered process. */
export interface Session {
  readonly id: string;
  /** Counts up: those that are open at the same time have different ones. */
  readonly number: number;
}

/** Enters this process. */
export function enterSession(db: DatabaseSync, now: number): Session {
  const id = randomUUID();
  const own = ownIdentity();
  const { lastInsertRowid } = db
    .prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(id, own.pid, own.host, own.boot, own.pidSpace, own.processStart, now);
  return { id, number: Number(lastInsertRowid) };
}

/** Ends open holds of one session: unsent ones cost nothing, sent ones may have cost everything. */
export function endHolds(
  calls: CallTable,
  session: string,
  now: number,
  why: string,
  reservedBefore: number = Infinity,
): Ended {
  const ended = { released: 0, uncertain: 0 };
  for (const row of calls.openOf(session)) {
    if (row.reserved_at >= reservedBefore) continue;
    const state = row.state === 'held' ? 'released' : 'uncertain';
    const charged_micros = state === 'released' ? 0 : row.worst_micros;
    calls.change(row, { state, charged_micros, why, ended_at: now });
    ended[state] += 1;
  }
  return ended;
}

/** Ends the holds of processes that died. Runs inside a transaction. */
export function recover(db: DatabaseSync, calls: CallTable, now: number): Ended {
  const own = ownIdentity();
  const total = { released: 0, uncertain: 0 };
  for (const [session, identity] of openSessions(db)) {
    const life = identity ? lifeOfProcess(identity, own) : 'dead';
    if (life === 'alive') continue;
    const before = life === 'unknown' ? now - UNSEEN_HOLD_MS : Infinity;
    const why = life === 'unknown' ? 'left behind for an hour by a process out of sight' : 'its process died';
    const ended = endHolds(calls, session, now, why, before);
    total.released += ended.released;
    total.uncertain += ended.uncertain;
    if (life === 'dead') db.prepare('DELETE FROM sessions WHERE id = ?').run(session);
  }
  return total;
}

/** Those that have the ledger open, as far as can be seen from here. */
export function livingProcesses(db: DatabaseSync): readonly number[] {
  const own = ownIdentity();
  return [...openSessions(db).values()].flatMap((identity) =>
    identity === undefined || lifeOfProcess(identity, own) !== 'alive' ? [] : [identity.pid],
  );
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
