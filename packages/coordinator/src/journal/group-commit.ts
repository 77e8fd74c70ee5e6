import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { systemClock, type Clock, type HanzoError } from '@hanzo/contracts';
import { inTransaction, isRowFault, storeFault } from '@hanzo/store';
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
  /** Hears how many rows were changed, once they are on disk. */
  readonly onChanged?: ((rows: number) => void) | undefined;
}

interface WriteEntry extends Write {
  readonly kind: 'write';
}

interface Waiter extends PromiseWithResolvers<void> {
  readonly kind: 'waiter';
  readonly owner: string | undefined;
}

/** What became of the writes of one transaction. */
interface Outcome {
  readonly failures: ReadonlyMap<Write, HanzoError>;
  readonly changed: ReadonlyMap<Write, number>;
}

/** How long a write that nobody waits for may be lost in a crash. Milliseconds. */
const LAZY_MS = 25;

/**
 * Writes that somebody waits for, and those before them, share one transaction for each turn of the event loop, hence one
 * fsync; without anybody waiting they are written a moment later. Each write has an owner, who hears of its failure at
 * the next `commit(owner)`: a bad row fails alone, a full disk or a lock fails the whole turn.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #file: string;
  /** Failures that nobody has heard of yet, by owner; of each the first. */
  readonly #unheard = new Map<string, HanzoError>();
  /** Writes and waiters in the order in which they came: a waiter hears of what stands before it. */
  #entries: (WriteEntry | Waiter)[] = [];
  #scheduled = false;
  #isLazy = false;
  readonly #clock: Clock;

  constructor(db: DatabaseSync, file: string, clock: Clock = systemClock) {
    this.#db = db;
    this.#file = file;
    this.#clock = clock;
  }

  /** Never throws: a failure is told to the next `commit` of the owner, or by `finish`. */
  write(owner: string, statement: StatementSync, ...values: SQLInputValue[]): void {
    this.add({ owner, statement, values });
  }

  /** The same, with conditions. */
  add(write: Write): void {
    this.#entries.push({ kind: 'write', ...write });
    this.#scheduleLater();
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

  /** Writes what waits, now, for those who read or write without the group. Failures are told as ever. */
  flush(): void {
    const entries = this.#entries;
    this.#entries = [];
    const { failures, changed } = this.#transact(entries.filter((entry) => entry.kind === 'write'));
    for (const entry of entries) {
      if (entry.kind === 'waiter') this.#tell(entry);
      else this.#note(entry, failures.get(entry), changed.get(entry));
    }
  }

  /** Writes what waits, now, and returns the first failure that nobody has heard of. */
  finish(): HanzoError | undefined {
    this.flush();
    return this.#hear(undefined);
  }

  #scheduleLater(): void {
    if (this.#isLazy || this.#scheduled) return;
    this.#isLazy = true;
    void this.#clock.sleep(LAZY_MS).then(() => {
      this.#isLazy = false;
      if (this.#entries.length > 0 && this.#db.isOpen) this.flush();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.flush();
    });
  }

  /** Returns why writes failed. A statement that breaks a rule undoes itself only, so the others are kept. */
  #transact(writes: readonly Write[]): Outcome {
    const failures = new Map<Write, HanzoError>();
    const changed = new Map<Write, number>();
    if (writes.length === 0) return { failures, changed };
    const asked = new Map<Fence, HanzoError | undefined>();
    try {
      inTransaction(this.#db, () => {
        for (const write of writes) {
          const result = fenced(write.fence, asked) ?? this.#run(write);
          if (typeof result !== 'number') failures.set(write, result);
          else if (write.onChanged !== undefined) changed.set(write, result);
        }
      });
      return { failures, changed };
    } catch (error) {
      const fault = storeFault(error, this.#file, JOURNAL);
      // A row that was bad anyway keeps its own reason.
      return { failures: new Map(writes.map((write) => [write, failures.get(write) ?? fault])), changed: new Map() };
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

  #note(write: Write, failure: HanzoError | undefined, changed: number | undefined): void {
    if (changed !== undefined) write.onChanged?.(changed);
    if (failure !== undefined && !this.#unheard.has(write.owner)) this.#unheard.set(write.owner, failure);
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
