import { formatDollars } from '@hanzo/contracts';
import { type CallRow, checksumOf } from './call-row.ts';
import type { CallState } from './model.ts';

type Rule = readonly [broken: (row: CallRow) => boolean, what: string];

/** Numbers that count something. */
const COUNTS = [
  'worst_micros',
  'charged_micros',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'revision',
] as const satisfies readonly (keyof CallRow)[];

const hasEnded: Rule = [(row) => row.ended_at === null, 'has no time of its end'];
const isOpen: Rule = [
  (row) => row.ended_at !== null || row.served_model !== null,
  'has an end, or a model that served',
];
const isFree: Rule = [(row) => row.charged_micros !== 0, 'is charged'];
const saysWhy: Rule = [(row) => row.why === null, 'does not say why'];

/** What a call in each state must be like. */
const RULES: Readonly<Record<CallState, readonly Rule[]>> = {
  held: [isOpen, isFree, [(row) => row.sent_at !== null, 'has a time at which it was sent']],
  sent: [isOpen, isFree, [(row) => row.sent_at === null, 'has no time at which it was sent']],
  settled: [hasEnded, [(row) => row.served_model === null, 'has no model that served']],
  released: [hasEnded, isFree, saysWhy],
  uncertain: [hasEnded, saysWhy, [(row) => row.charged_micros !== row.worst_micros, 'is not charged in full']],
};

/**
 * What is wrong with a call, each completing "The call ID …".
 *
 * @param uncheckedCalls how many of the oldest rows have no checksum
 */
export function brokenRules(row: CallRow, uncheckedCalls: number): readonly string[] {
  const found = checksumFaults(row, uncheckedCalls);
  for (const column of COUNTS) {
    if (!Number.isSafeInteger(row[column]) || row[column] < 0) found.push(`has ${column} ${String(row[column])}`);
  }
  const rules = Object.hasOwn(RULES, row.state) ? RULES[row.state] : undefined;
  if (rules === undefined) found.push(`has the unknown state ${String(row.state)}`);
  for (const [broken, what] of rules ?? []) {
    if (broken(row)) found.push(`is ${row.state}, but ${what}${amountOf(row)}`);
  }
  return found;
}

function checksumFaults(row: CallRow, uncheckedCalls: number): string[] {
  if (row.checksum === null)
    return row.rowid <= uncheckedCalls && row.revision === 0 ? [] : ['has lost its checksum: the row was damaged'];
  return row.checksum === checksumOf(row) ? [] : ['does not match its checksum: the row was damaged'];
}

function amountOf({ charged_micros, worst_micros }: CallRow): string {
  if (!Number.isSafeInteger(charged_micros) || !Number.isSafeInteger(worst_micros)) return '';
  return ` (charged ${formatDollars(charged_micros)}, at most ${formatDollars(worst_micros)})`;
}
