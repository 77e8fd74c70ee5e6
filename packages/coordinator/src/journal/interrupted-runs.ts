import type { DatabaseSync } from 'node:sqlite';
import { lifeOfProcess, ownIdentity, type ProcessIdentity } from '@hanzo/ledger';
import { inTransaction } from '@hanzo/store';

/** A run whose process we cannot see (another machine or container) counts as dead after so long without a new row. */
const UNSEEN_RUN_MS = 3_600_000;

/** Runs that say that somebody works on them. */
const RUNNING = `SELECT id, pid, host, boot, pid_space, process_start FROM runs WHERE state = 'running'`;

/** When a run was last written to. Looks at all of its tasks, so that it is asked only where nothing else tells. */
const SEEN_AT = `SELECT max(started_at,
    coalesce((SELECT max(max(queued_at, coalesce(ended_at, 0))) FROM tasks WHERE run_id = r.id), 0),
    coalesce((SELECT max(a.started_at) FROM attempts a JOIN tasks t ON t.id = a.task_id WHERE t.run_id = r.id), 0)
  ) AS seen_at FROM runs r WHERE id = ?`;

type Row = Readonly<Record<string, unknown>>;

/**
 * What a dead coordinator left as running is interrupted: it neither ended nor goes on. Should one live after all, its
 * own later rows say so, unless another process has claimed the run meanwhile.
 *
 * @param now milliseconds since the epoch
 */
export function markInterrupted(db: DatabaseSync, now: number): void {
  // Looked at first without a lock: mostly there is nothing to write, and readers must not wait for writers.
  if (deadRuns(db, now).length === 0) return;
  inTransaction(db, () => {
    const attempts = db.prepare(
      `UPDATE attempts SET state = 'interrupted' WHERE state = 'running' AND task_id IN (SELECT id FROM tasks WHERE run_id = ?)`,
    );
    const tasks = db.prepare(
      `UPDATE tasks SET state = 'interrupted', waiting = '' WHERE state IN ('queued', 'running') AND run_id = ?`,
    );
    const runs = db.prepare(`UPDATE runs SET state = 'interrupted' WHERE id = ?`);
    for (const id of deadRuns(db, now)) for (const statement of [attempts, tasks, runs]) statement.run(id);
  });
}

/** The pid of the process that works on the run; undefined when nobody does. */
export function ownerOf(db: DatabaseSync, runId: string, now: number): number | undefined {
  const row = db.prepare(`${RUNNING} AND id = ?`).get(runId);
  return row === undefined || isDead(db, row, now) ? undefined : Number(row['pid']);
}

function deadRuns(db: DatabaseSync, now: number): string[] {
  const dead = db
    .prepare(RUNNING)
    .all()
    .filter((row) => isDead(db, row, now));
  return dead.map((row) => String(row['id']));
}

function isDead(db: DatabaseSync, row: Row, now: number): boolean {
  // Version 1 kept the pid only, which says nothing: in a container it is 1 every time.
  if (row['host'] === '' && row['process_start'] === '') return true;
  const life = lifeOfProcess(identityOf(row), ownIdentity());
  if (life !== 'unknown') return life === 'dead';
  return Number(db.prepare(SEEN_AT).get(String(row['id']))?.['seen_at']) < now - UNSEEN_RUN_MS;
}

function identityOf(row: Row): ProcessIdentity {
  return {
    pid: Number(row['pid']),
    host: String(row['host']),
    boot: String(row['boot']),
    pidSpace: String(row['pid_space']),
    processStart: String(row['process_start']),
  };
}
