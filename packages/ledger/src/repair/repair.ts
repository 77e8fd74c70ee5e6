import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { HanzoError } from '@hanzo/contracts';
import { inTransaction, openStore, realPathOf, storeFault, storeUnusable } from '@hanzo/store';
import { checkAll } from '../checks.ts';
import { LEDGER } from '../ledger-store.ts';
import { Mark, readMarks, type Marks, type Progress } from '../mark.ts';
import type { Verdict } from '../model.ts';
import { readLedger } from '../reader.ts';
import { livingProcesses } from '../sessions.ts';
import { copyAside, removeCopy } from './copy-aside.ts';
import { mendTables, type Mended, type MendOptions } from './mend-tables.ts';

/** What a repair would be about. Money is integer micro-dollars. */
export interface RepairPlan {
  readonly verdict: Verdict;
  /** Charged because the ledger has lost something, and nobody knows what it cost. */
  readonly lostMicros: number;
  /** Calls that ended in the future: the clock was wrong. */
  readonly futureCalls: number;
}

export interface RepairOptions extends Partial<MendOptions> {
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Repaired extends Mended {
  /** The ledger as it was; the files beside it have the same name with -wal and .mark. */
  readonly copy: string;
}

/**
 * Looks at what a repair would be about, and changes nothing.
 *
 * @returns undefined when there is no ledger
 * @throws HanzoError STORE_UNUSABLE when it cannot be repaired
 */
export function planRepair(path: string, now: number): RepairPlan | undefined {
  try {
    using reader = readLedger(path);
    return reader && { verdict: reader.verify(), ...reader.oddities(now) };
  } catch (error) {
    throw beyondRepair(error, path);
  }
}

/**
 * Makes a ledger agree with itself again, whole or not at all. It is copied aside first. Damaged calls are charged in
 * full, as uncertain; sums and checksums are made anew; the mark is taken for right, and what the ledger has lost since
 * is charged, unless `acceptLoss`. Nothing may have it open. Takes seconds for a million calls.
 *
 * @throws HanzoError STORE_UNUSABLE when it cannot be repaired, or is in use; then it is as it was
 */
export function repairLedger({ path: given, now, acceptLoss = false }: RepairOptions): Repaired {
  const path = realPathOf(given);
  if (!existsSync(path)) throw storeUnusable(path, LEDGER, 'is not there', 'Look at the path.');
  const copy = copyAside(path, now);
  try {
    const marks = readMarks(path);
    const { mended, progress } = mend(path, marks, { now, acceptLoss });
    using mark = new Mark(path);
    mark.write(0, progress);
    return { ...mended, copy };
  } catch (error) {
    if (isInUse(error)) removeCopy(copy);
    throw beyondRepair(error, path);
  }
}

function mend(path: string, marks: Marks, options: MendOptions): { mended: Mended; progress: Progress } {
  const db = openStore(path, LEDGER);
  try {
    return inTransaction(db, () => {
      refuseInUse(db, path);
      const done = mendTables(db, marks, options);
      const { ok, faults } = checkAll(db);
      if (!ok) throw storeUnusable(path, LEDGER, `is damaged: ${faults[0]?.what ?? ''}`, LEDGER.damagedMend);
      return done;
    });
  } catch (error) {
    throw storeFault(error, path, LEDGER);
  } finally {
    db.close();
  }
}

/** They would go on with what they remember. */
function refuseInUse(db: DatabaseSync, path: string): void {
  const pids = livingProcesses(db);
  if (pids.length === 0) return;
  throw storeUnusable(path, LEDGER, `is in use by process ${pids.join(', ')}`, IN_USE_MEND);
}

const IN_USE_MEND = 'Wait until it has ended, or end it; then try again.';

function isInUse(error: unknown): boolean {
  return error instanceof HanzoError && error.mend === IN_USE_MEND;
}

/** Other words than those of other commands, whose mend is a repair. */
function beyondRepair(error: unknown, path: string): HanzoError {
  const fault = storeFault(error, path, LEDGER);
  if (fault.code !== 'STORE_UNUSABLE' || fault.mend !== LEDGER.damagedMend) return fault;
  return new HanzoError('STORE_UNUSABLE', `${fault.message} That cannot be repaired.`, {
    cause: fault,
    details: fault.details,
    mend:
      `Move ${path} and the files beside it that begin with its name (-wal, -shm, .mark) away, and keep them. Then copy a ` +
      'backup to its place. Without one, a new ledger starts from zero: compare with the bill of your provider.',
  });
}
