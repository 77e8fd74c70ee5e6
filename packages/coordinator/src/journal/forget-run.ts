import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '@hanzo/store';
import { runBusy } from './claim-run.ts';
import { ownerOf } from './interrupted-runs.ts';

/** Tasks that go in one transaction: others may write in between. */
const BATCH = 500;

/**
 * Deletes a run with all that is known of it. When it is killed in the middle of that, the run is still there, with fewer
 * tasks, and can be deleted again.
 *
 * @param now milliseconds since the epoch
 * @returns how many tasks it had
 * @throws HanzoError RUN_BUSY while a process works on it
 */
export function forgetRun(db: DatabaseSync, runId: string, now: number): number {
  let forgotten = 0;
  for (;;) {
    const tasks = inTransaction(db, () => forgetSome(db, runId, now));
    if (tasks === 0) return forgotten;
    forgotten += tasks;
  }
}

function forgetSome(db: DatabaseSync, runId: string, now: number): number {
  const pid = ownerOf(db, runId, now);
  if (pid !== undefined) {
    const host = db.prepare('SELECT host FROM runs WHERE id = ?').get(runId)?.['host'];
    throw runBusy(runId, pid, String(host));
  }
  const ids = db.prepare('SELECT id FROM tasks WHERE run_id = ? LIMIT ?').all(runId, BATCH);
  const deletions = ['attempts WHERE task_id', 'task_texts WHERE task_id', 'tasks WHERE id'].map((what) =>
    db.prepare(`DELETE FROM ${what} = ?`),
  );
  for (const row of ids) for (const deletion of deletions) deletion.run(String(row['id']));
  if (ids.length === 0) {
    db.prepare('DELETE FROM tool_calls WHERE run_id = ?').run(runId);
    db.prepare('DELETE FROM delegated_tasks WHERE run_id = ?').run(runId);
    db.prepare('DELETE FROM runs WHERE id = ?').run(runId);
  }
  return ids.length;
}
