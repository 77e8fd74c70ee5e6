import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

interface Write {
  readonly statement: StatementSync;
  readonly values: readonly SQLInputValue[];
}

/**
 * Writes of one turn of the event loop share one transaction, hence one fsync. `commit()` resolves when
 * everything written before it is on disk.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  #writes: Write[] = [];
  #waiting: PromiseWithResolvers<void>[] = [];
  #scheduled = false;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  write(statement: StatementSync, ...values: SQLInputValue[]): void {
    this.#writes.push({ statement, values });
    this.#schedule();
  }

  commit(): Promise<void> {
    if (this.#writes.length === 0) return Promise.resolve();
    const waiter = Promise.withResolvers<void>();
    this.#waiting.push(waiter);
    this.#schedule();
    return waiter.promise;
  }

  /** Writes what waits now. Throws what the database says; nothing of the group is kept then. */
  flush(): void {
    const writes = this.#writes;
    this.#writes = [];
    if (writes.length === 0) return;
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const { statement, values } of writes) statement.run(...values);
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flushAndTell();
    });
  }

  #flushAndTell(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      this.flush();
      for (const waiter of waiting) waiter.resolve();
    } catch (error) {
      for (const waiter of waiting) waiter.reject(error);
      // Nobody waits for it: the next commit() must not report success for lost writes.
      if (waiting.length === 0) throw error;
    }
  }
}
