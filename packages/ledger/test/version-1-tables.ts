/** The tables and the marks of ledger version 1, word for word, as they lie on disks. */
export const VERSION_1_TABLES: string = `
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL, boot TEXT NOT NULL,
    pid_space TEXT NOT NULL, process_start TEXT NOT NULL, opened_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE calls (
    id TEXT PRIMARY KEY, session TEXT NOT NULL,
    run_id TEXT NOT NULL, task_id TEXT NOT NULL, model TEXT NOT NULL, endpoint TEXT NOT NULL, version TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'sent', 'settled', 'released', 'uncertain')),
    worst_micros INTEGER NOT NULL CHECK (worst_micros >= 0),
    charged_micros INTEGER NOT NULL DEFAULT 0 CHECK (charged_micros >= 0),
    served_model TEXT,
    input_tokens INTEGER NOT NULL DEFAULT 0, cached_input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0, reasoning_tokens INTEGER NOT NULL DEFAULT 0,
    why TEXT, reserved_at INTEGER NOT NULL, sent_at INTEGER, ended_at INTEGER
  ) STRICT;
  CREATE INDEX calls_ended ON calls (ended_at, charged_micros) WHERE ended_at IS NOT NULL;
  CREATE INDEX calls_open ON calls (session, worst_micros) WHERE state IN ('held', 'sent');
  CREATE INDEX calls_run ON calls (run_id, state, charged_micros, worst_micros);
  PRAGMA application_id = 1213094476;
  PRAGMA user_version = 1;
`;
