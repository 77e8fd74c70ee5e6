import type { StoreKind } from '@hanzo/store';

const VERSION_1 = `
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
`;

/** Only what is repaired gets past them: nothing else drops them. */
export const TRIGGERS = `
  CREATE TRIGGER calls_added BEFORE INSERT ON calls WHEN new.checksum IS NULL
    BEGIN SELECT RAISE(ABORT, 'this hanzo is too old for the ledger'); END;
  CREATE TRIGGER calls_changed BEFORE UPDATE ON calls WHEN new.revision <= old.revision
    BEGIN SELECT RAISE(ABORT, 'this hanzo is too old for the ledger'); END;
  CREATE TRIGGER calls_deleted BEFORE DELETE ON calls
    BEGIN SELECT RAISE(ABORT, 'a call is never deleted'); END;
`;

/** Charges by minute of their end and by run. */
export const FILL_SUMS = `
  INSERT INTO sums SELECT 'all', '', ended_at / 60000, sum(charged_micros) FROM calls
    WHERE charged_micros > 0 GROUP BY 3;
  INSERT INTO sums SELECT 'run', run_id, 0, sum(charged_micros) FROM calls WHERE charged_micros > 0 GROUP BY 2;
`;

/**
 * `sums`: charges by minute of their end, for windows that do not scan; of runs only the total, at minute 0.
 * `state`: one row about the whole, written with every commit. `rowid` numbers the calls without gaps; those up to
 * `unchecked_calls` were written before there were checksums, and have none until they get them (see `signOldCalls`). The triggers keep a hanzo out that is still running and
 * knows nothing of sums and checksums: what it has sent stays sent, and is charged in full when it ends.
 */
const VERSION_2 = `
  ALTER TABLE calls ADD COLUMN key TEXT NOT NULL DEFAULT '';
  ALTER TABLE calls ADD COLUMN member TEXT NOT NULL DEFAULT '';
  ALTER TABLE calls ADD COLUMN service_tier TEXT NOT NULL DEFAULT 'standard';
  ALTER TABLE calls ADD COLUMN request_id TEXT;
  ALTER TABLE calls ADD COLUMN cache_write_tokens INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE calls ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE calls ADD COLUMN checksum INTEGER;
  CREATE TABLE sums (
    scope TEXT NOT NULL CHECK (scope IN ('all', 'key', 'member', 'run')), name TEXT NOT NULL,
    minute INTEGER NOT NULL, charged_micros INTEGER NOT NULL,
    PRIMARY KEY (scope, name, minute)
  ) STRICT, WITHOUT ROWID;
  ${FILL_SUMS}
  CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1), ledger INTEGER NOT NULL, unchecked_calls INTEGER NOT NULL,
    calls INTEGER NOT NULL, commits INTEGER NOT NULL, spent_micros INTEGER NOT NULL, sent_micros INTEGER NOT NULL, checksum INTEGER
  ) STRICT;
  INSERT INTO state SELECT 1, abs(random() % 9007199254740991), coalesce(max(rowid), 0), coalesce(max(rowid), 0), 0,
    coalesce(sum(charged_micros), 0), coalesce(sum(worst_micros) FILTER (WHERE state = 'sent'), 0), NULL FROM calls;
  CREATE INDEX calls_lost ON calls (ended_at, charged_micros) WHERE session = '';
  DROP INDEX calls_open;
  CREATE INDEX calls_open ON calls (state, session, worst_micros) WHERE state IN ('held', 'sent');
  ${TRIGGERS}
`;

/** The ledger's file: its mark ("HNZL") and its tables. */
export const LEDGER: StoreKind = {
  name: 'ledger',
  applicationId: 0x484e5a4c,
  migrations: [VERSION_1, VERSION_2],
  // The user decides, because the file may hold the only record of what was spent.
  damagedMend:
    'Try `hanzo ledger repair`: it charges in full what cannot be read. Or move the file and those beside it that begin with ' +
    'its name (-wal, -shm, .mark) away first, and only then copy a backup to its place; without one, spending starts from ' +
    'zero again.',
  fullMend: 'Free some space; nothing is sent while spending cannot be recorded.',
};
