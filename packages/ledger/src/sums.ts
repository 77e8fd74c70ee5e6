import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CallRow } from './call-row.ts';
import { whoseOf, windowOf, type Scope, type Whose } from './scopes.ts';

const MINUTE_MS = 60_000;
/** Clocks of processes that are asked one after the other differ by less. Milliseconds. */
export const CLOCK_SLACK_MS = 60_000;

/** The minute of the sums that a time belongs to. */
export function minuteOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}

/** One line of the table `sums`. */
export interface SumKey {
  readonly whose: Whose;
  readonly name: string;
  readonly minute: number;
}

/** The sums that a call's charge is part of; none while it is open. */
export function sumsOf(row: CallRow): readonly SumKey[] {
  if (row.ended_at === null) return [];
  const minute = minuteOf(row.ended_at);
  return [
    { whose: 'all', name: '', minute },
    { whose: 'run', name: row.run_id, minute: 0 },
    ...(row.key === '' ? [] : [{ whose: 'key', name: row.key, minute } as const]),
    ...(row.member === '' ? [] : [{ whose: 'member', name: row.member, minute } as const]),
  ];
}

/** Integer micro-dollars. */
export interface Sum {
  readonly spentMicros: number;
  readonly heldMicros: number;
}

const COLUMN = { key: 'key', member: 'member', run: 'run_id' } as const;

/**
 * What counts towards a scope. A window is exact to the millisecond: whole minutes come from their sums, and only the
 * calls of the minute in which the window begins are looked at.
 */
export class SumReader {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  read(scope: Scope, now: number): Sum {
    return { spentMicros: this.#spent(scope, now), heldMicros: this.#held(scope) };
  }

  /** What of it was lost in damage, and is charged because nobody knows. */
  lostMicros(scope: Scope, now: number): number {
    if (whoseOf(scope.kind) !== 'all') return 0;
    return this.#number(
      `SELECT coalesce(sum(charged_micros), 0) AS n FROM calls WHERE session = '' AND ended_at > ?`,
      now - (windowOf(scope.kind) ?? now),
    );
  }

  /** Charges that ended after now, because a clock was wrong once: they stay in the window until then. */
  ofTheFuture(scope: Scope, now: number): { readonly calls: number; readonly micros: number } {
    const { sql, values } = this.#only(scope);
    const row = this.#prepare(
      `SELECT count(*) AS calls, coalesce(sum(charged_micros), 0) AS micros FROM calls
       WHERE ended_at > ? AND charged_micros > 0${sql}`,
    ).get(now + CLOCK_SLACK_MS, ...values);
    return { calls: Number(row?.['calls']), micros: Number(row?.['micros']) };
  }

  /** When enough of the window will have passed for so much to fit, in milliseconds since the epoch. */
  roomAt(scope: Scope, tooMuchMicros: number, now: number): number | undefined {
    const windowMs = windowOf(scope.kind);
    if (windowMs === undefined) return undefined;
    let left = tooMuchMicros;
    for (const minute of this.#minutes(scope, minuteOf(now - windowMs))) {
      const from = Math.max(now - windowMs, minute * MINUTE_MS - 1);
      for (const [endedAt, charged] of this.#ended(scope, from, (minute + 1) * MINUTE_MS, left)) {
        left -= charged;
        if (left <= 0) return endedAt + windowMs;
      }
    }
    return undefined;
  }

  #spent(scope: Scope, now: number): number {
    const whose = whoseOf(scope.kind);
    const windowMs = windowOf(scope.kind);
    const total = (from: number): number =>
      this.#number(
        'SELECT coalesce(sum(charged_micros), 0) AS n FROM sums WHERE scope = ? AND name = ? AND minute >= ?',
        whose,
        scope.name,
        from,
      );
    if (windowMs === undefined) return total(0);
    const start = now - windowMs;
    const firstWhole = minuteOf(start) + 1;
    return total(firstWhole) + this.#charged(scope, start, firstWhole * MINUTE_MS);
  }

  /** Charges of calls that ended after `from` and before `to`. */
  #charged(scope: Scope, from: number, to: number): number {
    const { sql, values } = this.#only(scope);
    return this.#number(
      `SELECT coalesce(sum(charged_micros), 0) AS n FROM calls WHERE ended_at > ? AND ended_at < ?${sql}`,
      from,
      to,
      ...values,
    );
  }

  #held(scope: Scope): number {
    const { sql, values } = this.#only(scope);
    return this.#number(
      `SELECT coalesce(sum(worst_micros), 0) AS n FROM calls WHERE state IN ('held', 'sent')${sql}`,
      ...values,
    );
  }

  #minutes(scope: Scope, from: number): readonly number[] {
    return this.#prepare('SELECT minute FROM sums WHERE scope = ? AND name = ? AND minute >= ? ORDER BY minute')
      .all(whoseOf(scope.kind), scope.name, from)
      .map((row) => Number(row['minute']));
  }

  /** The calls that ended in between. Where all of them together are not enough, their sum at the end of it suffices. */
  #ended(scope: Scope, from: number, to: number, enough: number): readonly (readonly [number, number])[] {
    const all = this.#charged(scope, from, to);
    if (all < enough) return [[to - 1, all]];
    const { sql, values } = this.#only(scope);
    return this.#prepare(
      `SELECT ended_at, charged_micros FROM calls WHERE ended_at > ? AND ended_at < ?${sql} ORDER BY ended_at`,
    )
      .all(from, to, ...values)
      .map((row) => [Number(row['ended_at']), Number(row['charged_micros'])] as const);
  }

  #only(scope: Scope): { sql: string; values: readonly string[] } {
    const whose = whoseOf(scope.kind);
    return whose === 'all' ? { sql: '', values: [] } : { sql: ` AND ${COLUMN[whose]} = ?`, values: [scope.name] };
  }

  #number(sql: string, ...values: readonly (string | number)[]): number {
    return Number(this.#prepare(sql).get(...values)?.['n']);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
