import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { toHanzoError, type Clock, type RungName, type TaskKind } from '@hanzo/contracts';
import { FEATURES_VERSION, type PastOutcome } from '@hanzo/router';
import { inTransaction, isLocked, openStore, storeFault } from '@hanzo/store';
import { packFeatures, unpackFeatures } from './feature-blob.ts';
import { MOST_OUTCOMES, OUTCOMES } from './outcome-tables.ts';

/** What was judged of one model at one kind of task. */
export interface OutcomeCount {
  readonly model: string;
  readonly kind: TaskKind;
  readonly judged: number;
  readonly passed: number;
  /** Milliseconds since the epoch. */
  readonly lastAt: number;
}

/**
 * What the gates said of answers, model by model: what the router learns from. At most 20,000, the newest.
 *
 * No text of any task is in it: only numbers of words and word parts, by a hash that many share, and their weights.
 * Whoever reads the file learns which models answered which kinds of task when, and how well; and with a dictionary many
 * of a prompt's words and word pairs can be found again, since the hash is no secret. So it is readable by its owner only,
 * and stays here: treat it like the prompts themselves.
 */
export interface OutcomeBook extends Disposable {
  /** Never throws, and does not wait for the disk: what was added is written a moment later, or at the latest on close. */
  add(outcome: PastOutcome): void;
  /**
   * The newest ones, the oldest of them first. Those whose features another version of hanzo made count no more.
   *
   * @param limit @default all
   * @throws HanzoError STORE_UNUSABLE
   */
  read(limit?: number): readonly PastOutcome[];
  /** By model and kind, in their order. @throws HanzoError STORE_UNUSABLE */
  counts(): readonly OutcomeCount[];
  /**
   * Forgets everything, or what one model did, and returns how many outcomes that were.
   *
   * @throws HanzoError STORE_UNUSABLE, DISK_FULL
   */
  clear(model?: string): number;
  /** Why something that was added could not be written; undefined: nothing failed. */
  fault(): Error | undefined;
  close(): void;
}

/** How long an outcome may be in memory only. Milliseconds. */
const WRITE_AFTER_MS = 500;
/** More of them are written at once. */
const WRITE_AT = 256;
/** A lock that is held longer is waited for in memory, not by a standing process. Milliseconds. */
const BUSY_MS = 100;
/** On closing nobody comes back. Milliseconds. */
const LAST_BUSY_MS = 2_000;

/**
 * Opens the book, or makes one (0600) where there is none. Several processes may have it open.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function openOutcomeBook(path: string, clock: Clock): OutcomeBook {
  const db = openStore(path, OUTCOMES);
  try {
    // What is deleted is overwritten.
    db.exec(`PRAGMA secure_delete = ON; PRAGMA busy_timeout = ${BUSY_MS}`);
    return new SqliteOutcomeBook(db, path, clock);
  } catch (error) {
    db.close();
    throw storeFault(error, path, OUTCOMES);
  }
}

class SqliteOutcomeBook implements OutcomeBook {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #insert: StatementSync;
  readonly #prune: StatementSync;
  #waiting: PastOutcome[] = [];
  #timer: Disposable | undefined;
  #fault: Error | undefined;

  constructor(db: DatabaseSync, path: string, clock: Clock) {
    this.#db = db;
    this.#path = path;
    this.#clock = clock;
    this.#insert = db.prepare(
      'INSERT INTO outcomes (rung, model, kind, passed, at, version, features) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#prune = db.prepare('DELETE FROM outcomes WHERE id <= (SELECT max(id) FROM outcomes) - ?');
  }

  add(outcome: PastOutcome): void {
    if (!this.#db.isOpen) return;
    this.#waiting.push(outcome);
    if (this.#waiting.length >= WRITE_AT) this.#write();
    else this.#timer ??= this.#clock.every(WRITE_AFTER_MS, () => this.#write());
  }

  read(limit: number = MOST_OUTCOMES): readonly PastOutcome[] {
    this.#write();
    return this.#guard(() => this.#db.prepare(NEWEST).all(FEATURES_VERSION, limit).map(outcomeOf).toReversed());
  }

  counts(): readonly OutcomeCount[] {
    this.#write();
    const rows = this.#guard(() => this.#db.prepare(COUNTS).all());
    return rows.map((row) => ({
      model: String(row['model']),
      kind: row['kind'] as TaskKind,
      judged: Number(row['judged']),
      passed: Number(row['passed']),
      lastAt: Number(row['last_at']),
    }));
  }

  clear(model?: string): number {
    this.#write();
    return this.#guard(() => {
      this.#db.exec(`PRAGMA busy_timeout = ${LAST_BUSY_MS}`);
      const { changes } = this.#db
        .prepare('DELETE FROM outcomes WHERE ? IS NULL OR model = ?')
        .run(model ?? null, model ?? null);
      // What is deleted is overwritten, in the file itself too. Others who read at this moment put the latter off.
      this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return Number(changes);
    });
  }

  fault(): Error | undefined {
    return this.#fault;
  }

  close(): void {
    if (!this.#db.isOpen) return;
    try {
      if (this.#waiting.length > 0) this.#db.exec(`PRAGMA busy_timeout = ${LAST_BUSY_MS}`);
      this.#write();
      this.#db.close();
    } catch (thrown) {
      this.#fault ??= toHanzoError(thrown);
    }
    this.#rest();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** While another process holds the file it is tried again; any other fault loses what waits, and is remembered. */
  #write(): void {
    if (this.#waiting.length === 0) return this.#rest();
    try {
      inTransaction(this.#db, () => {
        for (const { rung, model, kind, passed, at, features } of this.#waiting)
          this.#insert.run(rung, model, kind, passed ? 1 : 0, Math.floor(at), FEATURES_VERSION, packFeatures(features));
        this.#prune.run(MOST_OUTCOMES);
      });
    } catch (thrown) {
      if (isLocked(thrown) && this.#waiting.length < MOST_OUTCOMES) return;
      this.#fault ??= storeFault(thrown, this.#path, OUTCOMES);
    }
    this.#waiting = [];
    this.#rest();
  }

  #rest(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }

  #guard<T>(use: () => T): T {
    try {
      return use();
    } catch (thrown) {
      throw storeFault(thrown, this.#path, OUTCOMES);
    }
  }
}

const NEWEST = 'SELECT * FROM outcomes WHERE version = ? ORDER BY id DESC LIMIT ?';

const COUNTS = `
SELECT model, kind, count(*) AS judged, sum(passed) AS passed, max(at) AS last_at
FROM outcomes GROUP BY model, kind ORDER BY model, kind`;

function outcomeOf(row: Readonly<Record<string, unknown>>): PastOutcome {
  return {
    rung: row['rung'] as RungName,
    model: String(row['model']),
    kind: row['kind'] as TaskKind,
    features: unpackFeatures(row['features'] as Uint8Array),
    passed: row['passed'] === 1,
    at: Number(row['at']),
  };
}
