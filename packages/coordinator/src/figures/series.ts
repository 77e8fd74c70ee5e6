import type { DatabaseSync } from 'node:sqlite';
import type { FiguresQuery } from './query.ts';

/** One piece of the time that is asked about. */
export interface Bucket {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly resolved: number;
  readonly spentMicros: number;
  /** Passed, of all tries that ended and were needed: 0 to 1. Undefined when there is none. */
  readonly successRate: number | undefined;
}

export interface Series {
  readonly bucketMs: number;
  /** In their order, empty ones included; at most 24. */
  readonly buckets: readonly Bucket[];
}

const MOST_BUCKETS = 24;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lengths of buckets that people can think of. Milliseconds. */
const STEPS = [
  1_000,
  5_000,
  15_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
].concat([12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 180 * DAY, 365 * DAY]);

/** What was done when: from `since`, or the first of `facts`, to `until` or now. */
export function seriesOf(db: DatabaseSync, { since, until, now }: FiguresQuery): Series {
  const first = db.prepare('SELECT min(at) AS first FROM facts').get()?.['first'];
  if (first === null || first === undefined) return { bucketMs: STEPS[0] ?? 1, buckets: [] };
  const from = since ?? Number(first);
  const span = Math.max(1, Math.min(until ?? Infinity, now + 1) - from);
  const bucketMs = STEPS.find((step) => span <= step * MOST_BUCKETS) ?? Math.ceil(span / MOST_BUCKETS);
  const rows = db
    .prepare(
      `SELECT CAST((at - :from) / :step AS INTEGER) AS bucket, sum(accepted) AS resolved, sum(spent_micros) AS spent,
         sum(is_try AND state = 'passed') AS passed, sum(is_try AND state <> 'running' AND NOT extra) AS ended
       FROM facts GROUP BY 1`,
    )
    .all({ from, step: bucketMs });
  const known = new Map(rows.map((row) => [Number(row['bucket']), row]));
  const buckets = Array.from({ length: Math.ceil(span / bucketMs) }, (_, at): Bucket => {
    const { resolved = 0, spent = 0, passed = 0, ended = 0 } = known.get(at) ?? {};
    return {
      from: from + at * bucketMs,
      resolved: Number(resolved),
      spentMicros: Number(spent),
      successRate: Number(ended) === 0 ? undefined : Number(passed) / Number(ended),
    };
  });
  return { bucketMs, buckets };
}
