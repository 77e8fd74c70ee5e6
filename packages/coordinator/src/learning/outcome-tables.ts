import type { StoreKind } from '@hanzo/store';

/** Older ones are of models and habits that may be gone. */
export const MOST_OUTCOMES = 20_000;

/** Ids only grow, so that the newest are those with the greatest, whatever the clocks say. `version`: of the features. */
const VERSION_1 = `
CREATE TABLE outcomes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rung TEXT NOT NULL,
  model TEXT NOT NULL,
  kind TEXT NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  features BLOB NOT NULL CHECK (length(features) % 8 = 0)
) STRICT;
`;

/** The outcome book's file and its table. */
export const OUTCOMES: StoreKind = {
  name: 'outcome book',
  applicationId: 0x484e5a4f,
  migrations: [VERSION_1],
  damagedMend:
    'Move it and its -wal and -shm files away; then a new one starts, and the router learns from the beginning.',
};
