import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** In these states a task can still be worked on. */
export const OPEN_STATES: string = `('queued', 'running', 'interrupted')`;

/** Says that it is done, and nothing tells with what. Such a task is to be done again. */
export const DONE_WITHOUT_ANSWER: string = `state = 'done' AND NOT EXISTS
  (SELECT 1 FROM attempts a WHERE a.task_id = tasks.id AND a.state = 'passed' AND a.node <> '')`;

/** The statements that write. */
type StatementName =
  | 'startRun'
  | 'setPlan'
  | 'endRun'
  | 'interruptAttempts'
  | 'interruptTasks'
  | 'queueTask'
  | 'acceptTask'
  | 'keepText'
  | 'routeTask'
  | 'runTask'
  | 'waiting'
  | 'endTask'
  | 'endDone'
  | 'reopenLost'
  | 'interruptTask'
  | 'startAttempt'
  | 'checkpoint'
  | 'writeAttempt'
  | 'markExtra'
  | 'writeTrust'
  | 'noteToolCall';

const SQL: Readonly<Record<StatementName, string>> = {
  startRun: `INSERT INTO runs (id, pid, host, boot, pid_space, process_start, node, orchestrator, workspace, state, started_at, epoch, instructions, plan, asked_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, 1, ?, ?, ?)`,
  setPlan: `UPDATE runs SET plan = ? WHERE id = ?`,
  // It is not complete while a task of it is open: whose end could not be recorded is done again by a resume.
  endRun: `UPDATE runs SET ended_at = ?3, state = CASE WHEN ?2 = 'complete'
      AND EXISTS (SELECT 1 FROM tasks WHERE run_id = ?1 AND state IN ${OPEN_STATES}) THEN 'incomplete' ELSE ?2 END WHERE id = ?1`,
  interruptAttempts: `UPDATE attempts SET state = 'interrupted' WHERE state = 'running'
    AND task_id IN (SELECT id FROM tasks WHERE run_id = ? AND state = 'running')`,
  interruptTasks: `UPDATE tasks SET state = 'interrupted', waiting = '' WHERE run_id = ? AND state = 'running'`,
  queueTask: `INSERT INTO tasks (id, run_id, kind, tier, title, state, route, queued_at, seq, priority, deadline_at)
    VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?)`,
  acceptTask: `INSERT INTO tasks (id, run_id, kind, tier, title, state, route, queued_at, seq, priority, deadline_at)
    VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  keepText: `INSERT INTO task_texts (task_id, task) VALUES (?, ?) ON CONFLICT (task_id) DO NOTHING`,
  routeTask: `UPDATE tasks SET route = ? WHERE id = ?`,
  runTask: `UPDATE tasks SET state = 'running', waiting = '' WHERE id = ? AND state IN ${OPEN_STATES} AND (state <> 'running' OR waiting <> '')`,
  waiting: `UPDATE tasks SET waiting = ? WHERE id = ? AND state IN ${OPEN_STATES}`,
  endTask: `UPDATE tasks SET state = ?, reason = ?, ended_at = ?, waiting = '' WHERE id = ? AND state IN ${OPEN_STATES}`,
  // An answer that the tables have refused is no answer.
  endDone: `UPDATE tasks SET state = 'done', reason = '', ended_at = ?, waiting = '' WHERE id = ? AND state IN ${OPEN_STATES}
    AND EXISTS (SELECT 1 FROM attempts a WHERE a.task_id = tasks.id AND a.state = 'passed' AND a.node <> '')`,
  reopenLost: `UPDATE tasks SET state = 'queued', ended_at = NULL WHERE id = ? AND ${DONE_WITHOUT_ANSWER}`,
  interruptTask: `UPDATE tasks SET state = 'interrupted', waiting = '' WHERE id = ? AND state IN ${OPEN_STATES}`,
  startAttempt: `INSERT OR REPLACE INTO attempts (task_id, number, rung, who, node, peer_id, requested_model, served_model, asked_model, state, placement, started_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
  checkpoint: `UPDATE attempts SET answer = ?, model_sha256 = ? WHERE task_id = ? AND number = ? AND state = 'running'`,
  // A lost attempt keeps the text that it had: it may be gone on from.
  writeAttempt: `INSERT INTO attempts (task_id, number, rung, who, node, peer_id, requested_model, served_model, asked_model, state, code, reason,
      input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, queue_ms, first_token_ms, engine_ms, cost_micros, finish, answer,
      started_at, ended_at, answered_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (task_id, number) DO UPDATE SET rung = excluded.rung, who = excluded.who, node = excluded.node, peer_id = excluded.peer_id,
      requested_model = excluded.requested_model, served_model = excluded.served_model, asked_model = excluded.asked_model,
      state = excluded.state, code = excluded.code,
      reason = excluded.reason, input_tokens = excluded.input_tokens, cached_input_tokens = excluded.cached_input_tokens,
      output_tokens = excluded.output_tokens, reasoning_tokens = excluded.reasoning_tokens, queue_ms = excluded.queue_ms,
      first_token_ms = excluded.first_token_ms, engine_ms = excluded.engine_ms, cost_micros = excluded.cost_micros, finish = excluded.finish,
      answer = CASE WHEN excluded.state = 'error' AND excluded.answered_at IS NULL THEN answer ELSE excluded.answer END,
      started_at = excluded.started_at, ended_at = excluded.ended_at, answered_at = excluded.answered_at`,
  markExtra: `UPDATE attempts SET extra = 1, placement = ? WHERE task_id = ? AND number = ?`,
  writeTrust: `INSERT INTO worker_trust (peer_id, row, updated_at) VALUES (?, ?, ?)
    ON CONFLICT (peer_id) DO UPDATE SET row = excluded.row, updated_at = excluded.updated_at`,
  noteToolCall: `INSERT INTO tool_calls (run_id, record) VALUES (?, ?)`,
};

export type Statements = Readonly<Record<StatementName, StatementSync>>;

/** Prepares each once. */
export function prepareStatements(db: DatabaseSync): Statements {
  const prepared = Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)] as const);
  return Object.fromEntries(prepared) as Record<StatementName, StatementSync>;
}
