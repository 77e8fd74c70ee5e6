import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { inReadTransaction, storeFault, storeUnusable } from '@hanzo/store';
import { checkAll } from './checks.ts';
import { LEDGER } from './ledger-store.ts';
import type { LedgerLimits } from './limits.ts';
import type { CallFilter, LedgerCall, Spending, Standing, Verdict } from './model.ts';
import { readCalls, readSpending } from './reports.ts';
import { limitedScopes } from './scopes.ts';
import { SumReader } from './sums.ts';

/** Looks at a ledger, whether or not anybody writes to it, and changes nothing. Throws HanzoError STORE_UNUSABLE. */
export interface LedgerReader extends Disposable {
  /** In the order in which they were reserved. */
  calls(filter?: CallFilter): readonly LedgerCall[];
  spent(filter?: CallFilter): Spending;
  /** How far each cap is used. @param now milliseconds since the epoch */
  standings(limits: LedgerLimits, now: number): readonly Standing[];
  /** Looks through the whole file: its structure, every call and every sum. Seconds for a million calls. */
  verify(): Verdict;
}

/**
 * Opens a ledger for looking only.
 *
 * @returns undefined when there is no file
 * @throws HanzoError STORE_UNUSABLE when it is no ledger, or one of a newer hanzo
 */
export function readLedger(path: string): LedgerReader | undefined {
  if (!existsSync(path)) return undefined;
  const file = new QuietFile(path);
  const guard = <T>(use: (db: DatabaseSync) => T): T => {
    try {
      return file.read(use);
    } catch (error) {
      throw storeFault(error, path, LEDGER);
    }
  };
  guard(() => undefined);
  return {
    calls: (filter = {}) => guard((db) => readCalls(db, filter)),
    spent: (filter = {}) => guard((db) => readSpending(db, filter)),
    standings: (limits, now) => guard((db) => standingsOf(db, limits, now)),
    verify: () => guard(checkAll),
    [Symbol.dispose]: () => file[Symbol.dispose](),
  };
}

function standingsOf(db: DatabaseSync, limits: LedgerLimits, now: number): readonly Standing[] {
  const reader = new SumReader(db);
  return limitedScopes(limits).map((scope) => {
    const { kind, name, capMicros } = scope;
    return { scope: kind, name, capMicros, ...reader.read(scope, now) };
  });
}

/**
 * SQLite makes a journal beside a file even for those who only read, and leaves it there. A file that nobody has open is
 * therefore read as one that does not change; should somebody open it meanwhile, it is read again, along with its journal.
 */
class QuietFile implements Disposable {
  readonly #path: string;
  #db: DatabaseSync | undefined;
  #isShared = false;

  constructor(path: string) {
    this.#path = path;
  }

  read<T>(use: (db: DatabaseSync) => T): T {
    if (!this.#isShared && this.#hasJournal()) this[Symbol.dispose]();
    if (this.#isShared) return this.#use(use);
    const before = this.#stamp();
    try {
      const result = this.#use(use);
      if (!this.#hasJournal() && this.#stamp() === before) return result;
    } catch (error) {
      if (!this.#hasJournal() && this.#stamp() === before) throw error;
    }
    this[Symbol.dispose]();
    return this.#use(use);
  }

  [Symbol.dispose](): void {
    this.#db?.close();
    this.#db = undefined;
  }

  #use<T>(use: (db: DatabaseSync) => T): T {
    this.#db ??= this.#open();
    const db = this.#db;
    return inReadTransaction(db, () => use(db));
  }

  #open(): DatabaseSync {
    this.#isShared = this.#hasJournal();
    const url = pathToFileURL(this.#path);
    if (!this.#isShared) url.searchParams.set('immutable', '1');
    const db = new DatabaseSync(url, { readOnly: true, timeout: 5_000 });
    try {
      prepare(db, this.#path);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #hasJournal(): boolean {
    return existsSync(`${this.#path}-wal`);
  }

  #stamp(): string {
    const { ino, size, mtimeMs } = statSync(this.#path);
    return `${ino} ${size} ${mtimeMs}`;
  }
}

/** Refuses what is no ledger, and makes one of version 1 look like one of today. */
function prepare(db: DatabaseSync, path: string): void {
  const pragma = (name: string): number => Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
  if (pragma('application_id') !== LEDGER.applicationId)
    throw storeUnusable(path, LEDGER, 'is not a ledger', LEDGER.damagedMend);
  const version = pragma('user_version');
  if (version > LEDGER.migrations.length)
    throw storeUnusable(
      path,
      LEDGER,
      `was written by a newer hanzo: it has table version ${version}`,
      'Update hanzo, or use another HANZO_HOME.',
    );
  if (version < 1) throw storeUnusable(path, LEDGER, 'is damaged (it has lost its version)', LEDGER.damagedMend);
  if (version === 1) db.exec(VERSION_1_AS_2);
}

/** The tables of version 2 as views of those of version 1, for this connection only. */
const VERSION_1_AS_2 = `
  PRAGMA temp_store = MEMORY;
  CREATE TEMP VIEW calls AS SELECT rowid, *, '' AS key, '' AS member, 'standard' AS service_tier, NULL AS request_id,
    0 AS cache_write_tokens, 0 AS revision, NULL AS checksum FROM main.calls;
  CREATE TEMP VIEW sums AS
    SELECT 'all' AS scope, '' AS name, ended_at / 60000 AS minute, sum(charged_micros) AS charged_micros
      FROM main.calls WHERE charged_micros > 0 GROUP BY 3
    UNION ALL SELECT 'run', run_id, 0, sum(charged_micros) FROM main.calls WHERE charged_micros > 0 GROUP BY 2;
  CREATE TEMP VIEW state AS SELECT 1 AS one, 0 AS ledger, coalesce(max(rowid), 0) AS unchecked_calls, 0 AS commits,
    coalesce(sum(charged_micros), 0) AS spent_micros,
    coalesce(sum(worst_micros) FILTER (WHERE state = 'sent'), 0) AS sent_micros, NULL AS checksum FROM main.calls;
`;
