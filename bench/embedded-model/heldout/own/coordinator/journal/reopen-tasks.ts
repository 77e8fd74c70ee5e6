import type { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { inTransaction } from '@hanzo/store';
import { runBusy } from './claim-run.ts';
import { ownerOf } from './interrupted-runs.ts';
import type { Ownership } from './ownership.ts';

export function reopenTasks(db: DatabaseSync, ids: readonly string[], now: number, ownership: Ownership): number {
  const runOf = db.prepare('SELECT t.run_id, r.host FROM tasks t JOIN runs r ON r.id = t.run_id WHERE t.id = ?');
  const reopen = db.prepare(
    `UPDATE tasks SET state = 'queued', reason = '', waiting = '', ended_at = NULL, cancel_requested_at = NULL,
       deadline_at = ?1 + (deadline_at - queued_at), queued_at = ?1,
       anew_after = (SELECT coalesce(max(number), 0) FROM attempts WHERE task_id = tasks.id)
     WHERE id = ?2 AND state IN ('undone', 'cancelled')`,
  );
  return inTransaction(db, () => {
    let reopened = 0;
    const free = new Set<string>();
    for (const id of ids) {
      const row = runOf.get(id);
      if (row === undefined) throw taskUnknown(id);
      const runId = String(row['run_id']);
      if (!free.has(runId)) refuseForeign(db, { runId, host: String(row['host']) }, now, ownership);
      free.add(runId);
      reopened += Number(reopen.run(now, id).changes);
    }
    return reopened;
  });
}

function refuseForeign(
  db: DatabaseSync,
  { runId, host }: { readonly runId: string; readonly host: string },
  now: number,
  ownership: Ownership,
): void {
  const problem = ownership.problemOf(runId);
  if (problem !== undefined) throw problem;
  const pid = ownership.owns(runId) ? undefined : ownerOf(db, runId, now);
  if (pid !== undefined) throw runBusy(runId, pid, host);
}

export function taskUnknown(id: string): HanzoError {
  return new HanzoError('TASK_UNKNOWN', `There is no task ${id}.`, {
    details: { taskId: id },
    mend: 'Look at the tasks with `hanzo tasks list`.',
  });
}
