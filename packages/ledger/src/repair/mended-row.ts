import type { SQLOutputValue } from 'node:sqlite';
import { formatDollars } from '@hanzo/contracts';
import { callRow, COLUMNS, type CallRow, signed } from '../call-row.ts';
import { brokenRules } from '../rules.ts';
import { MOST_MICROS } from '../steps.ts';
import { CLOCK_SLACK_MS } from '../sums.ts';

/** What became of one row. */
export interface MendedRow {
  readonly row: CallRow;
  /** Damaged: charged in full, because its cost cannot be known. */
  readonly faults: readonly string[];
  /** It had ended in the future. */
  readonly isMoved: boolean;
}

type Row = Readonly<Record<string, SQLOutputValue>>;
type Numbers = Extract<
  keyof CallRow,
  'input_tokens' | 'cached_input_tokens' | 'cache_write_tokens' | 'output_tokens' | 'reasoning_tokens'
>;

const TOKENS: readonly Numbers[] = [
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
];

/**
 * The row as it must be, or undefined when it is so already.
 *
 * @param read with its whole numbers as bigints: damage makes larger ones than a number holds
 * @param uncheckedCalls how many of the oldest rows have no checksum
 */
export function mendedRow(read: Row, uncheckedCalls: number, now: number): MendedRow | undefined {
  const row = callRow(Object.fromEntries(Object.entries(read).map(([name, value]) => [name, numberOf(value)])));
  const faults = [...brokenRules(row, uncheckedCalls), ...absurdities(row)];
  const isMoved = row.ended_at !== null && row.ended_at > now + CLOCK_SLACK_MS;
  if (faults.length > 0) return { row: resigned(chargedInFull(row, faults, now)), faults, isMoved: false };
  if (isMoved) return { row: resigned({ ...row, ended_at: now }), faults, isMoved };
  return row.checksum === null ? { row: resigned(row), faults, isMoved } : undefined;
}

function numberOf(value: SQLOutputValue | undefined): SQLOutputValue {
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}

function absurdities({ worst_micros, charged_micros }: CallRow): string[] {
  return [worst_micros, charged_micros]
    .filter((micros) => Number.isSafeInteger(micros) && micros > MOST_MICROS)
    .map((micros) => `says ${formatDollars(micros)}, which no call costs`);
}

function resigned(row: CallRow): CallRow {
  const only = Object.fromEntries(COLUMNS.map((column) => [column, row[column]])) as unknown as CallRow;
  return signed({ ...only, revision: countOr(row.revision, 0) + 1 });
}

/** The larger of its worst case and its charge, as far as they make sense. */
function chargedInFull(row: CallRow, faults: readonly string[], now: number): CallRow {
  const amounts = [row.worst_micros, row.charged_micros].filter((micros) => isCount(micros) && micros <= MOST_MICROS);
  const micros = Math.max(0, ...amounts);
  const unknown = amounts.length === 0 ? '; NOBODY KNOWS WHAT IT COST' : '';
  const end = timeOr(row.ended_at, now, now);
  const tokens = Object.fromEntries(TOKENS.map((name) => [name, countOr(row[name], 0)]));
  return {
    ...row,
    ...tokens,
    state: 'uncertain',
    worst_micros: micros,
    charged_micros: micros,
    why: `repaired: it ${faults.join('; it ')}; charged in full${unknown}`,
    reserved_at: timeOr(row.reserved_at, end, now),
    sent_at: timeOr(row.sent_at, end, now),
    ended_at: end,
  };
}

function timeOr(ms: number | null, otherwise: number, now: number): number {
  return ms !== null && isCount(ms) && ms <= now ? ms : otherwise;
}

function countOr(value: number, otherwise: number): number {
  return isCount(value) ? value : otherwise;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
