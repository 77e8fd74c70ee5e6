import type { StoreKind } from '@hanzo/store';

const VERSION_1 = `
CREATE TABLE work (
  id INTEGER PRIMARY KEY,
  attempt_id TEXT NOT NULL,
  worker TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  member_name TEXT NOT NULL,
  node TEXT NOT NULL,
  peer_id TEXT NOT NULL,
  model TEXT NOT NULL,
  data_class TEXT NOT NULL,
  ended_as TEXT NOT NULL,
  input_tokens INTEGER NOT NULL,
  cached_input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  queue_ms INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX work_by_time ON work (ended_at);
`;

/** work.db: sizes and times of what ran here for whom. Never prompts, never answers. */
export const WORK: StoreKind = {
  name: 'work journal',
  // "HZWK"
  applicationId: 0x485a574b,
  migrations: [VERSION_1],
  damagedMend: 'Move it and its -wal and -shm files away; then a new one starts, without what ran before.',
};
