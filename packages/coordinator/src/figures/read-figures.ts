import type { DatabaseSync } from 'node:sqlite';
import { inReadTransaction, storeGuard } from '@hanzo/store';
import { JOURNAL } from '../journal/schema.ts';
import { boundsOf, layOutFacts, OF_ORCHESTRATOR, timeOf, type Bounds } from './facts.ts';
import { openToLook } from './open-to-look.ts';
import { groupRows, NO_FIGURES, type FigureRow, type Figures } from './groups.ts';
import type { FiguresQuery } from './query.ts';
import { savingsOf, type Saving } from './savings.ts';
import { seriesOf, type Series } from './series.ts';

/** What a home's runs did and cost. */
export interface RunReport {
  /** Runs by state: complete, incomplete, cancelled, failed, interrupted, running. */
  readonly runsByState: Readonly<Record<string, number>>;
  /** Tasks by state: done, undone, cancelled, interrupted, queued, running. */
  readonly tasksByState: Readonly<Record<string, number>>;
  readonly totals: Figures;
  /** By what was asked for. */
  readonly groups: readonly FigureRow[];
  /** Money that no attempt tells of. */
  readonly unattended: readonly Unattended[];
  /** What was charged and is held, by who pays and for whom. */
  readonly charges: readonly ChargeRow[];
  readonly savings: readonly Saving[];
  readonly series: Series;
  /** Orchestrators of all runs, whatever was asked for. */
  readonly orchestrators: readonly string[];
}

/**
 * Why no attempt tells of a call. `plan`: it made a plan. `critic`: it judged an answer. `cut-off`: its process died, it is charged in full. `lost`: its
 * answer is. `elsewhere`: its run or task is not in the journal, or no more.
 */
export interface Unattended {
  readonly role: 'plan' | 'critic' | 'cut-off' | 'lost' | 'elsewhere';
  readonly calls: number;
  readonly spentMicros: number;
}

/** Money of one model, paid by one key, for one member. Integer micro-dollars. */
export interface ChargeRow {
  readonly model: string;
  /** Name of the key. */
  readonly key: string;
  readonly member: string;
  readonly calls: number;
  /** The uncertain part included. */
  readonly spentMicros: number;
  readonly uncertainMicros: number;
  /** Reserved by calls that are under way. */
  readonly heldMicros: number;
}

/**
 * Adds up the journal's work and the ledger's money, in SQL: memory stays flat however large they are. An absent journal
 * is empty, and none is made; a run whose process is gone is marked interrupted first, where that can be written.
 *
 * @throws HanzoError STORE_UNUSABLE or DISK_FULL, with the file and the mend
 */
export function readFigures(file: string, query: FiguresQuery): RunReport {
  return withFacts(file, query, (db) => {
    const { keys: _, served: __, ...totals } = groupRows(db, 'all')[0] ?? { keys: {}, served: [], ...NO_FIGURES };
    return {
      ...countStates(db, boundsOf(query)),
      totals,
      groups: groupRows(db, query.by),
      unattended: unattendedOf(db),
      charges: chargesOf(db),
      savings: savingsOf(db, query),
      series: seriesOf(db, query),
      orchestrators: db
        .prepare('SELECT DISTINCT orchestrator FROM runs ORDER BY 1')
        .all()
        .map((row) => String(row['orchestrator'])),
    };
  });
}

/** So much of the file is read without a system call for every page: three times as fast. The most that SQLite takes. */
const MAPPED_BYTES = 2 ** 31 - 65_536;

/** Memory for what is laid out; the rest of it goes to a temporary file. */
const SCRATCH_KIB = 32_768;

/** Everything that `use` reads is of one moment. */
export function withFacts<T>(file: string, query: FiguresQuery, use: (db: DatabaseSync) => T): T {
  const db = openToLook(file);
  try {
    db.exec(`PRAGMA mmap_size = ${MAPPED_BYTES}; PRAGMA temp.cache_size = -${SCRATCH_KIB}`);
    return storeGuard(
      file,
      JOURNAL,
    )(() =>
      inReadTransaction(db, () => {
        layOutFacts(db, query);
        return use(db);
      }),
    );
  } finally {
    db.close();
  }
}

/** Runs and tasks by state. */
export function countStates(
  db: DatabaseSync,
  bounds: Bounds,
  isPlanned = false,
): Pick<RunReport, 'runsByState' | 'tasksByState'> {
  const which = isPlanned ? `r.asked_by = '' AND ${OF_ORCHESTRATOR}` : OF_ORCHESTRATOR;
  const within = (at: string): string => `${which} AND ${at} >= :since AND ${at} < :until`;
  const runTime = timeOf('r', `'running'`, 'started_at');
  const taskTime = timeOf('t', `'running', 'queued'`, 'queued_at');
  const count = (sql: string): Record<string, number> =>
    Object.fromEntries(
      db
        .prepare(sql)
        .all({ ...bounds })
        .map((row) => [String(row['state']), Number(row['n'])]),
    );
  return {
    runsByState: count(`SELECT r.state, count(*) AS n FROM runs r WHERE ${within(runTime)} GROUP BY 1`),
    tasksByState: count(
      `SELECT t.state, count(*) AS n FROM tasks t JOIN runs r ON r.id = t.run_id WHERE ${within(taskTime)} GROUP BY 1`,
    ),
  };
}

function unattendedOf(db: DatabaseSync): Unattended[] {
  return db
    .prepare(
      `SELECT role, count(*) AS calls, sum(spent_micros) AS spent FROM facts
       WHERE NOT is_try AND role NOT IN ('task', 'open') GROUP BY role ORDER BY spent DESC`,
    )
    .all()
    .map((row) => ({
      role: row['role'] as Unattended['role'],
      calls: Number(row['calls']),
      spentMicros: Number(row['spent']),
    }));
}

function chargesOf(db: DatabaseSync): ChargeRow[] {
  return db
    .prepare(
      `SELECT model, api_key, member, sum(role <> 'open') AS calls, sum(spent_micros) AS spent,
         sum(iif(state = 'uncertain', spent_micros, 0)) AS uncertain, sum(held_micros) AS held
       FROM facts WHERE NOT is_try GROUP BY 1, 2, 3 ORDER BY spent DESC, 1, 2, 3`,
    )
    .all()
    .map((row) => ({
      model: String(row['model']),
      key: String(row['api_key']),
      member: String(row['member']),
      calls: Number(row['calls']),
      spentMicros: Number(row['spent']),
      uncertainMicros: Number(row['uncertain']),
      heldMicros: Number(row['held']),
    }));
}
