import type { StoreKind } from '@hanzo/store';

/** IF NOT EXISTS, because version 1 could be killed between its tables and its version number. */
const VERSION_1 = `
CREATE TABLE IF NOT EXISTS runs (
  id TEXT PRIMARY KEY,
  pid INTEGER NOT NULL,
  node TEXT NOT NULL,
  orchestrator TEXT NOT NULL,
  workspace TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'incomplete', 'cancelled', 'failed', 'interrupted')),
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS tasks (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id),
  kind TEXT NOT NULL,
  tier TEXT NOT NULL,
  title TEXT NOT NULL,
  task TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'undone', 'cancelled', 'interrupted')),
  route TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  queued_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS attempts (
  task_id TEXT NOT NULL REFERENCES tasks (id),
  number INTEGER NOT NULL,
  rung TEXT NOT NULL,
  node TEXT NOT NULL DEFAULT '',
  peer_id TEXT NOT NULL DEFAULT '',
  requested_model TEXT NOT NULL DEFAULT '',
  served_model TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('running', 'passed', 'rejected', 'error', 'interrupted')),
  code TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  placement TEXT NOT NULL DEFAULT '',
  input_tokens INTEGER NOT NULL DEFAULT 0,
  cached_input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  reasoning_tokens INTEGER NOT NULL DEFAULT 0,
  first_token_ms INTEGER NOT NULL DEFAULT 0,
  engine_ms INTEGER NOT NULL DEFAULT 0,
  cost_micros INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '',
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (task_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS tasks_by_run ON tasks (run_id);
CREATE INDEX IF NOT EXISTS attempts_by_time ON attempts (started_at);
`;

/** Who runs it, so that a later process with the same pid is not taken for it. Empty in rows of version 1. */
const VERSION_2 = `
ALTER TABLE runs ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN boot TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN pid_space TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN process_start TEXT NOT NULL DEFAULT '';
`;

/**
 * What it takes to go on where a dead coordinator stopped: whose word counts (epoch), in which order, from which text. A
 * task's text has a table of its own, because its row is rewritten at every step. Priority: 0 is the highest.
 */
const VERSION_3 = `
ALTER TABLE runs ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN instructions TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN plan TEXT NOT NULL DEFAULT '';

CREATE TABLE task_texts (
  task_id TEXT PRIMARY KEY REFERENCES tasks (id),
  task TEXT NOT NULL
) STRICT;
INSERT INTO task_texts SELECT id, task FROM tasks;
ALTER TABLE tasks DROP COLUMN task;

ALTER TABLE tasks ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tasks ADD COLUMN cancel_requested_at INTEGER;
ALTER TABLE tasks ADD COLUMN waiting TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN deadline_at INTEGER;
UPDATE tasks SET seq = rowid;
DROP INDEX tasks_by_run;
CREATE INDEX tasks_in_order ON tasks (run_id, priority, seq);
CREATE INDEX tasks_to_cancel ON tasks (run_id) WHERE cancel_requested_at IS NOT NULL;

ALTER TABLE attempts ADD COLUMN extra INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN model_sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN finish TEXT NOT NULL DEFAULT 'stop';
ALTER TABLE attempts ADD COLUMN queue_ms INTEGER NOT NULL DEFAULT 0;

CREATE TABLE worker_trust (
  peer_id TEXT PRIMARY KEY,
  row TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
`;

/**
 * What was answered and not judged yet (answered_at) is not asked for again; which model of a chain was asked; up to which
 * number attempts belong to an earlier life of their task.
 */
const VERSION_4 = `
ALTER TABLE attempts ADD COLUMN answered_at INTEGER;
ALTER TABLE attempts ADD COLUMN asked_model TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN anew_after INTEGER NOT NULL DEFAULT 0;
`;

/** What tools were called for the orchestrator and the critics of a run, or would have been: plain JSON, in its order. */
const VERSION_5 = `
CREATE TABLE tool_calls (
  seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX tool_calls_by_run ON tool_calls (run_id, seq);
`;

/** Who asked the one question that a run is (empty: it is planned), and which tasks of a run were delegated: plain JSON, a row each. */
const VERSION_6 = `
ALTER TABLE runs ADD COLUMN asked_by TEXT NOT NULL DEFAULT '';
CREATE TABLE delegated_tasks (
  run_id TEXT NOT NULL,
  task_id TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (run_id, task_id)
) STRICT;
`;

/** The journal's file and its tables. It has no mark, because the first ones had none. */
export const JOURNAL: StoreKind = {
  name: 'journal',
  applicationId: 0,
  migrations: [VERSION_1, VERSION_2, VERSION_3, VERSION_4, VERSION_5, VERSION_6],
  damagedMend:
    'Restore it from a backup, or move it and its -wal and -shm files away; then a new journal starts, without the old runs.',
};
