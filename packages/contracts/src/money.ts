import { HanzoError } from './errors.ts';

const AMOUNT = /^\$?(\d+)(?:\.(\d{1,6}))?$/;

/**
 * Reads US dollars, exactly, as integer micro-dollars: `12.50`, `$3`, `0.000001`. Undefined for anything else:
 * negative, more than six decimals, exponents, or too large to be exact.
 */
export function parseDollars(amount: string | number): number | undefined {
  const match = AMOUNT.exec(String(amount).trim());
  if (!match) return undefined;
  const micros = Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
  return Number.isSafeInteger(micros) ? micros : undefined;
}

const MICROS = 1_000_000;

/**
 * Writes micro-dollars as dollars, exactly: at least two decimals, up to six, by integer arithmetic alone.
 *
 * @example
 * formatDollars(1234); // "$0.001234"
 * formatDollars(1_500_000); // "$1.50"
 */
export function formatDollars(micros: number): string {
  if (!Number.isSafeInteger(micros))
    throw new HanzoError('INTERNAL', `${micros} is not a whole number of micro-dollars.`);
  const size = Math.abs(micros);
  const rest = size % MICROS;
  const decimals = String(rest)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${micros < 0 ? '-' : ''}$${(size - rest) / MICROS}.${decimals}`;
}
