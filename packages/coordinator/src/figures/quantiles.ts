import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';

const QUANTILES = [0.5, 0.95] as const;

/**
 * Adds the aggregate function `quantiles(ms)`: median and 95th percentile by nearest rank, in one pass; SQLite's own
 * window functions would sort wide rows. It holds 8 bytes for each row of a group.
 */
export function defineQuantiles(db: DatabaseSync): void {
  db.aggregate<Float64Array>('quantiles', {
    start: () => new Float64Array(64),
    step: (list, value: SQLOutputValue) => (value === null ? list : push(list, Number(value))),
    result: (list) => JSON.stringify(quantilesIn(list.subarray(1, 1 + lengthOf(list)).sort())),
  });
}

/** What `quantiles` gave, in seconds. Undefined where there was no number. */
export function quantilesOf(value: SQLOutputValue | undefined): readonly (number | undefined)[] {
  return (JSON.parse(String(value)) as number[]).map((ms) => ms / 1000);
}

/** The first place of a list is how many numbers follow. */
function lengthOf(list: Float64Array): number {
  return list[0] ?? 0;
}

/** The list with one more, which is another one when there was no room. */
function push(list: Float64Array, value: number): Float64Array {
  const length = lengthOf(list) + 1;
  const roomy = length < list.length ? list : widened(list);
  roomy[length] = value;
  roomy[0] = length;
  return roomy;
}

function widened(list: Float64Array): Float64Array {
  const wider = new Float64Array(list.length * 2);
  wider.set(list);
  return wider;
}

function quantilesIn(sorted: Float64Array): readonly number[] {
  if (sorted.length === 0) return [];
  return QUANTILES.map((q) => sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? 0);
}
