import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { inReadTransaction, realPathOf, storeFault, storeUnusable } from '@hanzo/store';
import { checkAll } from './checks.ts';
import { LEDGER } from './ledger-store.ts';
import type { LedgerLimits } from './limits.ts';
import { LOST_SESSION } from './loss.ts';
import { readMarks } from './mark.ts';
import { missingFrom, type Missing } from './missing.ts';
import type { CallFilter, CallQuery, LedgerCall, Spending, Standing, Verdict } from './model.ts';
import { type Page, readCalls, readPage, readRunIds, readSpending } from './reports.ts';
import { limitedScopes } from './scopes.ts';
import { readState } from './state-row.ts';
import { CLOCK_SLACK_MS, SumReader } from './sums.ts';

/** Looks at a ledger, whether or not anybody writes to it, and changes nothing. Throws HanzoError STORE_UNUSABLE. */
export interface LedgerReader extends Disposable {
  /** In the order in which they were reserved. All of them at once: see `eachCall`. */
  calls(query?: CallQuery): readonly LedgerCall[];
  /** The same one after another, in memory that does not grow with them. Those that are added meanwhile come last. */
  eachCall(filter?: CallFilter): Iterable<LedgerCall>;
  /** Ids of runs that begin so, the one that was paid for last first. */
  runIds(beginning: string, most: number): readonly string[];
  spent(filter?: CallFilter): Spending;
  /** How far each cap is used. @param now milliseconds since the epoch */
  standings(limits: LedgerLimits, now: number): readonly Standing[];
  /** Looks through the whole file: its structure, every call and every sum. Seconds for a million calls. */
  verify(): Verdict;
  /** Charges that are no honest ones: see `repairLedger`. @param now milliseconds since the epoch */
  oddities(now: number): Oddities;
  /** What it has lost since it was last written, e.g. with its journal; charged when it is next opened. */
  missing(): Missing | undefined;
}

/** Charges of what was lost in damage, in micro-dollars, and calls that ended in the future. */
export interface Oddities {
  readonly lostMicros: number;
  readonly futureCalls: number;
}

/**
 * Opens a ledger for looking only.
 *
 * @returns undefined when there is no file
 * @throws HanzoError STORE_UNUSABLE when it is no ledger, or one of a newer hanzo
 */
export function readLedger(path: string): LedgerReader | undefined {
  if (!existsSync(path)) return undefined;
  return readerOf(realPathOf(path));
}

function readerOf(path: string): LedgerReader {
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
    calls: (query = {}) => guard((db) => readCalls(db, query)),
    eachCall: (filter = {}) => eachCall((after) => guard((db) => readPage(db, filter, after))),
    runIds: (beginning, most) => guard((db) => readRunIds(db, beginning, most)),
    spent: (filter = {}) => guard((db) => readSpending(db, filter)),
    standings: (limits, now) => guard((db) => standingsOf(db, limits, now)),
    verify: () => {
      const marks = readMarks(path);
      return guard((db) => checkAll(db, marks));
    },
    oddities: (now) => guard((db) => odditiesOf(db, now)),
    missing: () => {
      const marks = readMarks(path);
      return guard((db) => {
        const state = readState(db);
        return state && missingFrom(state, marks);
      });
    },
    [Symbol.dispose]: () => file[Symbol.dispose](),
  };
}

function* eachCall(read: (after: number) => Page): Generator<LedgerCall> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: Page = read(after);
    yield* page.calls;
    after = page.next;
  }
}

function odditiesOf(db: DatabaseSync, now: number): Oddities {
  const number = (sql: string, value: string | number): number => Number(db.prepare(sql).get(value)?.['n']);
  return {
    lostMicros: number('SELECT coalesce(sum(charged_micros), 0) AS n FROM calls WHERE session = ?', LOST_SESSION),
    futureCalls: number('SELECT count(*) AS n FROM calls WHERE ended_at > ?', now + CLOCK_SLACK_MS),
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
  /** What the file was like when it was opened. */
  #opened = '';

  constructor(path: string) {
    this.#path = path;
  }

  read<T>(use: (db: DatabaseSync) => T): T {
    if (this.#db !== undefined && !this.#isAsOpened()) this[Symbol.dispose]();
    try {
      const result = this.#use(use);
      if (this.#isAsOpened()) return result;
    } catch (error) {
      if (this.#isAsOpened()) throw error;
    }
    this[Symbol.dispose]();
    return this.#use(use);
  }

  /** Whether what the connection shows is what lies there: shared, it sees every change, but not another file. */
  #isAsOpened(): boolean {
    const isSame = this.#stamp() === this.#opened;
    return this.#isShared ? isSame : isSame && !this.#hasJournal();
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
    this.#opened = this.#stamp();
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
    const { dev, ino, size, mtimeNs } = statSync(this.#path, { bigint: true });
    return this.#isShared ? `${dev} ${ino}` : `${dev} ${ino} ${size} ${mtimeNs}`;
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
  CREATE TEMP VIEW state AS SELECT 1 AS one, 0 AS ledger, coalesce(max(rowid), 0) AS unchecked_calls,
    coalesce(max(rowid), 0) AS calls, 0 AS commits,
    coalesce(sum(charged_micros), 0) AS spent_micros,
    coalesce(sum(worst_micros) FILTER (WHERE state = 'sent'), 0) AS sent_micros, NULL AS checksum FROM main.calls;
`;
