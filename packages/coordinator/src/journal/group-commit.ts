import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { HanzoError } from '@hanzo/contracts';
import { inTransaction, isRowFault, storeFault } from '@hanzo/store';
import { JOURNAL } from './schema.ts';

interface Write {
  readonly kind: 'write';
  readonly owner: string;
  readonly statement: StatementSync;
  readonly values: readonly SQLInputValue[];
}

interface Waiter extends PromiseWithResolvers<void> {
  readonly kind: 'waiter';
  readonly owner: string | undefined;
}

/**
 * Writes of one turn of the event loop share one transaction, hence one fsync. Each write has an owner, who hears of
 * its failure at the next `commit(owner)`: a bad row fails alone, a full disk or a lock fails the whole turn.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #file: string;
  /** Failures that nobody has heard of yet, by owner; of each the first. */
  readonly #unheard = new Map<string, HanzoError>();
  /** Writes and waiters in the order in which they came: a waiter hears of what stands before it. */
  #entries: (Write | Waiter)[] = [];
  #scheduled = false;

  constructor(db: DatabaseSync, file: string) {
    this.#db = db;
    this.#file = file;
  }

  /** Never throws: a failure is told to the next `commit` of the owner, or by `finish`. */
  write(owner: string, statement: StatementSync, ...values: SQLInputValue[]): void {
    this.#entries.push({ kind: 'write', owner, statement, values });
    this.#schedule();
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

  /** Writes what waits, now, and returns the first failure that nobody has heard of. */
  finish(): HanzoError | undefined {
    this.#flush();
    return this.#hear(undefined);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const entries = this.#entries;
    this.#entries = [];
    const failures = this.#transact(entries.filter((entry) => entry.kind === 'write'));
    for (const entry of entries) {
      if (entry.kind === 'write') this.#keep(entry.owner, failures.get(entry));
      else this.#tell(entry);
    }
  }

  /** Returns why writes failed. A statement that breaks a rule undoes itself only, so the others are kept. */
  #transact(writes: readonly Write[]): ReadonlyMap<Write, HanzoError> {
    const failures = new Map<Write, HanzoError>();
    if (writes.length === 0) return failures;
    try {
      inTransaction(this.#db, () => {
        for (const write of writes) {
          const failure = this.#run(write);
          if (failure !== undefined) failures.set(write, failure);
        }
      });
      return failures;
    } catch (error) {
      const fault = storeFault(error, this.#file, JOURNAL);
      // A row that was bad anyway keeps its own reason.
      return new Map(writes.map((write) => [write, failures.get(write) ?? fault]));
    }
  }

  #run({ statement, values }: Write): HanzoError | undefined {
    try {
      statement.run(...values);
      return undefined;
    } catch (error) {
      if (!isRowFault(error) || !this.#db.isTransaction) throw error;
      return storeFault(error, this.#file, JOURNAL);
    }
  }

  #keep(owner: string, failure: HanzoError | undefined): void {
    if (failure !== undefined && !this.#unheard.has(owner)) this.#unheard.set(owner, failure);
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
