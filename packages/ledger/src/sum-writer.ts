import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CallRow } from './call-row.ts';
import { type SumKey, sumsOf } from './sums.ts';

/** Gathers how much the sums grow, so that the many calls of one transaction write each of them once. */
export class SumWriter {
  readonly #growth = new Map<string, SumKey & { micros: number }>();
  readonly #add: StatementSync;

  constructor(db: DatabaseSync) {
    this.#add = db.prepare(
      `INSERT INTO sums (scope, name, minute, charged_micros) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET charged_micros = charged_micros + excluded.charged_micros`,
    );
  }

  /** @param sign -1 takes the charge out again */
  note(row: CallRow, sign: 1 | -1): void {
    if (row.charged_micros === 0) return;
    const micros = sign * row.charged_micros;
    for (const sum of sumsOf(row)) {
      const key = JSON.stringify([sum.whose, sum.name, sum.minute]);
      const known = this.#growth.get(key);
      if (known === undefined) this.#growth.set(key, { ...sum, micros });
      else known.micros += micros;
    }
  }

  /** Whoever reads sums within the transaction calls this first. */
  write(): void {
    for (const { whose, name, minute, micros } of this.#growth.values()) {
      if (micros !== 0) this.#add.run(whose, name, minute, micros);
    }
    this.#growth.clear();
  }

  forget(): void {
    this.#growth.clear();
  }
}
