import type { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { ownIdentity } from '@hanzo/ledger';
import { inTransaction } from '@hanzo/store';
import { ownerOf } from './interrupted-runs.ts';
import type { ClaimedRun } from './journal.ts';
import { DONE_WITHOUT_ANSWER } from './statements.ts';

/**
 * Makes this process the run's owner, or throws RUN_UNKNOWN or RUN_BUSY. Of two that try at once, one wins: each looks
 * and writes under the same lock.
 */
export function claimRun(db: DatabaseSync, runId: string, now: number, takeOver: boolean): ClaimedRun {
  return inTransaction(db, () => {
    const row = db.prepare('SELECT * FROM runs WHERE id = ?').get(runId);
    if (row === undefined) throw runUnknown(runId);
    const pid = ownerOf(db, runId, now);
    if (pid !== undefined && !takeOver) throw runBusy(runId, pid, String(row['host']));
    const epoch = Number(row['epoch']) + 1;
    const own = ownIdentity();
    db.prepare(
      `UPDATE runs SET pid = ?, host = ?, boot = ?, pid_space = ?, process_start = ?, epoch = ?, state = 'running', ended_at = NULL WHERE id = ?`,
    ).run(own.pid, own.host, own.boot, own.pidSpace, own.processStart, epoch, runId);
    db.prepare(
      `UPDATE attempts SET state = 'interrupted' WHERE state = 'running' AND task_id IN (SELECT id FROM tasks WHERE run_id = ?)`,
    ).run(runId);
    db.prepare(
      `UPDATE tasks SET state = 'queued', waiting = '' WHERE state IN ('running', 'interrupted') AND run_id = ?`,
    ).run(runId);
    db.prepare(`UPDATE tasks SET state = 'queued', ended_at = NULL WHERE run_id = ? AND ${DONE_WITHOUT_ANSWER}`).run(
      runId,
    );
    // What was not worked on has lost no time by it.
    db.prepare(
      `UPDATE tasks SET deadline_at = ?1 + (deadline_at - queued_at), queued_at = ?1
       WHERE run_id = ?2 AND deadline_at IS NOT NULL AND state = 'queued'`,
    ).run(Math.round(now), runId);
    const plan = String(row['plan']);
    return {
      id: runId,
      epoch,
      node: String(row['node']),
      orchestrator: String(row['orchestrator']),
      workspace: String(row['workspace']),
      instructions: String(row['instructions']),
      plan: plan === '' ? undefined : (JSON.parse(plan) as unknown),
      startedAt: Number(row['started_at']),
    };
  });
}

export function runUnknown(runId: string): HanzoError {
  return new HanzoError('RUN_UNKNOWN', `There is no run ${runId}.`, {
    details: { runId },
    mend: 'Look at the runs with `hanzo tasks list`.',
  });
}

export function runBusy(runId: string, pid: number, host: string): HanzoError {
  return new HanzoError('RUN_BUSY', `Process ${pid} on ${host} works on run ${runId}.`, {
    details: { runId, pid, host },
    mend: `Wait until it ends, or end it with \`kill ${pid}\` on ${host}; then try again.`,
  });
}
