import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { maskKeys, systemClock, toHanzoError, type Clock, type HanzoError } from '@hanzo/contracts';
import { inTransaction, isLocked, isRowFault, storeFault } from '@hanzo/store';
import { JOURNAL } from './schema.ts';

/** Whose word counts. Asked inside the transaction, before the first write of it that stands behind this fence. */
export interface Fence {
  /** Why nothing behind it may be written, or undefined. */
  problem(): HanzoError | undefined;
}

/** One statement to be run, and when it counts as failed. */
export interface Write {
  /** Who hears of its failure. */
  readonly owner: string;
  readonly statement: StatementSync;
  readonly values: readonly SQLInputValue[];
  readonly fence?: Fence | undefined;
  /** The statement must change a row; else it has failed with this. */
  readonly mustChange?: (() => HanzoError) | undefined;
  /**
   * When the whole transaction fails, e.g. because the disk is full, it is tried again with the next one, although its
   * owner has been told of the failure. Not for what is then taken for not accepted.
   */
  readonly isKept?: boolean | undefined;
  /** Hears how many rows were changed, once they are on disk. */
  readonly onChanged?: ((rows: number) => void) | undefined;
}

interface WriteEntry extends Write {
  readonly kind: 'write';
  /** Its owner knows that it has failed; it is told once. */
  isTold: boolean;
}

interface Waiter extends PromiseWithResolvers<void> {
  readonly kind: 'waiter';
  readonly owner: string | undefined;
}

/** What became of the writes of one transaction. */
interface Outcome {
  readonly failures: ReadonlyMap<Write, HanzoError>;
  readonly changed: ReadonlyMap<Write, number>;
  /** Why nothing at all was written. */
  readonly fault?: HanzoError;
  /** Because another process holds the file: it may let go of it in a moment. */
  readonly isLocked: boolean;
}

/** How long a write that nobody waits for may be lost in a crash. Milliseconds. */
const LAZY_MS = 25;
/** How long others may hold the file until that counts as a failure, and how often it is tried. Milliseconds. */
const LOCKED_MS = 10_000;
const RETRY_MS = 250;
/** Writes that wait for room on the disk: more than that is too much for the memory. */
const MOST_KEPT = 2_000;
/** How long the last try, after which nobody comes back, waits for others. Milliseconds. */
const LAST_BUSY_MS = 5_000;

/**
 * Writes that somebody waits for, and those before them, share one transaction for each turn of the event loop, hence one
 * fsync; without anybody waiting they are written a moment later. Each write has an owner, who hears of its failure at
 * the next `commit(owner)`: a bad row fails alone, a full disk fails the whole turn. While another process holds the file
 * everything waits, in its order, and is tried again.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #file: string;
  readonly #clock: Clock;
  /** Failures that nobody has heard of yet, by owner; of each the first. */
  readonly #unheard = new Map<string, HanzoError>();
  /** Writes and waiters in the order in which they came: a waiter hears of what stands before it. */
  #entries: (WriteEntry | Waiter)[] = [];
  #scheduled = false;
  #isLazy = false;
  /** On the clock that only goes forwards; undefined: nobody else holds the file, as far as we know. */
  #lockedSince: number | undefined;

  constructor(db: DatabaseSync, file: string, clock: Clock = systemClock) {
    this.#db = db;
    this.#file = file;
    this.#clock = clock;
  }

  /** Never throws: a failure is told to the next `commit` of the owner, or by `finish`. */
  write(owner: string, statement: StatementSync, ...values: SQLInputValue[]): void {
    this.add({ owner, statement, values });
  }

  /** The same, with conditions. No key of this process gets on disk. */
  add(write: Write): void {
    const values = write.values.map((value) => (typeof value === 'string' ? maskKeys(value) : value));
    this.#entries.push({ kind: 'write', isTold: false, ...write, values });
    this.#scheduleLater();
  }

  /** Something of this owner could not even be tried: its next `commit` hears of it. */
  fail(owner: string, error: HanzoError): void {
    if (!this.#unheard.has(owner)) this.#unheard.set(owner, error);
  }

  /**
   * Resolves when everything that this owner has written is on disk; without an owner, when everything is. Rejects
   * with the first write that failed and that nobody has heard of.
   */
  commit(owner?: string): Promise<void> {
    const waiter: Waiter = { kind: 'waiter', owner, ...Promise.withResolvers<void>() };
    this.#entries.push(waiter);
    this.#schedule();
    return waiter.promise;
  }

  /**
   * Runs work that has a transaction of its own, after what waits. While others hold the file it is tried again.
   *
   * @throws HanzoError what the work throws; STORE_UNUSABLE when the file stays locked
   */
  async alone<T>(work: () => T): Promise<T> {
    const start = this.#clock.elapsed();
    for (;;) {
      this.#flush(false);
      try {
        if (this.#lockedSince === undefined) return work();
      } catch (error) {
        if (!isLocked(error) || this.#clock.elapsed() - start >= LOCKED_MS)
          throw storeFault(error, this.#file, JOURNAL);
      }
      await this.#clock.sleep(RETRY_MS);
    }
  }

  /** Writes what waits, now, and returns the first failure that nobody has heard of. A lock is waited for once. */
  finish(): HanzoError | undefined {
    if (this.#entries.length > 0) this.#db.exec(`PRAGMA busy_timeout = ${LAST_BUSY_MS}`);
    this.#flush(true);
    return this.#hear(undefined);
  }

  #scheduleLater(): void {
    if (this.#isLazy || this.#scheduled || this.#lockedSince !== undefined) return;
    this.#isLazy = true;
    void this.#clock.sleep(LAZY_MS).then(() => {
      this.#isLazy = false;
      if (this.#entries.length > 0 && this.#db.isOpen) this.#flush(false);
    });
  }

  #schedule(): void {
    // While the file is locked, whoever tries again takes all with it: each try holds up this process for a moment.
    if (this.#scheduled || this.#lockedSince !== undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush(false);
    });
  }

  /** @param isLast nobody comes back: a lock is a failure at once */
  #flush(isLast: boolean): void {
    const entries = this.#entries;
    const outcome = this.#transact(entries.filter((entry) => entry.kind === 'write'));
    if (outcome.isLocked && !isLast && this.#mayTryAgain()) return;
    this.#lockedSince = undefined;
    this.#entries = [];
    const kept: WriteEntry[] = [];
    for (const entry of entries) {
      if (entry.kind === 'waiter') this.#tell(entry);
      else if (this.#note(entry, outcome)) kept.push(entry);
    }
    if (!isLast && kept.length <= MOST_KEPT) this.#entries.unshift(...kept);
  }

  #mayTryAgain(): boolean {
    const now = this.#clock.elapsed();
    if (this.#lockedSince === undefined) {
      this.#lockedSince = now;
      void this.#tryAgain();
    }
    return now - this.#lockedSince < LOCKED_MS;
  }

  async #tryAgain(): Promise<void> {
    while (this.#lockedSince !== undefined) {
      await this.#clock.sleep(RETRY_MS);
      if (this.#lockedSince !== undefined) this.#flush(false);
    }
  }

  /** Returns why writes failed. A statement that breaks a rule undoes itself only, so the others are kept. */
  #transact(writes: readonly Write[]): Outcome {
    const failures = new Map<Write, HanzoError>();
    const changed = new Map<Write, number>();
    if (writes.length === 0) return { failures, changed, isLocked: false };
    const asked = new Map<Fence, HanzoError | undefined>();
    try {
      inTransaction(this.#db, () => {
        for (const write of writes) {
          const result = fenced(write.fence, asked) ?? this.#run(write);
          if (typeof result !== 'number') failures.set(write, result);
          else if (write.onChanged !== undefined) changed.set(write, result);
        }
      });
      return { failures, changed, isLocked: false };
    } catch (error) {
      const fault = storeFault(error, this.#file, JOURNAL);
      // A row that was bad anyway keeps its own reason.
      const all = new Map(writes.map((write) => [write, failures.get(write) ?? fault]));
      return { failures: all, changed: new Map(), fault, isLocked: isLocked(error) };
    }
  }

  /** Returns how many rows it changed, or why it failed. */
  #run({ statement, values, mustChange }: Write): number | HanzoError {
    try {
      const changes = Number(statement.run(...values).changes);
      return changes === 0 && mustChange !== undefined ? mustChange() : changes;
    } catch (error) {
      if (!isRowFault(error) || !this.#db.isTransaction) throw error;
      return storeFault(error, this.#file, JOURNAL);
    }
  }

  /** Returns whether it is to be tried again. */
  #note(write: WriteEntry, { failures, changed, fault }: Outcome): boolean {
    const failure = failures.get(write);
    if (failure === undefined) {
      this.#tellChanged(write, changed.get(write));
      return false;
    }
    if (!write.isTold) this.fail(write.owner, failure);
    write.isTold = true;
    return write.isKept === true && failure === fault;
  }

  #tellChanged({ owner, onChanged }: Write, rows: number | undefined): void {
    try {
      if (rows !== undefined) onChanged?.(rows);
    } catch (error) {
      this.fail(owner, toHanzoError(error));
    }
  }

  #tell(waiter: Waiter): void {
    const failure = this.#hear(waiter.owner);
    if (failure === undefined) waiter.resolve();
    else waiter.reject(failure);
  }

  #hear(owner: string | undefined): HanzoError | undefined {
    if (owner === undefined) {
      const [first] = this.#unheard.values();
      this.#unheard.clear();
      return first;
    }
    const failure = this.#unheard.get(owner);
    this.#unheard.delete(owner);
    return failure;
  }
}

/** Asks each fence once per transaction: nobody else can write while it is open. */
function fenced(fence: Fence | undefined, asked: Map<Fence, HanzoError | undefined>): HanzoError | undefined {
  if (fence === undefined) return undefined;
  if (!asked.has(fence)) asked.set(fence, fence.problem());
  return asked.get(fence);
}
